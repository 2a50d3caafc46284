"""The token without which a browser's session writes nothing. The only Flask-WTF code."""

from __future__ import annotations

from typing import cast

from flask import Flask, current_app, request, session
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf

from server.web.problems import Problem

HEADER = "X-CSRF-Token"
MOST_KNOWN = 500
_KNOWN = "luot-csrf"
_protect = CSRFProtect()


def register(app: Flask) -> None:
    """Prepare ``app``; who checks says when."""
    _protect.init_app(app)
    app.extensions[_KNOWN] = set()


def token() -> str:
    """The token that writes of this session carry in ``HEADER`` or in the form."""
    return cast(str, generate_csrf())


def check() -> None:
    """Raise Problem unless this write carries the token of its session.

    A session and a header that belonged together still do: they are not verified again.
    """
    known: set[tuple[str, str]] = current_app.extensions[_KNOWN]
    pair = (session.get("csrf_token", ""), request.headers.get(HEADER, ""))
    if pair in known:
        return
    try:
        _protect.protect()
    except CSRFError as error:
        raise Problem("csrf") from error
    if all(pair):
        if len(known) >= MOST_KNOWN:
            known.clear()
        known.add(pair)
