"""Legs of past days for tests, usual but for what a test changes."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from server.domain.history_rows import NONE, Row, carried_over, told_of
from server.domain.statistics import OUTCOMES

MONDAY = date(2026, 11, 23)
WEEK_MIN = 7 * 24 * 60
CLOSES_MS = (690 * 60_000, 1020 * 60_000)
"""11:30 and 17:00."""


def leg(at_min: int = 540, **changes: object) -> Row:
    """A served leg whose number was taken ``at_min`` minutes after Monday began."""
    days, minute = divmod(at_min, 24 * 60)
    day, came = MONDAY + timedelta(days=days), minute * 60_000
    usual: dict[str, object] = {
        **{"day": day.isoformat(), "weekday": day.weekday(), "at_min": minute // 30 * 30},
        **{"group": "a", "department": "Sở", "counter": 1, "priority": False, "first": True},
        **{"last": True, "forgotten": False, "outcome": "served", "end": "served", "rating": 0},
        **{"passed": 0, "passed_came": 0, "target_ms": 900_000, "came_ms": came, "due_ms": came},
        **{"called_ms": came + 600_000, "called_last_ms": came + 600_000},
        **{"started_ms": came + 620_000, "ended_ms": came + 920_000, "wait_ms": 600_000},
        **{"closed_ms": 0, "response_ms": 20_000, "service_ms": 300_000},
        **{"told": 0, "held": False, "off_ms": NONE, "session": 0, "carried": 0},
    }
    return Row(**(usual | changes))  # type: ignore[arg-type]


clock = st.just(NONE) | st.integers(0, 20_000_000)


def telling(row: Row, told: tuple[int, int, int] | None) -> Row:
    """The row, of which (low, middle, high) milliseconds were told."""
    place, held, off = told_of(row.wait_ms, *(told or (NONE,) * 3))
    return row._replace(told=place, held=held, off_ms=off)


def _called(row: Row) -> Row:
    known = row.came_ms + row.wait_ms if row.wait_ms != NONE else NONE
    called = row._replace(called_ms=known, called_last_ms=known, end=row.outcome)
    return carried_over(called, CLOSES_MS)


tellings = st.none() | st.integers(0, 5_000_000).map(lambda mid: (mid // 2, mid, mid * 2))
legs_strategy = st.builds(
    telling,
    st.builds(
        leg,
        st.integers(0, WEEK_MIN - 1),
        group=st.sampled_from(["a", "b"]),
        department=st.sampled_from(["tp", "nnmt"]),
        counter=st.integers(0, 12),
        priority=st.booleans(),
        wait_ms=clock,
        response_ms=clock,
        service_ms=clock,
        outcome=st.sampled_from(["", "transferred", *OUTCOMES]),
        rating=st.integers(0, 5),
        first=st.booleans(),
        last=st.booleans(),
        forgotten=st.booleans(),
        passed=st.integers(0, 3),
        passed_came=st.integers(0, 3),
    ).map(_called),
    tellings,
)
