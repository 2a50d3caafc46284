"""A counter as it is now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

OpenState = Literal["open", "paused", "closed"]


@dataclass(frozen=True, slots=True)
class Counter:
    """A desk: whether it works, who sits there, and the one ticket that it has, if any.

    When ``armed`` the next arrival that it may serve is called to it by itself;
    ``back_at`` is when a pause is planned to end.
    """

    number: int
    state: OpenState = "closed"
    since: datetime | None = None
    officer: str | None = None
    reason: str | None = None
    ticket: str | None = None
    armed: bool = False
    back_at: datetime | None = None
