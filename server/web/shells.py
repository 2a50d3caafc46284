"""How a page is made: its template with the words of the reader, or a notice in its place."""

from __future__ import annotations

from flask import make_response, render_template
from werkzeug.wrappers import Response


def page(name: str, /, **values: object) -> str:
    """The page of this name."""
    return render_template(f"{name}.html", page=name, **values)


def notice(what: str, status: int, *said: object, own: int | None = None) -> Response:
    """A page that says why there is nothing to see here, and where to go.

    ``what`` names its words (``n_{what}`` and ``n_{what}_help``); ``own`` is the counter of whoever
    is signed in.
    """
    made = page("notice", what=what, status=status, said=said, own=own)
    return make_response(made, status)
