"""What earlier days teach: lessons in, a book out. The same for the live journal, for history that
``luot replay`` wrote, and for benchmarks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from server.domain.aim import MOST_WAIT_S
from server.domain.book import LearnedBook
from server.domain.forecast import Signals
from server.domain.learning_habits import Habits, learn_habits, level_ms
from server.domain.learning_lad import Vector
from server.domain.plan import Plan
from server.domain.scene import usual_times
from server.domain.shipped import SHIPPED
from server.domain.teaching import Teaching, features, teach

MOST_DAYS = 20
"""Older days are forgotten: officers, procedures and seasons change."""
FEWEST = 100
"""With fewer waits to learn from, the shipped teaching stays alone."""
RUNS_S = (300.0, 900.0, 1_800.0)
LEANS = 5
"""Weights lean on the shipped ones as if each of these runs had been seen so often."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One leg of one ticket of a past day; None where it did not happen or is not known.

    ``signals`` is what its forecast was made of, ``wait_s`` the wait until its first call,
    ``service_s`` without the walk; ``shown`` whether anybody came to the call. ``gap_s`` is for
    how long the counter had been free and the ticket there before the call.
    """

    day: str
    group: str
    counter: int | None = None
    signals: Signals | None = None
    wait_s: float | None = None
    service_s: float | None = None
    shown: bool | None = None
    officer: str | None = None
    gap_s: float | None = None


def learn(plan: Plan, rows: Iterable[Lesson]) -> LearnedBook:
    """What the newest ``MOST_DAYS`` days among ``rows`` teach about this centre.

    Groups that the plan does not have and times that cannot be are left out.
    """
    known = [row for row in rows if row.group in plan.groups]
    days = sorted({row.day for row in known})[-MOST_DAYS:]
    kept = [row for row in known if row.day in set(days)]
    habits = learn_habits(plan, kept)
    waited = [row for row in kept if _teaches(row)]
    teaching = _teach(plan, habits, waited)
    return LearnedBook(habits, teaching, len(waited), tuple(days))


def _teaches(row: Lesson) -> bool:
    """Who found a counter free teaches nothing; nor does a clock that jumped (or a NaN)."""
    if row.signals is None or row.wait_s is None:
        return False
    usable = all(0 <= value < MOST_WAIT_S for value in (row.wait_s, *row.signals[:3]))
    return usable and row.signals.forward_s > 0


def _teach(plan: Plan, habits: Habits, rows: Sequence[Lesson]) -> Teaching | None:
    if len(rows) < FEWEST:
        return None
    now_ms, usual_ms = level_ms(plan, habits.times(plan)), level_ms(plan, usual_times(plan))
    vectors: list[Vector] = []
    for row in rows:
        assert row.signals is not None
        then_ms = row.signals.hold_s * 1000 or usual_ms
        vectors.append(features(row.signals, now_ms / then_ms))
    return teach(vectors, [row.wait_s or 0.0 for row in rows], _leaning())


def _leaning() -> list[tuple[Vector, float]]:
    """What the shipped teaching says of each class: it may be that nobody of it has come yet."""
    usual = [Signals(run_s, 0.0, 0.0, 0, 0.0, normal) for run_s in RUNS_S for normal in (0, 1)]
    return [(features(one), SHIPPED.predicted(features(one))) for one in usual] * LEANS


class Call(NamedTuple):
    """A call in seconds of its day; ``finished_s`` is None when that is not known."""

    counter: int
    called_s: float
    finished_s: float | None
    wait_s: float


def with_gaps(rows: Iterable[tuple[Lesson, Call | None]]) -> Iterator[Lesson]:
    """The lessons of one day with their ``gap_s``, in their order.

    It stays None where the counter had called nobody before, or waited for somebody to come.
    """
    known = list(rows)
    calls = sorted((call.called_s, i, call) for i, (_, call) in enumerate(known) if call)
    found: dict[int, float] = {}
    freed: dict[int, float] = {}
    for called_s, i, call in calls:
        free_s = freed.pop(call.counter, None)
        if free_s is not None and free_s <= called_s and call.wait_s > 0:
            found[i] = min(called_s - free_s, call.wait_s)
        if call.finished_s is not None:
            freed[call.counter] = call.finished_s
    return (replace(lesson, gap_s=found.get(i)) for i, (lesson, _) in enumerate(known))
