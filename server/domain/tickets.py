"""Tickets and their legs; the states of a leg and the moves between them, as one table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from server.domain.errors import wrong_state


class LegState(StrEnum):
    """Where one wait and one service of a ticket stands."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    SERVED = "served"
    PARKED = "parked"
    NO_SHOW = "no_show"
    LEFT = "left"
    EXPIRED = "expired"
    TRANSFERRED = "transferred"
    WITHDRAWN = "withdrawn"


W, C, S = LegState.WAITING, LegState.CALLED, LegState.SERVING

AT_COUNTER = frozenset({C, S})
"""Somebody is, or should be, standing at a counter."""
UNFINISHED = frozenset({W, C, S, LegState.PARKED, LegState.NO_SHOW})
"""May still be served today."""
OUTCOMES = frozenset({LegState.SERVED, LegState.NO_SHOW, LegState.LEFT, LegState.EXPIRED})
"""The four ends of a leg, counted apart."""


class Move(StrEnum):
    """What may be done to a leg."""

    CALL = "call"
    RECALL = "recall"
    START = "start"
    FINISH = "finish"
    NO_SHOW = "no_show"
    PARK = "park"
    RETURN = "return"
    TRANSFER = "transfer"
    LEAVE = "leave"
    EXPIRE = "expire"


MOVES: dict[Move, tuple[frozenset[LegState], LegState]] = {
    Move.CALL: (frozenset({W, LegState.PARKED, LegState.NO_SHOW}), C),
    Move.RECALL: (frozenset({C}), C),
    Move.START: (frozenset({C}), S),
    Move.FINISH: (AT_COUNTER, LegState.SERVED),
    Move.NO_SHOW: (frozenset({C}), LegState.NO_SHOW),
    Move.PARK: (AT_COUNTER, LegState.PARKED),
    Move.RETURN: (frozenset({LegState.PARKED, LegState.NO_SHOW}), W),
    Move.TRANSFER: (AT_COUNTER, LegState.TRANSFERRED),
    Move.LEAVE: (frozenset({W, LegState.PARKED, LegState.NO_SHOW, C}), LegState.LEFT),
    Move.EXPIRE: (frozenset({W, C, S, LegState.PARKED}), LegState.EXPIRED),
}
"""From which states each move is allowed, and the state that it leads to."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """The wait that was told at issue, in seconds: an 80 % range and its middle."""

    low_s: int
    mid_s: int
    high_s: int


@dataclass(frozen=True, slots=True)
class Leg:
    """One wait and one service of a ticket in one group. Times are aware UTC.

    ``only_counter`` alone may call it; for a leg that waits for ``only_officer`` that is where
    this person works now, and None while they do not.

    ``served_ms`` is how long it was served before it was set aside the last time; ``summons`` are
    the calls since a counter called it anew, which was at ``summoned_at``. ``procedure``,
    ``outcome`` and ``done`` dossiers are what the officer said of the end.
    """

    no: int
    group: str
    state: LegState
    opened_at: datetime
    mark: datetime
    only_counter: int | None = None
    only_officer: str | None = None
    counter: int | None = None
    officer: str | None = None
    call: str | None = None
    calls: int = 0
    first_called_at: datetime | None = None
    last_called_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    note: str | None = None
    served_ms: int = 0
    summons: int = 0
    summoned_at: datetime | None = None
    procedure: str | None = None
    outcome: str | None = None
    done: int | None = None


@dataclass(frozen=True, slots=True)
class Ticket:
    """One visit. ``mark`` of its leg orders it; ``key`` is the public, unguessable name.

    ``slot_at`` is the time of an appointment; its wait counts from there if that is later.
    ``alone`` says that a kiosk gave the number while it was alone, ``priority_checked`` that staff
    have looked whether ``priority`` is right.
    """

    id: str
    key: str
    number: int
    series: str
    priority: bool
    dossiers: int
    channel: str
    lang: str
    issued_at: datetime
    legs: tuple[Leg, ...]
    forecast: Forecast | None = None
    rating: int | None = None
    printed: bool | None = None
    slot_at: datetime | None = None
    ahead_at_issue: int | None = None
    alone: bool = False
    priority_checked: bool = False

    @property
    def leg(self) -> Leg:
        """The leg that is going on, or was the last."""
        return self.legs[-1]

    @property
    def state(self) -> LegState:
        """The state of the last leg."""
        return self.leg.state

    @property
    def counters(self) -> frozenset[int]:
        """The counter that called the last leg, and those that served the legs before it."""
        ended = (leg for leg in self.legs[:-1] if leg.state is LegState.SERVED)
        return frozenset(one.counter for one in (self.leg, *ended) if one.counter is not None)


def check(ticket: Ticket, move: Move) -> LegState:
    """The state after ``move``. Raises Refused("wrong-state") when the table forbids it."""
    allowed, after = MOVES[move]
    if ticket.state not in allowed:
        raise wrong_state(ticket.number, ticket.state.value)
    return after
