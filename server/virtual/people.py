"""Who comes on a virtual day, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from server.domain.forecast import Signals
from server.domain.tickets import Forecast
from server.domain.waiting import Kind

OutcomeWord = Literal["served", "no_show", "left", "expired"]


@dataclass(frozen=True, slots=True)
class Citizen:
    """One row of a trace. Times in seconds after local midnight, durations in seconds.

    ``service_s`` is what they need at any counter; without ``shows`` nobody comes when called.
    For days that really were: ``leaves_s`` is when they give up unless called before; the second
    leg of a visit comes when the ticket ``after`` is done, and counts as issued at ``issued_s``.
    """

    ticket: str
    number: int
    arrival_s: float
    group: str
    service_s: float
    priority: bool = False
    appointment_s: float | None = None
    shows: bool = True
    leaves_s: float | None = None
    after: str | None = None
    issued_s: float | None = None

    @property
    def waits_from_s(self) -> float:
        """Arrival, or the slot if it is later."""
        return max(self.arrival_s, self.appointment_s or 0.0)

    @property
    def kind(self) -> Kind:
        """The class in which they queue; somebody with priority and an appointment has priority."""
        if self.priority:
            return "priority"
        return "normal" if self.appointment_s is None else "appointment"


@dataclass(frozen=True, slots=True)
class Naive:
    """What usual formulas would have told, in seconds of wait; None where no counter is able.

    ``ahead_s`` and ``place_s`` look at the group alone, ``hall_s`` at the whole hall.
    """

    ahead_s: float | None
    place_s: float | None
    hall_s: float | None


@dataclass(slots=True)
class Visit:
    """What became of a citizen; times as above, None where it did not happen.

    ``wait_s`` leaves out the time in which the centre was closed. ``forecast`` is what was told
    at arrival, ``signals`` what it was made of, ``naive`` what usual formulas would have told.
    """

    citizen: Citizen
    counter: int | None = None
    called_s: float | None = None
    started_s: float | None = None
    finished_s: float | None = None
    outcome: OutcomeWord = "expired"
    wait_s: float | None = None
    forecast: Forecast | None = None
    signals: Signals | None = None
    naive: Naive | None = None
    ahead: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """A counter opens or stops at a moment; whom it has is finished first."""

    at_s: float
    counter: int
    open: bool
