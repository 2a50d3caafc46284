"""What the interface answers. These describe the documents; nothing is validated against them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel

from broker.messages import Bilingual, Board, Notice, Wait

LegState = Literal["waiting", "called", "serving", "served", "parked", "no_show", "left",
                   "expired", "transferred", "withdrawn"]  # fmt: skip
ClosingWord = Literal["before", "unsure", "after"] | None
CounterWord = Literal["closed", "paused", "idle", "called", "serving"]


def many(kind: type[BaseModel]) -> Any:
    """A list of documents; APIFlask takes ``list[X]`` but its types do not say so."""
    return list[kind]  # type: ignore[valid-type]


class Procedure(BaseModel):
    """A procedure, and the group that takes it; ``source`` says so when the list is unofficial."""

    code: str
    name_vi: str
    name_en: str
    group: str
    level: str = ""
    documents_vi: list[str] = []
    documents_en: list[str] = []
    fee_vi: str = ""
    fee_en: str = ""
    source: str | None = None


class ZoneBoard(Board):
    """A zone's board, or the hall's."""

    zone: str


class Ticket(BaseModel):
    """A ticket that was just given."""

    id: str
    key: str
    number: int
    group: str
    zone: str
    counters: list[int]
    ahead: int
    wait: Wait | None
    issued_at: str
    url: str
    mark_at: str
    appointment_at: str | None
    priority: bool
    group_name: Bilingual
    zone_name: Bilingual
    closing: ClosingWord
    lunch: bool


class NotYet(BaseModel):
    """Why a ticket still waits: earlier marks, and where it can be called."""

    vi: str
    en: str
    ahead: int
    counters: list[int]
    open: list[int]
    mark_at: str


class TicketView(BaseModel):
    """A ticket as its holder sees it."""

    number: int
    group: str
    group_vi: str
    group_en: str
    zone: str
    zone_vi: str
    zone_en: str
    state: LegState
    ahead: int
    ahead_at_issue: int | None
    wait: Wait | None
    back_by: str | None
    why: NotYet | None
    counter: int | None
    counters: list[int]
    called_at: str | None
    calls: int
    issued_at: str
    mark_at: str
    appointment_at: str | None
    priority: bool
    lang: str
    finished_at: str | None
    left_reason: str | None
    notices: list[Notice]
    can_rate: bool
    rated: bool
    centre_vi: str
    centre_en: str
    ep: int
    rev: int
    now: str


class TicketState(BaseModel):
    """What became of the ticket."""

    state: LegState


class Session(BaseModel):
    """Who is logged in; ``csrf`` goes with every write as X-CSRF-Token."""

    login: str
    name: str
    roles: list[str]
    counter: int | None
    csrf: str
    must_change: bool = False


class Spread(BaseModel):
    """A clock over many legs, in seconds; percentiles of type 7."""

    n: int
    mean_s: int | None
    p50_s: int | None
    p90_s: int | None
    p95_s: int | None
    max_s: int | None


class ForecastQuality(BaseModel):
    """How good the forecasts were: mean absolute error and the share inside the told range."""

    n: int
    mae_s: int | None
    coverage: float | None


class SummaryRow(BaseModel):
    """Figures of one group, counter, department, hour or day; outcomes are counted apart."""

    key: str
    n_issued: int
    n_served: int
    n_no_show: int
    n_left: int
    n_expired: int
    n_forgotten: int
    wait: Spread
    response: Spread
    service: Spread
    within_target: float | None
    within_target_n: int
    forecast: ForecastQuality


class FieldError(BaseModel):
    """A value that is not valid."""

    where: str
    message: str


class Problem(BaseModel):
    """RFC 9457, with a stable ``code`` and the reason in both languages."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    reason: Bilingual
    errors: list[FieldError] = []
