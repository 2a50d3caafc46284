"""What the interface answers about advice for the manager."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from broker.messages import Bilingual


class AdviceBasis(BaseModel):
    """Days of the journal (``first`` to ``last``), or assumed days of the plan in force."""

    kind: Literal["journal", "plan"]
    days: int
    first: str | None
    last: str | None


class Figure(BaseModel):
    """A figure and its 95 % interval, which needs at least two days."""

    value: float
    low: float | None
    high: float | None


class Figures(BaseModel):
    """Waits in seconds, the share called within the target, people a day not served at all."""

    mean_s: Figure | None
    p95_s: Figure | None
    within_target: Figure | None
    unserved_a_day: Figure | None


class AdvisedAuthorisation(BaseModel):
    """A group that a counter should serve too; ``cross``: it is another department's.

    ``effect`` is on top of those before it in the list.
    """

    counter: int
    group: str
    name: Bilingual
    cross: bool
    effect: Figures
    after: Figures


class DepartmentOpening(BaseModel):
    """How many counters to open in each half-hour, and how many were called in time with them."""

    department: str
    name: Bilingual
    counters: list[int]
    open: list[int]
    in_time: list[float | None]


class AdvisedOpening(BaseModel):
    """The half-hours begin at ``starts``, local ``HH:MM``; ``goal`` is the share to be in time."""

    goal: float
    starts: list[str]
    departments: list[DepartmentOpening]
    after: Figures
    effect: Figures


class Advice(BaseModel):
    """Measured on ``days`` days on which nothing of it was chosen."""

    days: int
    before: Figures
    authorisations: list[AdvisedAuthorisation]
    together: Figures
    counters: AdvisedOpening | None


class AdviceState(BaseModel):
    """The newest advice, and what goes on; ``error`` says why the last attempt gave none.

    While a new one runs or after one failed, ``advice`` is still the one before.
    """

    state: Literal["none", "running", "done", "failed"]
    basis: AdviceBasis | None
    made_at: str | None
    took_s: float | None
    advice: Advice | None
    error: Bilingual | None
