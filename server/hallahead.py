"""What is usual today and what comes in the next two hours, for the live view; made beside it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from server.desk import Desk
from server.domain import ahead, sessions
from server.domain.ahead import STEP_S, STEPS, Ahead
from server.domain.hall import Hall
from server.domain.scene import officers_of
from server.domain.snapshot import Snapshot
from server.domain.tickets import LegState
from server.domain.usual import FINE_MIN, HALF_HOUR_MIN, Slot, Usual, usual
from server.store.accounts import ReadsWrites
from server.store.usual_days import past_days

WEEKS = 24
"""So many weeks back the same weekday counts."""
FRESH = timedelta(seconds=60)
LOOK_S = 5.0
FEWEST_TODAY = 20
"""So many must have come today, where no earlier day says how many come."""
SCORED = (3, 6, 12)
"""Which steps are compared with what came: after half an hour, one and two hours."""
SCORE_EVERY = timedelta(minutes=10)
_PACE_N = 100.0
"""Today's pace leans on the usual one as if so many more had come as usual."""


@dataclass(frozen=True, slots=True)
class _Due:
    """What was said of a moment."""

    at: datetime
    low: int
    high: int


class HallAhead:
    """``refresh`` is called every few seconds, beside the loop; ``view`` only tells."""

    def __init__(self, desk: Desk, store: ReadsWrites) -> None:
        self._desk, self._store = desk, store
        self._day: date | None = None
        self._usual = Usual(0, 0)
        self._made: tuple[datetime, list[Ahead], str] | None = None
        self._due: list[_Due] = []
        self._said_at: datetime | None = None
        self._held = self._scored = 0

    @property
    def held(self) -> tuple[int, int]:
        """How many of the ranges said today held, and how many were compared with what came."""
        return self._held, self._scored

    def refresh(self) -> None:
        """Look once a day at earlier days, and every minute of the hall at what comes."""
        now, plan = self._desk.now(), self._desk.plan
        today = sessions.today_of(plan, now)
        if today != self._day:
            self._usual = self._learn(today)
            self._day, self._made = today, None
            self._due, self._held, self._scored = [], 0, 0
        if self._made is None or abs(now - self._made[0]) >= FRESH:
            snap = self._desk.snapshot()
            self._score(snap.hall, now)
            self._made = self._look(snap, now)

    def view(self, hall: Hall) -> dict[str, Any]:
        """``usual`` by half hour, and ``ahead``; the latter is None while nothing can be said."""
        known, made = self._usual, self._made
        return {
            "usual": {
                "weekday": known.weekday,
                "days": known.days,
                "issued": [_slot(one) for one in known.issued],
                "served": [_slot(one) for one in known.served],
            },
            "ahead": None if made is None or not made[1] else self._told(hall, *made),
        }

    def _told(self, hall: Hall, at: datetime, steps: list[Ahead], basis: str) -> dict[str, Any]:
        local = at.astimezone(sessions.zone_of(hall.rules))
        return {
            "basis": basis,
            "days": self._usual.days,
            "at": f"{local:%H:%M}",
            "steps": [
                {
                    "at": f"{local + timedelta(seconds=STEP_S * (i + 1)):%H:%M}",
                    "low": one.low,
                    "mid": one.mid,
                    "high": one.high,
                }
                for i, one in enumerate(steps)
            ],
            "held": self._held,
            "scored": self._scored,
        }

    def _learn(self, today: date) -> Usual:
        days = [(today - timedelta(weeks=i)).isoformat() for i in range(1, WEEKS + 1)]
        with self._store.read() as db:
            found = past_days(db, days, sessions.zone_of(self._desk.plan))
        return usual(today.weekday(), found)

    def _look(self, snap: Snapshot, now: datetime) -> tuple[datetime, list[Ahead], str]:
        hall = snap.hall
        basis, coming = self._coming(hall, now)
        if not coming or sessions.state_at(hall.rules, now) not in ("open", "break"):
            return now, [], basis
        ends = [now + timedelta(seconds=STEP_S * (i + 1)) for i in range(STEPS)]
        left = sum(not _is_over(hall, end) for end in ends)
        open_s = _open_s(hall, now)[:left]
        times = snap.outlooks.book.times_for(hall.rules, officers_of(hall))
        deal = random.Random(f"{hall.day} {now:%H:%M}")
        slow = ahead.slowness(hall, times, now)
        found = ahead.parts(hall, times, coming, ahead.counted_on(hall, now), slow)
        steps = ahead.run(found, open_s, lambda: deal.gauss(0, 1))
        if self._said_at is None or abs(now - self._said_at) >= SCORE_EVERY:
            self._said_at = now
            self._due += [
                _Due(now + timedelta(seconds=STEP_S * n), steps[n - 1].low, steps[n - 1].high)
                for n in SCORED
                if n <= len(steps)
            ]
        return now, steps, basis

    def _score(self, hall: Hall, now: datetime) -> None:
        """What was said of this moment, against how many wait now; closed hours do not count."""
        due = [one for one in self._due if one.at <= now]
        self._due = [one for one in self._due if one.at > now]
        if sessions.state_at(hall.rules, now) != "open":
            return
        waiting = sum(map(len, hall.waiting.values())) + sum(map(len, hall.bound.values()))
        fresh = [one for one in due if now - one.at < 2 * FRESH]
        self._scored += len(fresh)
        self._held += sum(one.low <= waiting <= one.high for one in fresh)

    def _coming(self, hall: Hall, now: datetime) -> tuple[str, dict[str, Sequence[float]]]:
        """How many come in each step, by group: as usual at today's pace, or as in the last hour.

        Empty when too little is known.
        """
        tickets = [t for t in hall.tickets.values() if t.state is not LegState.WITHDRAWN]
        zone = sessions.zone_of(hall.rules)
        local = now.astimezone(zone)
        if self._usual.means:
            second = _second(local)
            first = min((t.issued_at for t in tickets), default=now).astimezone(zone)
            expected = sum(
                _expected(slots, _second(first), second) for slots in self._usual.means.values()
            )
            pace = min(max((len(tickets) + _PACE_N) / (expected + _PACE_N), 0.5), 2.0)
            return "usual", {
                group: _steps(slots, second, pace) for group, slots in self._usual.means.items()
            }
        hour = now - timedelta(hours=1)
        recent = Counter(t.legs[0].group for t in tickets if t.issued_at >= hour)
        began = min((t.issued_at for t in tickets), default=now)
        seconds = min((now - began).total_seconds(), 3600.0)
        if len(tickets) < FEWEST_TODAY or seconds < HALF_HOUR_MIN * 60:
            return "today", {}
        each = {group: n * STEP_S / seconds for group, n in recent.items()}
        works = [s / STEP_S for s in _open_s(hall, now)]
        return "today", {group: [mean * w for w in works] for group, mean in each.items()}


