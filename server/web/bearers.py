"""What is kept of secrets that are shown: how many were wrong, and when a token was used last."""

from __future__ import annotations

from contextlib import suppress
from typing import NoReturn

from flask import Flask, current_app

from server.domain.facts import to_ms
from server.store.errors import StoreUnavailable
from server.store.tokens import Token
from server.web.context import context
from server.web.gate import Locked
from server.web.lockout import Lockout
from server.web.problems import Problem

_WRONG = "luot-wrong-secrets"
WRONG_SECRETS = 30
"""As many wrong secrets of one address bring a wait (see ``lockout``)."""


def register(app: Flask) -> None:
    """Count from now on, at the hall's clock."""
    app.extensions[_WRONG] = Lockout(WRONG_SECRETS, lambda: context().desk.now().timestamp())


def refuse_wrong(address: str) -> NoReturn:
    """A wrong secret came from there. Raises Problem, or Locked after many.

    Good secrets of the address pass all the same, or a stranger could shut out a whole hall.
    """
    wrong: Lockout = current_app.extensions[_WRONG]
    if (wait_s := wrong.enter(address)) > 0:
        raise Locked(wait_s)
    raise Problem("bad-credentials")


def note_use(token: Token) -> None:
    """Remember the use; a full disk keeps nobody from reading."""
    parts = context()
    with suppress(StoreUnavailable):
        parts.tokens.note_use(token, to_ms(parts.desk.now()))
