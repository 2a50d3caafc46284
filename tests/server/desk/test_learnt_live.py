"""Forecasts learn at night from the journal, beside the desk, and remember it over a restart."""

from __future__ import annotations

import threading
from datetime import date, datetime, timedelta

import pytest

from server.domain import book as books
from server.domain.book import BEGINNER
from server.domain.book_json import dump_book
from server.domain.facts import DayOpened, TicketIssued
from server.learner import Learner, keep, stored, study
from server.ledger import Actor
from server.lessons import past_lessons
from server.store import journal, learned
from server.store.errors import StoreUnavailable

KIOSK = Actor("device", "kiosk-1")
TODAY = date(2026, 11, 24)


class NowRuntime:
    """Does everything at once, in the caller's thread."""

    def __init__(self):
        self.threads = []

    def spawn(self, call):
        call()

    def offload(self, call, *args):
        self.threads.append(call.__name__)
        return call(*args)


@pytest.fixture
def live(centre, officer):
    """Lives a morning: ten tickets in a minute, one counter, each service 200 s, no pauses."""

    def morning(tickets=10, service_s=200):
        desk, clock = centre.desk, centre.clock
        desk.open(officer, None, 1, officer="lan")
        for _ in range(tickets):
            desk.issue(KIOSK, None, group="a")
            clock.pass_s(6)
        for _ in range(tickets):
            desk.next(officer, None, 1)
            clock.pass_s(30)
            desk.start(officer, None, 1)
            clock.pass_s(service_s)
        desk.finish(officer, None, 1)
        return centre

    return morning


def next_day(centre):
    day = centre.clock.at + timedelta(days=1)
    centre.clock.at = datetime(day.year, day.month, day.day, 2, 0, tzinfo=day.tzinfo)


def lessons(centre, today=TODAY + timedelta(days=1)):
    with centre.store.read() as db:
        return past_lessons(db, centre.desk.plan, today)


def test_the_signals_of_a_ticket_are_kept_with_its_fact(live):
    centre = live(2)
    with centre.store.read() as db:
        facts = [one.fact for one in journal.read(db) if isinstance(one.fact, TicketIssued)]
    assert [fact.signals for fact in facts] == [(0, 0, 0, 0, 330, 1), (330, 0, 6, 1, 330, 1)]


def test_a_day_becomes_lessons(live):
    found = lessons(live())
    assert len(found) == 10
    assert {(one.day, one.group, one.counter, one.officer) for one in found} == {
        ("2026-11-24", "a", 1, "lan")
    }
    assert [one.service_s for one in found] == [200.0] * 10
    assert [one.wait_s for one in found] == [60.0 + 224 * i for i in range(10)]
    assert [one.signals.ahead for one in found] == list(range(10))
    assert [one.gap_s for one in found] == [None] + [0.0] * 9


def test_today_teaches_nothing_until_it_is_over(live):
    assert lessons(live(), TODAY) == []


def test_who_gave_up_or_never_was_called_has_no_wait(live, officer):
    centre = live(1)
    centre.desk.issue(KIOSK, None, group="c")
    missed = centre.desk.issue(KIOSK, None, group="a")
    centre.desk.next(officer, None, 1)
    centre.desk.no_show(officer, None, 1)
    by_group = {one.group: one for one in lessons(centre)}
    assert (by_group["c"].wait_s, by_group["c"].signals, by_group["c"].shown) == (None, None, None)
    assert missed["wait"] is not None
    assert [one.shown for one in lessons(centre) if one.group == "a"] == [True, False]


def test_without_a_start_the_walk_is_taken_off_the_service(live, officer):
    centre = live(1)
    centre.desk.issue(KIOSK, None, group="a")
    centre.desk.next(officer, None, 1)
    centre.clock.pass_s(230)
    centre.desk.finish(officer, None, 1)
    assert [one.service_s for one in lessons(centre)] == [200.0, 200.0]


