"""A counter's day: open time in opening hours, busy time once, idle only while somebody waits."""

from __future__ import annotations

import runpy
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from server.domain import facts as f
from server.domain import sessions
from server.domain.history_counters import counter_day
from server.domain.history_rows import NONE

leg = runpy.run_path(str(Path(__file__).parents[2] / "tools" / "history_world.py"))["leg"]
DAY = date(2026, 11, 23)
HOUR = 3_600_000


@pytest.fixture
def worked(small_plan):
    """What counters did: ``facts`` are (minute of the day, fact)."""

    def count(facts, rows, until_min=24 * 60):
        def at(minute: float) -> datetime:
            return sessions.moment(small_plan, DAY, 0) + timedelta(minutes=minute)

        told = [(at(minute), fact) for minute, fact in facts]
        found = counter_day(small_plan, DAY, told, rows, at(until_min))
        return {one.counter: one for one in found.worked}

    return count


def served(counter: int, called_min: int, ended_min: int, came_min: int | None = None, **more):
    came = called_min if came_min is None else came_min
    times = {"called_ms": called_min * 60_000, "called_last_ms": called_min * 60_000}
    times |= {"started_ms": called_min * 60_000, "ended_ms": ended_min * 60_000}
    return leg(came, counter=counter, **times | more)


def test_a_counter_that_nobody_closed_is_open_in_opening_hours_only(worked):
    found = worked([(400, f.CounterOpened(1, None))], [])
    assert found[1].open_ms == 7.5 * HOUR
    assert (found[1].busy_ms, found[1].idle_ms, found[1].idle_waiting_ms) == (0, 7.5 * HOUR, 0)


def test_today_is_counted_up_to_now(worked):
    assert worked([(450, f.CounterOpened(1, None))], [], until_min=510)[1].open_ms == HOUR


def test_a_pause_is_neither_open_nor_idle(worked):
    facts = [(450, f.CounterOpened(1, None)), (480, f.CounterPaused(1, "break"))]
    facts += [(510, f.CounterOpened(1, None)), (540, f.CounterClosed(1))]
    found = worked(facts, [])[1]
    assert (found.open_ms, found.paused_ms) == (HOUR, HOUR / 2)


def test_work_after_the_close_counts_and_overlaps_count_once(worked):
    rows = [served(1, 1010, 1040), served(1, 1015, 1035)]
    found = worked([(960, f.CounterOpened(1, None))], rows)[1]
    assert found.busy_ms == 30 * 60_000
    assert found.open_ms == HOUR + 20 * 60_000


def test_idle_while_others_wait_needs_an_own_group_and_a_free_counter(worked):
    facts = [(450, f.CounterOpened(n, None)) for n in (1, 3)]
    rows = [served(1, 500, 520, came_min=470, group="a")]
    found = worked(facts, rows)
    assert found[1].idle_waiting_ms == 30 * 60_000
    assert found[3].idle_waiting_ms == 0


def test_a_forgotten_finish_keeps_nobody_busy(worked):
    rows = [served(1, 500, 1000, forgotten=True)]
    assert worked([(450, f.CounterOpened(1, None))], rows)[1].busy_ms == 0


def test_who_still_waits_keeps_a_free_counter_waiting_until_now(worked):
    rows = [leg(460, counter=0, group="a", called_ms=NONE, called_last_ms=NONE, started_ms=NONE,
                ended_ms=NONE, wait_ms=NONE, outcome="")]  # fmt: skip
    found = worked([(450, f.CounterOpened(1, None))], rows, until_min=490)
    assert found[1].idle_waiting_ms == 30 * 60_000


def test_a_counter_is_free_again_after_a_no_show_however_late_the_ticket_ends(worked):
    facts = [(450, f.CounterOpened(1, None)), (500, f.TicketCalled("t", "c", 1, None, {}))]
    facts += [(501, f.TicketRecalled("t", "d", 1)), (503, f.TicketMissed("t", 1))]
    left = served(1, 501, 560, came_min=480, started_ms=NONE, outcome="left")
    found = worked(facts, [left])[1]
    assert (found.busy_ms, found.serving_ms) == (2 * 60_000, 0)
    assert found.open_ms - found.idle_ms == found.busy_ms


def test_who_comes_back_holds_the_counter_anew_and_the_first_call_stays_its_own(worked):
    facts = [(500, f.TicketCalled("t", "c", 1, None, {})), (503, f.TicketMissed("t", 1))]
    facts += [(520, f.TicketCalled("t", "d", 3, None, {})), (521, f.ServiceStarted("t", 3))]
    found = worked(facts, [served(3, 520, 530, came_min=480, group="a")])
    assert (found[1].busy_ms, found[3].busy_ms) == (3 * 60_000, 10 * 60_000)


def test_who_is_parked_in_service_holds_the_counter_until_then(worked):
    facts = [(500, f.TicketCalled("t", "c", 1, None, {})), (502, f.ServiceStarted("t", 1))]
    facts += [(510, f.TicketParked("t", 1, "papers"))]
    found = worked(facts, [served(1, 500, 900, started_ms=502 * 60_000, outcome="expired")])[1]
    assert (found.busy_ms, found.serving_ms) == (10 * 60_000, 8 * 60_000)
