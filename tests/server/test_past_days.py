"""``luot demo --past-days``: days that were, pressed at the desk of a demo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from server.clock import HallClock
from server.demo import past
from server.demo.centre import demo_plan
from server.demo.past_habits import Habits
from server.domain.facts import CounterOpened, Recorded, TicketIssued, TicketLeft, TicketRated
from server.domain.fold import apply
from server.domain.hall import Hall
from server.domain.tickets import LegState
from server.founding import create
from server.runtime import ThreadRuntime
from server.settings import read_settings
from server.store import day_facts, journal
from server.store.store import Store

THURSDAY = date(2026, 11, 26)


class Filled(NamedTuple):
    """A centre of two past days, and what its journal says."""

    days: list[str]
    facts: list[Recorded]
    of_day: dict[str, list[Recorded]]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """Tuesday and Wednesday before."""
    data: Path = tmp_path_factory.mktemp("past")
    plan = demo_plan(usual_hours=True)
    days = past.working_days(THURSDAY, 2)
    clock = past.founded_at(plan, days)
    create(data, plan, one_time=False, clock=clock)
    past.fill(data, clock, days, {8: "Trần Văn Minh"})
    store = Store(data, ThreadRuntime(), starts=False)
    with store.read() as db:
        known = day_facts.days(db)
        yield Filled(known, list(journal.read(db)), {d: day_facts.facts_of(db, d) for d in known})
    store.close()


def test_past_days_are_working_days_before_today() -> None:
    monday = date(2026, 11, 30)
    assert past.working_days(monday, 2) == [date(2026, 11, 26), date(2026, 11, 27)]


def test_every_past_day_has_its_people(filled: Filled) -> None:
    assert filled.days[-2:] == ["2026-11-24", "2026-11-25"]
    for day in filled.days[-2:]:
        issued = [r for r in filled.of_day[day] if isinstance(r.fact, TicketIssued)]
        assert len(issued) > 500
        assert {r.at.astimezone(UTC).date().isoformat() for r in issued} == {day}


def test_facts_of_past_days_are_in_the_order_of_time_and_can_be_folded(filled: Filled) -> None:
    moments = [recorded.at for recorded in filled.facts]
    assert moments == sorted(moments)
    hall = Hall()
    for recorded in filled.facts:
        apply(hall, recorded)
    assert hall.day == "2026-11-25"


def test_the_short_counter_opens_after_lunch_only(filled: Filled) -> None:
    opened = [
        recorded.at
        for recorded in filled.of_day["2026-11-25"]
        if isinstance(recorded.fact, CounterOpened) and recorded.fact.counter == past.SHORT_COUNTER
    ]
    assert min(opened) >= datetime(2026, 11, 25, 6, 30, tzinfo=UTC)


def test_forecasts_of_the_second_day_have_learnt_from_the_first(filled: Filled) -> None:
    told = [r.fact.forecast for r in filled.facts if isinstance(r.fact, TicketIssued)]
    assert sum(one is not None for one in told) > 0.9 * len(told)


def test_some_people_rate_their_visit(filled: Filled) -> None:
    issued = sum(isinstance(r.fact, TicketIssued) for r in filled.facts)
    rated = sum(isinstance(r.fact, TicketRated) for r in filled.facts)
    assert 0.1 < rated / issued < 0.5


def test_only_who_still_waits_gives_up_so_that_no_counter_keeps_somebody_who_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Habits, "patience_s", lambda _, dice: dice.uniform(0, 600))
    plan = demo_plan(usual_hours=True)
    days = past.working_days(THURSDAY, 1)
    clock = past.founded_at(plan, days)
    create(tmp_path / "centre", plan, one_time=False, clock=clock)
    past.fill(tmp_path / "centre", clock, days, {})
    store = Store(tmp_path / "centre", ThreadRuntime(), starts=False)
    hall, states = Hall(), []
    with store.read() as db:
        for recorded in journal.read(db):
            if isinstance(recorded.fact, TicketLeft):
                states.append(hall.tickets[recorded.fact.ticket].legs[-1].state)
            apply(hall, recorded)
    store.close()
    assert states and LegState.CALLED not in states


def test_the_hall_of_a_rehearsal_may_be_at_another_hour() -> None:
    settings = read_settings({"LUOT_CLOCK_AHEAD_S": "-7200"})
    clock = HallClock(ahead_s=settings.clock_ahead_s)
    before = datetime.now(UTC) - timedelta(milliseconds=2)  # the hall counts whole ones
    there = clock.now() + timedelta(hours=2)
    assert before <= there <= datetime.now(UTC)
