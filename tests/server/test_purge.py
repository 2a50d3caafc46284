"""Old days are forgotten: their figures stay, the chain holds, and rebuild finds the same."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from server.cli import main
from server.clock import HallClock
from server.desk import Desk
from server.domain.history_legs import Filter
from server.domain.plan import plan_from_toml
from server.forgetting import forget_quietly
from server.historian import Historian
from server.histories import Answerer, Histories
from server.historyview import Asked, view
from server.ledger import Ledger
from server.runtime import ThreadRuntime
from server.store import chain, purge, store
from server.store.readonly import reader
from server.store.store import FILE
from tests.bench import centre_year

PLAN = Path(__file__).parents[2] / "server" / "plans" / "haiphong" / "plan.toml"
TODAY = datetime.now(UTC).date()
FIRST, LAST = TODAY - timedelta(days=400), TODAY - timedelta(days=100)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    data = tmp_path_factory.mktemp("old")
    store.create(data)
    plan = plan_from_toml(PLAN.read_text(encoding="utf-8"))
    opened = store.Store(data, ThreadRuntime())
    Ledger(opened, ThreadRuntime(), HallClock()).adopt(plan)
    opened.close()
    centre_year.fill(data, plan, 6, 60, TODAY - timedelta(days=200))
    return data


@pytest.fixture
def data(made, tmp_path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "centre"))


def told(data):
    historian = Historian(reader(data / FILE))
    packed = historian.days(FIRST, LAST, datetime.now(UTC), "2099-01-01")
    plan = historian.plan()
    return {
        name: view(packed, plan, Asked(FIRST, LAST, Filter(), name, "group"), datetime.now(UTC))
        for name in ("wait", "flow", "service", "counters", "fair")
    }


def days_of(data) -> list[str]:
    with reader(data / FILE)() as db:
        return [day for (day,) in db.execute("select distinct day from ticket order by day")]


def test_figures_of_forgotten_days_stay_and_their_tickets_go(data, capsys):
    before, days = told(data), days_of(data)
    assert main(["purge", "--data", str(data), "--before", days[4], "--yes"]) == 0
    assert "were deleted" in capsys.readouterr().out
    assert days_of(data) == days[4:]
    assert told(data) == before


def test_the_chain_goes_on_from_what_went_and_the_log_says_so(data, capsys):
    days = days_of(data)
    opened = store.Store(data, ThreadRuntime(), starts=False)
    opened.write(chain.seal)
    opened.close()
    main(["purge", "--data", str(data), "--before", days[3], "--yes"])
    with reader(data / FILE)() as db:
        assert chain.check(db).broken_seq is None
        assert [one.before for one in purge.log(db)] == [days[3]]
        kinds = {kind for (kind,) in db.execute("select kind from journal where seq < 10")}
    assert kinds <= {"plan_adopted"}
    assert main(["purge", "--data", str(data), "--log"]) == 0
    assert f"before {days[3]}" in capsys.readouterr().out
    opened = store.Store(data, ThreadRuntime(), starts=False)
    opened.write(
        lambda db: db.execute(
            "update journal set data = '{}' where seq in (select max(seq) from journal)"
        )
    )
    with opened.read() as db:
        assert chain.check(db).broken_seq is not None
    opened.close()


def test_without_yes_nothing_goes(data, capsys):
    days = days_of(data)
    assert main(["purge", "--data", str(data), "--before", days[2]]) == 0
    assert "of 2 days" in capsys.readouterr().out
    assert days_of(data) == days


def test_recent_days_cannot_go(data, capsys):
    recent = TODAY.isoformat()
    assert main(["purge", "--data", str(data), "--before", recent, "--yes"]) == 1
    assert "90 days stay" in capsys.readouterr().err


def test_a_server_forgets_the_oldest_day_when_no_counter_is_open(data):
    days = days_of(data)
    opened = store.Store(data, ThreadRuntime())
    desk = Desk(Ledger(opened, ThreadRuntime(), HallClock()), opened, "")
    histories = Histories(opened, desk, Answerer(opened.read).answer)
    forget_quietly(opened, histories, desk, 0)
    assert days_of(data) == days
    forget_quietly(opened, histories, desk, 90)
    forget_quietly(opened, histories, desk, 90)
    assert days_of(data) == days[2:]
    forget_quietly(opened, histories, desk, 3000)
    opened.close()
    assert days_of(data) == days[2:]
