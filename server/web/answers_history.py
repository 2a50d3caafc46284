"""What the interface answers about past days; a view has only its own parts."""

from __future__ import annotations

from pydantic import BaseModel, Field

from broker.messages import Bilingual


class Clock(BaseModel):
    """How n values are spread, in seconds; null where nothing is known."""

    n: int
    mean_s: int | None
    p25_s: int | None
    p50_s: int | None
    p75_s: int | None
    p90_s: int | None
    p95_s: int | None
    max_s: int | None


class HistoryPart(BaseModel):
    """What became of the legs of one part, and its clocks."""

    key: str
    name: Bilingual
    issued: int
    called: int
    served: int
    no_show: int
    left: int
    expired: int
    transferred: int
    forgotten: int
    in_time: float | None
    in_time_n: int
    wait: Clock | None = None
    response: Clock | None = None
    service: Clock | None = None


class HistoryWhole(HistoryPart):
    """Everything as one part; how forecasts did, and the closed time that waits leave out."""

    told_n: int | None = None
    inside: float | None = None
    off_p50_s: int | None = None
    off_p90_s: int | None = None
    raw: Clock | None = None
    over_closed: int | None = None
    closed_s: int | None = None


class HistoryBand(BaseModel):
    """What happened in the half hour from ``at_min``, local, and waits that began in it."""

    at_min: int
    issued: int
    called: int
    served: int
    n: int
    p25_s: float | None
    p50_s: float | None
    p75_s: float | None
    p90_s: float | None


class HistoryCell(BaseModel):
    """A half hour of a weekday, 0 for Monday."""

    weekday: int
    at_min: int
    n: int
    p90_s: float | None


class Quoted(BaseModel):
    """What was told against what came."""

    low_min: int
    high_min: int
    n: int
    inside: float | None
    p10_s: float | None
    p50_s: float | None
    p90_s: float | None


class Bin(BaseModel):
    """n waits from ``from_s`` on, for five minutes; the last has no end."""

    from_s: int
    n: int


class FunnelStep(BaseModel):
    """Tickets that came to issued, called, served or rated."""

    step: str
    n: int


class CarriedOver(BaseModel):
    """Who still waited when a session closed at ``at_min``."""

    day: str
    at_min: int
    issued: int
    n: int


class CounterWork(BaseModel):
    """What a counter did on ``days``; clocks in seconds."""

    key: str
    department: str
    days: int
    served: int
    open_s: int
    paused_s: int
    busy_s: int
    serving_s: int
    idle_s: int
    idle_waiting_s: int
    utilisation: float | None
    idle_waiting: float | None
    per_hour: float | None


class CounterSpan(BaseModel):
    """Open, paused, called or serving, in seconds since local midnight."""

    counter: int
    kind: str
    from_s: int
    to_s: int
    why: str


class PassedOver(BaseModel):
    """Called legs, and who was called before them out of turn."""

    key: str
    name: Bilingual
    n: int
    passed: int
    passed_came: int
    most: int
    most_came: int


class Stars(BaseModel):
    """Visits served to the end, how many were rated, and how."""

    key: str
    name: Bilingual
    served: int
    rated: int
    rate: float | None
    mean: float | None
    satisfied: float | None
    stars: list[int]


class ForgottenFinishes(BaseModel):
    """Legs that a department served, and those of them whose finish nobody pressed."""

    key: str
    name: Bilingual
    served: int
    forgotten: int
    forgotten_share: float | None


class HistoryFilter(BaseModel):
    """What is looked at."""

    department: str | None = None
    group: str | None = None
    counter: int | None = None
    priority: bool | None = None
    weekday: int | None = None


class History(BaseModel):
    """Past days, by view."""

    first: str = Field(alias="from")
    last: str = Field(alias="to")
    view: str
    by: str
    filter: HistoryFilter
    days: int
    whole: HistoryWhole
    bands: list[HistoryBand] | None = None
    heat: list[HistoryCell] | None = None
    worst: HistoryCell | None = None
    calibration: list[Quoted] | None = None
    distribution: list[Bin] | None = None
    parts: list[HistoryPart] | None = None
    funnel: list[FunnelStep] | None = None
    carried: list[CarriedOver] | None = None
    outcomes: list[HistoryPart] | None = None
    forgotten_by: list[ForgottenFinishes] | None = None
    counters: list[CounterWork] | None = None
    gantt: list[CounterSpan] | None = None
    classes: list[HistoryPart] | None = None
    passed: list[PassedOver] | None = None
    passed_by: list[PassedOver] | None = None
    stars: list[Stars] | None = None
    stars_by: list[Stars] | None = None