def test_at_the_turn_of_the_day_it_is_learnt_and_told(live):
    centre = live()
    learner = Learner(centre.store, centre.ledger, NowRuntime())
    learner.start()
    assert centre.ledger.book is BEGINNER
    done = threading.Event()

    def day_begins(committed):
        """The learner heard of it before us; news of the morning may still be on the way."""
        if any(isinstance(one.fact, DayOpened) for one in committed.facts):
            done.set()

    centre.ledger.subscribe(day_begins)
    next_day(centre)
    centre.desk.tick()
    assert done.wait(60)
    habits = centre.ledger.book.habits
    assert 200 < habits.mean_s["a"] < 300
    assert centre.ledger.book.waits == 9
    assert centre.ledger.book.days == ("2026-11-24",)


def test_what_was_learnt_changes_what_is_told(live, officer):
    centre = live(tickets=30, service_s=100)
    next_day(centre)
    centre.desk.tick()
    centre.desk.open(officer, None, 1)
    for _ in range(5):
        before = centre.desk.issue(KIOSK, None, group="a")
    Learner(centre.store, centre.ledger, NowRuntime()).start()
    after = centre.desk.issue(KIOSK, None, group="a")
    assert after["wait"]["high_s"] < before["wait"]["high_s"]
    shown = centre.desk.snapshot().outlook.newcomers["a"]
    assert shown.told == centre.ledger.book.told(shown.signals)


def test_a_book_survives_a_restart_and_is_not_learnt_twice_a_day(live):
    centre = live()
    next_day(centre)
    centre.desk.tick()
    runtime = NowRuntime()
    Learner(centre.store, centre.ledger, runtime).start()
    book = centre.ledger.book
    centre.crash()
    assert centre.ledger.book is BEGINNER
    Learner(centre.store, centre.ledger, runtime).start()
    assert centre.ledger.book == book
    assert runtime.threads == ["study"]
    next_day(centre)
    Learner(centre.store, centre.ledger, runtime).start()
    assert runtime.threads == ["study", "study"]


def test_the_history_of_books_is_kept(centre):
    for waits in (1, 2, 3):
        keep(centre.store, books.LearnedBook(waits=waits), centre.clock.pass_s(60))
    with centre.store.read() as db:
        found = list(learned.history(db))
    assert [text for _, text in found] == [
        dump_book(books.LearnedBook(waits=waits)) for waits in (3, 2, 1)
    ]
    assert found[0][0] == centre.clock.at


def test_a_book_that_cannot_be_read_is_made_anew(live, caplog):
    centre = live()
    centre.store.write(lambda db: learned.save(db, centre.clock.at, '{"v": 99}'))
    assert stored(centre.store) is None
    assert "learning anew" in caplog.text
    next_day(centre)
    centre.desk.tick()
    Learner(centre.store, centre.ledger, NowRuntime()).start()
    assert centre.ledger.book.waits == 9


def test_a_centre_without_a_past_tells_by_the_shipped_teaching(centre):
    Learner(centre.store, centre.ledger, NowRuntime()).start()
    assert centre.ledger.book is BEGINNER
    assert study(centre.store, centre.desk.plan, TODAY) is None


def test_a_full_disk_leaves_forecasts_as_they_were(live, caplog, monkeypatch):
    centre = live()
    next_day(centre)
    centre.desk.tick()

    def full(*_):
        raise StoreUnavailable("nothing was written: disk full; check the disk")

    monkeypatch.setattr(centre.store, "write", full)
    Learner(centre.store, centre.ledger, NowRuntime()).start()
    assert centre.ledger.book is BEGINNER
    assert "learnt nothing tonight" in caplog.text


def test_where_ranges_aim_is_the_same_after_a_restart(live):
    centre = live(tickets=6, service_s=2_000)
    aim = centre.desk.snapshot().hall.aim
    assert aim != BEGINNER.told
    assert aim.high < 0.1 < aim.low
    centre.crash()
    assert centre.desk.snapshot().hall.aim == aim


def test_nobody_is_told_a_wait_while_no_counter_can_serve_them(live, officer):
    centre = live(tickets=3)
    assert centre.desk.issue(KIOSK, None, group="a")["wait"] is not None
    centre.desk.pause(officer, None, 1, "họp")
    assert centre.desk.issue(KIOSK, None, group="a")["wait"] is None
    assert centre.desk.snapshot().outlook.newcomers == {}
