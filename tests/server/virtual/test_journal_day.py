"""A day that really was, out of the journal: the live desk and the replay are one hall."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from server.domain import policy
from server.domain.book import BEGINNER
from server.ledger import Actor
from server.store import day_facts
from server.virtual.day import Day
from server.virtual.journal_day import real_day
from server.virtual.replay import replay
from server.virtual.scenario import Scenario
from server.virtual.workload import make_day

KIOSK = Actor("device", "kiosk-1")
DAY = "2026-11-24"
MIDNIGHT = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
"""Of that Tuesday in Hải Phòng."""
NINE = 9 * 3600
TOMORROW = 86_400


@pytest.fixture
def hall(centre, officer):
    """Does verbs at seconds of the day in the small centre; tells the day that they made."""

    class Hall:
        def at(self, second, verb, counter=1, **words):
            centre.clock.at = MIDNIGHT + timedelta(seconds=second)
            if verb == "issue":
                return centre.desk.issue(KIOSK, None, **words)
            if verb == "leave":
                return centre.desk.leave(KIOSK, None, words["key"])
            if verb == "return":
                return centre.desk.return_ticket(officer, None, counter, words["number"])
            return getattr(centre.desk, verb)(officer, None, counter, **words)

        def told(self, day=DAY):
            with centre.store.read() as db:
                return real_day(day_facts.facts_of(db, day))

    return Hall()


def test_the_live_desk_calls_whom_the_replay_calls_and_the_replay_of_its_journal_too(
    hall, small_plan
):
    """A morning of eighty people, acted out at the real desk as the virtual day had it."""
    made = make_day(small_plan, Scenario(per_day=80, appointment=0, no_show=0.1), 4).citizens
    people = [one for one in made if one.arrival_s < 40_000]
    visits = Day(small_plan, policy.rule("call-mark")).run(people)
    acts = [(27_000 - 1, 0, "open", {"counter": n}) for n in small_plan.counters]
    numbers: dict[str, int] = {}
    for visit in visits:
        one = visit.citizen
        asked = {"group": one.group, "priority": one.priority, "ticket": one.ticket}
        acts.append((one.arrival_s, 2, "issue", asked))
        acts.append((visit.called_s, 3, "next", {"counter": visit.counter, "ticket": one.ticket}))
        if one.shows:
            acts.append((visit.started_s, 1, "start", {"counter": visit.counter}))
        ends = "finish" if one.shows else "no_show"
        acts.append((visit.finished_s, 0, ends, {"counter": visit.counter}))
    for second, _, verb, words in sorted(acts, key=lambda act: (act[0], act[1])):
        ticket = words.pop("ticket", None)
        answer = hall.at(TOMORROW + second, verb, **words)
        if verb == "issue":
            numbers[ticket] = answer["number"]
        elif verb == "next":
            assert answer["call"]["number"] == numbers[ticket]
    day = hall.told("2026-11-25")
    told = [(v.counter, v.called_s, v.finished_s, v.outcome, v.wait_s) for v in visits]
    for rows in (day.happened, replay(day.plan, day.citizens, "call-mark", BEGINNER, day.changes)):
        found = [(v.counter, v.called_s, v.finished_s, v.outcome, v.wait_s) for v in rows]
        assert found == told


def test_a_visit_takes_as_long_as_the_counter_had_it(hall):
    hall.at(NINE, "open")
    hall.at(NINE, "issue", group="a")
    hall.at(NINE + 60, "next")
    hall.at(NINE + 75, "start")
    hall.at(NINE + 400, "finish")
    (one,), (visit,) = hall.told().citizens, hall.told().happened
    assert one.service_s == 340 - 30
    assert (one.ticket, one.arrival_s, one.shows) == ("101", NINE, True)
    assert (visit.called_s, visit.started_s, visit.finished_s) == (NINE + 60, NINE + 75, NINE + 400)


def test_who_was_parked_takes_both_times_together(hall):
    hall.at(NINE, "open")
    hall.at(NINE, "issue", group="a")
    hall.at(NINE, "next")
    hall.at(NINE + 100, "park")
    hall.at(NINE + 500, "return", number=101)
    hall.at(NINE + 500, "next")
    hall.at(NINE + 700, "finish")
    (one,) = hall.told().citizens
    assert one.service_s == 100 + 200 - 30


def test_a_finish_that_was_undone_goes_on(hall):
    hall.at(NINE, "open")
    hall.at(NINE, "issue", group="a")
    hall.at(NINE, "next")
    hall.at(NINE + 100, "finish")
    hall.at(NINE + 110, "undo")
    hall.at(NINE + 310, "finish")
    (one,), (visit,) = hall.told().citizens, hall.told().happened
    assert (one.service_s, visit.outcome) == (100 + 200 - 30, "served")


def test_no_shows_cost_what_they_cost_on_that_day(hall):
    hall.at(NINE, "open")
    for i, took_s in enumerate((100, 200)):
        hall.at(NINE + i * 1000, "issue", group="a")
        hall.at(NINE + i * 1000, "next")
        hall.at(NINE + i * 1000 + took_s, "no_show")
    day = hall.told()
    assert day.plan.centre.no_show_s == 150
    assert [one.shows for one in day.citizens] == [False, False]


def test_who_gave_up_gives_up_again_unless_called_before(hall):
    hall.at(NINE, "open")
    hall.at(NINE, "issue", group="a")
    hall.at(NINE, "next")
    left = hall.at(NINE + 5, "issue", group="a")
    hall.at(NINE + 300, "leave", key=left["key"])
    hall.at(NINE + 900, "finish")
    day = hall.told()
    assert (day.citizens[1].leaves_s, day.happened[1].outcome) == (NINE + 300, "left")
    again = replay(day.plan, day.citizens, "call-mark", BEGINNER, day.changes)
    assert [visit.outcome for visit in again] == ["served", "left"]
    faster = replay(day.plan, day.citizens, "call-mark", BEGINNER)
    assert [visit.counter for visit in faster] == [1, 2]
    assert faster[1].outcome == "served"


def test_who_was_never_called_would_take_the_mean_of_the_group(hall):
    hall.at(NINE, "open")
    for i, took_s in enumerate((130, 230)):
        hall.at(NINE + i * 1000, "issue", group="a")
        hall.at(NINE + i * 1000, "next")
        hall.at(NINE + i * 1000 + took_s, "finish")
    hall.at(NINE + 4000, "issue", group="a")
    hall.at(NINE + 4000, "issue", group="b")
    served, unserved = hall.told().citizens[2:]
    assert (served.service_s, unserved.service_s) == (150, 300)
    assert [visit.outcome for visit in hall.told().happened[2:]] == ["expired", "expired"]


def test_a_transfer_comes_when_the_first_leg_is_done_and_keeps_its_mark(hall):
    hall.at(NINE, "open")
    hall.at(NINE, "issue", group="a")
    hall.at(NINE, "next")
    hall.at(NINE + 300, "transfer", group="c")
    hall.at(NINE + 900, "open", 3)
    hall.at(NINE + 900, "next", 3)
    hall.at(NINE + 1000, "finish", 3)
    first, second = hall.told().citizens
    assert (second.ticket, second.after, second.issued_s) == ("101+2", "101", NINE)
    assert (second.group, second.arrival_s, second.service_s) == ("c", NINE + 300, 70)
    assert [visit.wait_s for visit in hall.told().happened] == [0, 600]
    again = replay(hall.told().plan, [first, second], "call-mark", BEGINNER)
    assert again[1].called_s == again[0].finished_s == NINE + 300


def test_counters_open_pause_and_close_when_they_did(hall):
    hall.at(NINE, "open", 2)
    hall.at(NINE + 60, "pause", 2, reason="tea")
    hall.at(NINE + 90, "open", 2)
    hall.at(NINE + 99, "close", 2)
    changes = [(c.at_s, c.open) for c in hall.told().changes if c.counter == 2]
    assert changes == [
        (0, False),
        (NINE, True),
        (NINE + 60, False),
        (NINE + 90, True),
        (NINE + 99, False),
    ]


def test_a_day_ends_at_midnight(hall, centre):
    hall.at(NINE, "open")
    hall.at(NINE, "issue", group="a")
    centre.clock.pass_s(TOMORROW)
    centre.desk.tick()
    day = hall.told()
    assert [visit.outcome for visit in day.happened] == ["expired"]
    assert [c.at_s for c in day.changes if c.counter == 1] == [0, NINE]


def test_the_journal_knows_its_days_apart(hall, centre):
    hall.at(NINE, "issue", group="a")
    hall.at(TOMORROW + NINE, "issue", group="b")
    with centre.store.read() as db:
        assert day_facts.days(db) == ["2026-11-24", "2026-11-25"]
        assert day_facts.facts_of(db, "2026-11-23") == []
        second = real_day(day_facts.facts_of(db, "2026-11-25"))
    assert [one.group for one in second.citizens] == ["b"]
    assert [one.group for one in hall.told().citizens] == ["a"]
