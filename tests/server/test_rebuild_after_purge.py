"""After old days were forgotten, the journal that is left still makes the tables that are left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from server.cli import main
from server.demo.centre import demo_plan
from server.demo.past_day import PastClock
from server.desk import Actor, Desk
from server.domain import sessions
from server.founding import create
from server.ledger import Ledger
from server.runtime import ThreadRuntime
from server.store.readonly import reader
from server.store.store import FILE, Store

Served = Callable[[date, int], None]
COUNTER = 8
Q08 = Actor("officer", "q08")


@pytest.fixture
def days() -> list[date]:
    """Five working days so long ago that they may go."""
    begun = datetime.now(UTC).date() - timedelta(days=200)
    begun -= timedelta(days=begun.weekday())
    return [begun + timedelta(days=i) for i in range(5)]


@pytest.fixture
def data(tmp_path: Path, days: list[date]) -> Path:
    """A centre that gave three numbers on each day and served the first; one was left waiting."""
    plan = demo_plan(usual_hours=True)
    clock = PastClock(sessions.moment(plan, days[0] - timedelta(days=1), 6 * 3600))
    create(tmp_path, plan, one_time=False, clock=clock)
    store = Store(tmp_path, ThreadRuntime(), starts=False, alone=True)
    ledger = Ledger(store, ThreadRuntime(), clock)
    desk = Desk(ledger, store, "http://127.0.0.1")
    group = plan.counters[COUNTER].groups[0]
    for day in days:
        clock.at = sessions.moment(plan, day, 9 * 3600)
        ledger.tick()
        desk.open(Q08, None, COUNTER)
        for _ in range(3):
            desk.issue(Actor("device", "kiosk-1"), None, group=group, priority=False)
        for verb in (desk.next, desk.start, desk.finish):
            verb(Q08, None, COUNTER)
            clock.at += timedelta(minutes=2)
        desk.close(Q08, None, COUNTER)
    clock.at = sessions.moment(plan, days[-1] + timedelta(days=1), 9 * 3600)
    ledger.tick()
    store.close()
    return tmp_path


def _days_left(data: Path) -> list[str]:
    with reader(data / FILE)() as db:
        return [day for (day,) in db.execute("select distinct day from ticket order by day")]


def test_what_is_left_is_rebuilt_bit_for_bit_after_each_purge(data, days, capsys):
    for first in (days[2], days[4]):
        assert main(["purge", "--data", str(data), "--before", first.isoformat(), "--yes"]) == 0
        assert "were deleted" in capsys.readouterr().out
        assert main(["journal", "rebuild", "--data", str(data)]) == 0
        assert "as they were, bit for bit" in capsys.readouterr().out
    assert _days_left(data) == [days[4].isoformat()]
    assert main(["doctor", "--data", str(data)]) in (0, 1)
    assert "tables: DIFFER" not in capsys.readouterr().out


def test_the_hall_opens_again_after_a_purge_and_a_rebuild(data, days, capsys):
    main(["purge", "--data", str(data), "--before", days[3].isoformat(), "--yes"])
    main(["journal", "rebuild", "--data", str(data)])
    store = Store(data, ThreadRuntime(), starts=False, alone=True)
    plan = demo_plan(usual_hours=True)
    clock = PastClock(sessions.moment(plan, days[-1] + timedelta(days=3), 9 * 3600))
    desk = Desk(Ledger(store, ThreadRuntime(), clock), store, "http://127.0.0.1")
    group = plan.counters[COUNTER].groups[0]
    given = desk.issue(Actor("device", "kiosk-1"), None, group=group, priority=False)
    store.close()
    assert given["number"] > 0
