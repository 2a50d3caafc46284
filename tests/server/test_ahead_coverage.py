"""How often the range for the next two hours holds: on days of a demo's centre, out of the journal,
the same each time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from server import hallahead
from server.demo import past
from server.demo.centre import demo_plan
from server.domain.facts import PlanAdopted
from server.domain.fold import apply
from server.domain.hall import Hall
from server.domain.plan import Plan
from server.founding import create
from server.hallahead import HallAhead
from server.learner import study
from server.runtime import ThreadRuntime
from server.store import day_facts
from server.store.store import Store

LEARNT = [date(2026, 11, 18), date(2026, 11, 19)]
SCORED = [date(2026, 11, 25), date(2026, 11, 26)]
LOOKS_EVERY = timedelta(minutes=10)


def test_the_range_of_the_next_two_hours_mostly_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hallahead, "FRESH", LOOKS_EVERY)
    plan = demo_plan(usual_hours=True)
    clock = past.founded_at(plan, LEARNT)
    create(tmp_path, plan, one_time=False, clock=clock)
    past.fill(tmp_path, clock, [*LEARNT, *SCORED], {})
    store = Store(tmp_path, ThreadRuntime(), starts=False)
    try:
        said = [_said(store, plan, day) for day in SCORED]
    finally:
        store.close()
    held, scored = (sum(one) for one in zip(*said, strict=True))
    assert scored >= 150
    assert 0.7 <= held / scored <= 0.97, f"{held} of {scored}"


def _said(store: Store, plan: Plan, day: date) -> tuple[int, int]:
    """How many of the ranges that were said on ``day`` held, and how many were compared."""
    hall, at = Hall(), [datetime.min.replace(tzinfo=UTC)]
    outlooks = SimpleNamespace(book=study(store, plan, day))
    desk: Any = SimpleNamespace(
        plan=plan,
        now=lambda: at[0],
        snapshot=lambda: SimpleNamespace(hall=hall, outlooks=outlooks),
    )
    ahead = HallAhead(desk, store)
    with store.read() as db:
        facts = day_facts.facts_of(db, day.isoformat())
    for one in facts:
        if hall.day == day.isoformat() and not isinstance(one.fact, PlanAdopted):
            at[0] = one.at
            ahead.refresh()
        apply(hall, one)
    return ahead.held
