"""What the interface answers about a counter."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from broker.messages import Bilingual
from server.web.answers import CounterWord, LegState


class Range(BaseModel):
    """A wait that was told, in seconds."""

    low_s: int
    high_s: int


class AtCounter(BaseModel):
    """The ticket that a counter has."""

    id: str
    number: int
    group: str
    state: LegState
    priority: bool
    dossiers: int
    lang: str
    issued_at: str
    mark_at: str
    first_called_at: str | None
    called_at: str | None
    started_at: str | None
    calls: int
    wait_s: int
    forecast: Range | None


class InLine(BaseModel):
    """A ticket that waits for this counter."""

    number: int
    group: str
    priority: bool
    help: bool
    issued_at: str
    mark_at: str
    waited_s: int


class NextUp(InLine):
    """One of the next three, and why."""

    why: Bilingual


class Aside(BaseModel):
    """A parked ticket, since when, and why."""

    number: int
    group: str
    issued_at: str
    reason: str | None
    since: str | None


class Missed(BaseModel):
    """A ticket whose holder did not come."""

    number: int
    group: str
    issued_at: str
    at: str | None


class Light(BaseModel):
    """The counter's light: alive, and showing the call."""

    online: bool
    shown: bool


class Today(BaseModel):
    """What the counter did today."""

    served: int
    median_service_s: int | None
    n: int


class Undo(BaseModel):
    """What can be taken back, and until when."""

    until: str
    what: str


class CounterView(BaseModel):
    """A counter's whole state."""

    number: int
    zone: str
    department: str
    state: CounterWord
    pause_reason: str | None
    officer: str | None
    armed: bool
    groups: list[str]
    help: list[str]
    names: dict[str, Bilingual]
    ep: int
    rev: int
    now: str
    ticket: AtCounter | None
    waiting: list[InLine]
    waiting_total: int
    next: list[NextUp]
    parked: list[Aside]
    no_shows: list[Missed]
    led: Light | None
    today: Today
    usual_service_s: int | None
    usual_service_n: int | None
    undo: Undo | None


class CallMade(BaseModel):
    """A call: who, where, and the candidates that were weighed."""

    id: str
    ticket: str
    number: int
    group: str
    counter: int
    why: dict[str, Any] | None
    priority: bool
    at: str


class Called(BaseModel):
    """The call that a verb made, or none; and the counter's state after it."""

    call: CallMade | None
    state: CounterWord


class CounterDone(CounterView):
    """The counter after a verb."""

    call: CallMade | None
