"""The citizen's page: drawn whole by the server, so that it also works without scripts.

Its forms are plain HTML: a POST does what is asked and leads back to the page. A form that is sent
again, or too late, changes nothing, and the page shows what holds.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import partial
from typing import Any

from flask import Blueprint, make_response, redirect, request
from markupsafe import Markup
from pydantic import ValidationError
from werkzeug.wrappers import Response

from server import documents
from server.desk import Actor
from server.domain.errors import Refused
from server.web import dayrules, qr
from server.web.context import context
from server.web.i18n import chosen, say
from server.web.icons import icon
from server.web.permits import public
from server.web.schemas import Rating
from server.web.shells import notice, page
from server.web.told import told

bp = Blueprint("phone", __name__)
_BETWEEN = re.compile(r">\s+(?=<)")
_ENDS = re.compile(r"\s*\n\s*(?=<)|(?<=>)\s*\n\s*")
_AGAIN = frozenset({"waiting", "called", "serving", "parked", "no_show"})
"""States that may change by themselves: the page is loaded again where there are no scripts."""


@bp.app_template_filter("tight")
def _tight(html: str) -> Markup:
    """``html`` without the blanks of its source, so that scripts find what they would draw."""
    return Markup(_ENDS.sub("", _BETWEEN.sub(">", html)).strip())


bp.add_app_template_global(icon, "icon")


@bp.get("/t/<key>")
@public
def phone(key: str) -> Response | str:
    """A citizen's ticket; whoever has the key may see it."""
    parts = context()
    try:
        ticket = documents.ticket(parts.snapshot(), key)
    except Refused:
        return notice("no_ticket", 404)
    lang = chosen(request)
    asking = "leave" if request.args.get("ask") == "leave" else ""
    return page(
        "phone",
        key=key,
        centre=parts.desk.plan.centre,
        ticket=ticket,
        told=told(ticket, partial(say, lang), lang),
        view=_view(ticket),
        asking=asking,
        again=ticket["state"] in _AGAIN and not asking,
        **dayrules.values(parts.desk.plan),
    )


@bp.get("/t/<key>/qr.svg")
@public
def code(key: str) -> Response | str:
    """The address of this page as a code, for whoever gets a number without paper."""
    parts = context()
    if key not in parts.snapshot().hall.keys:
        return notice("no_ticket", 404)
    answer = make_response(qr.svg(f"{parts.desk.url}/t/{key}"))
    answer.mimetype = "image/svg+xml"
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.post("/t/<key>/leave")
@public
def leave(key: str) -> Response:
    """Give up the place, by the form."""
    ticket = context().desk.snapshot().hall.keys.get(key)
    if ticket is not None:
        with suppress(Refused):  # it is given up already, or being served: the page says so
            context().desk.leave(Actor("citizen", ticket), None, key)
    return redirect(f"/t/{key}", 303)


@bp.post("/t/<key>/rating")
@public
def rate(key: str) -> Response:
    """Rate the visit, by the form."""
    ticket = context().desk.snapshot().hall.keys.get(key)
    given = _rating()
    if ticket is not None and given is not None:
        by = Actor("citizen", ticket)
        with suppress(Refused):  # rated already: the page thanks
            context().desk.rate(by, None, key, given.score, given.reasons, given.comment)
    return redirect(f"/t/{key}", 303)


def _rating() -> Rating | None:
    sent = request.form
    try:
        return Rating(
            score=int(sent.get("score", "0")),
            reasons=sent.getlist("reason"),
            comment=sent.get("comment", "").replace("\r\n", "\n"),
        )
    except (ValidationError, ValueError):
        return None  # no level was chosen: the page asks again


def _view(ticket: dict[str, Any]) -> str:
    state = ticket["state"]
    if state == "served":
        return "rating" if ticket["can_rate"] else "over"
    return state if state in {"waiting", "called", "serving"} else "over"
