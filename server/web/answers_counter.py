"""What the interface answers about a counter."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel

from broker.messages import Bilingual
from server.web.answers import CounterWord, LegState


class Range(BaseModel):
    """A wait that was told, in seconds."""

    low_s: int
    high_s: int


class AtCounter(BaseModel):
    """The ticket that a counter has; a no-show needs ``no_show_calls`` more, and ``no_show_at``."""

    id: str
    number: int
    group: str
    state: LegState
    priority: bool
    priority_checked: bool
    note: str | None
    dossiers: int
    lang: str
    issued_at: str
    mark_at: str
    first_called_at: str | None
    called_at: str | None
    started_at: str | None
    calls: int
    no_show_calls: int
    no_show_at: str
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


class HelpCall(BaseModel):
    """A call for staff that was made here; ``coming`` when somebody answered it."""

    id: str
    state: Literal["asked", "coming", "done"]
    asked_at: str


class Choices(BaseModel):
    """What the plan offers here: codes, or words of the centre."""

    outcomes: list[str]
    pause_reasons: list[str]
    park_reasons: list[str]


class Seated(BaseModel):
    """Who works at another open counter, and so can be sent somebody."""

    officer: str
    counter: int


class Uncalled(BaseModel):
    """A group that waits and that no open counter calls, by its names."""

    vi: str
    en: str
    waiting: int


class CounterView(BaseModel):
    """A counter's whole state."""

    number: int
    zone: str
    department: str
    state: CounterWord
    pause_reason: str | None
    back_at: str | None
    help_call: HelpCall | None
    choices: Choices
    seated: list[Seated]
    officer: str | None
    armed: bool
    groups: list[str]
    help: list[str]
    unlearnt: list[Bilingual]
    uncalled: list[Uncalled]
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