def _second(local: datetime) -> int:
    return local.hour * 3600 + local.minute * 60 + local.second


def _expected(slots: Mapping[int, float], start: int, end: int) -> float:
    """How many come from second ``start`` of the day to ``end``: since today's first number.

    A hall that opened late is not taken for a quiet one.
    """
    slot_s = FINE_MIN * 60
    parts = {at: min(end, at * 60 + slot_s) - max(start, at * 60) for at in slots}
    return sum(slots[at] * max(passed, 0) / slot_s for at, passed in parts.items())


def _steps(slots: Mapping[int, float], second: int, pace: float) -> list[float]:
    """The mean number of each step, of slots of ``FINE_MIN`` minutes."""
    slot_s = FINE_MIN * 60
    found = []
    for i in range(STEPS):
        start, end = second + i * STEP_S, second + (i + 1) * STEP_S
        first, last = start // slot_s * slot_s, (end - 1) // slot_s * slot_s
        parts = {first: min(end, first + slot_s) - start}
        if last != first:
            parts[last] = end - last
        found.append(pace * sum(slots.get(at // 60, 0.0) * s / slot_s for at, s in parts.items()))
    return found


def _open_s(hall: Hall, now: datetime) -> list[float]:
    """Of each step, how many seconds the centre is open."""
    ends = [now + timedelta(seconds=STEP_S * i) for i in range(STEPS + 1)]
    return [STEP_S - sessions.closed_s(hall.rules, a, b) for a, b in pairwise(ends)]


def _is_over(hall: Hall, at: datetime) -> bool:
    return sessions.state_at(hall.rules, at) in ("closed", "before")


def _slot(one: Slot) -> dict[str, Any]:
    start = f"{one.at_min // 60:02d}:{one.at_min % 60:02d}"
    return {"start": start, "low": one.low, "mid": one.mid, "high": one.high}
