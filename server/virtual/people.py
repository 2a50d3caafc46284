"""Who comes on a virtual day, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from server.domain.tickets import Forecast

OutcomeWord = Literal["served", "no_show", "expired"]


@dataclass(frozen=True, slots=True)
class Citizen:
    """One row of a trace. Times in seconds after local midnight, durations in seconds.

    ``service_s`` is what they need at any counter; without ``shows`` nobody comes when called.
    """

    ticket: str
    number: int
    arrival_s: float
    group: str
    service_s: float
    priority: bool = False
    appointment_s: float | None = None
    shows: bool = True

    @property
    def waits_from_s(self) -> float:
        """Arrival, or the slot if it is later."""
        return max(self.arrival_s, self.appointment_s or 0.0)


@dataclass(slots=True)
class Visit:
    """What became of a citizen; times as above, None where it did not happen.

    ``wait_s`` leaves out the time in which the centre was closed. ``forecast`` is what was told
    at arrival, ``naive_s`` what the usual formula would have told.
    """

    citizen: Citizen
    counter: int | None = None
    called_s: float | None = None
    started_s: float | None = None
    finished_s: float | None = None
    outcome: OutcomeWord = "expired"
    wait_s: float | None = None
    forecast: Forecast | None = None
    naive_s: float | None = None
    ahead: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """A counter opens or stops at a moment; whom it has is finished first."""

    at_s: float
    counter: int
    open: bool
