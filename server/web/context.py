"""What the views of one application share."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, cast

from flask import Response, current_app
from pydantic_core import to_json

from server.adviser import Adviser
from server.desk import Desk
from server.domain.snapshot import Snapshot
from server.procedures.shelf import Shelf
from server.runtime import Runtime
from server.settings import Settings
from server.store.accounts import Accounts
from server.store.ended import EndedSessions
from server.web.metrics import Metrics
from server.web.replays import Replays

_KEY = "luot"


@dataclass(frozen=True, slots=True)
class Context:
    """The parts of a running server that views use."""

    desk: Desk
    accounts: Accounts
    ended: EndedSessions
    settings: Settings
    runtime: Runtime
    metrics: Metrics
    adviser: Adviser
    replays: Replays = field(default_factory=Replays)
    shelf: Shelf | None = None

    def snapshot(self) -> Snapshot:
        """The committed hall, seen at this moment, so that ages and waits are not stale."""
        return replace(self.desk.snapshot(), at=self.desk.now())


def context() -> Context:
    """The parts of the application that answers this request."""
    return cast(Context, current_app.extensions[_KEY])


def attach(app: Any, made: Context) -> None:
    """Give ``app`` its parts."""
    app.extensions[_KEY] = made


def answer(value: Any, status: int = 200) -> Response:
    """``value`` as JSON, neither sorted nor validated again: the desk made it."""
    return Response(to_json(value), status, content_type="application/json")
