"""Many hands at once, commits that fail, and listeners: what the desk tells is what was kept."""

from __future__ import annotations

import threading
from collections import Counter

import pytest

from server.domain.facts import TicketCalled, TicketIssued
from server.ledger import Actor
from server.store import journal
from server.store.errors import StoreUnavailable

KIOSK = Actor("device", "kiosk-1")
EACH = 25


@pytest.fixture
def at_once():
    """Runs functions on threads of their own, all started together."""

    def run(*works):
        ready, failed = threading.Barrier(len(works)), []

        def one(work):
            ready.wait(30)
            try:
                work()
            except BaseException as error:
                failed.append(error)
                raise

        hands = [threading.Thread(target=one, args=(work,)) for work in works]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join(120)
        assert failed == []

    return run


def test_many_kiosks_at_once_never_give_a_number_twice(centre, at_once):
    numbers = []

    def touch():
        for _ in range(EACH):
            numbers.append(centre.desk.issue(KIOSK, None, group="a")["number"])

    at_once(touch, touch, touch)
    assert sorted(numbers) == list(range(101, 101 + 3 * EACH))


def test_counters_that_press_at_once_never_call_the_same_ticket(centre, officer, at_once):
    called = []
    for counter in (1, 2):
        centre.desk.open(officer, None, counter)
    for _ in range(2 * EACH):
        centre.desk.issue(KIOSK, None, group="a")

    def press(counter):
        for _ in range(EACH):
            called.append(centre.desk.next(officer, None, counter)["call"]["number"])

    at_once(lambda: press(1), lambda: press(2))
    assert sorted(called) == list(range(101, 101 + 2 * EACH))


def test_two_servers_on_one_database_never_give_a_number_twice(
    centre, thread_runtime, at_once, monkeypatch
):
    """The lock forbids it; without locks the journal's order refuses whoever is behind."""
    monkeypatch.setattr("server.store.lock.fcntl.flock", lambda *_: None)
    twin = type(centre)(centre.data, centre.clock, thread_runtime)
    given = []

    def touch(desk):
        for _ in range(EACH):
            try:
                given.append(desk.issue(KIOSK, None, group="a")["number"])
            except StoreUnavailable:
                continue

    at_once(lambda: touch(centre.desk), lambda: touch(twin.desk))
    twin.close()
    assert max(Counter(given).values()) == 1
    with centre.store.read() as db:
        kept = [r.fact.number for r in journal.read(db) if isinstance(r.fact, TicketIssued)]
    assert sorted(given) == kept


def test_a_lost_commit_leaves_no_trace_and_the_next_goes_on_from_before(centre):
    first = centre.desk.issue(KIOSK, None, group="a")
    before = centre.desk.snapshot()
    centre.store.lose()
    with pytest.raises(StoreUnavailable, match="nothing was written"):
        centre.desk.issue(KIOSK, None, group="a")
    assert centre.desk.snapshot() is before
    second = centre.desk.issue(KIOSK, None, group="a")
    assert (first["number"], second["number"]) == (101, 102)
    assert centre.desk.snapshot().rev > before.rev


def test_an_accident_in_one_request_does_not_touch_the_hall(centre, officer, monkeypatch):
    centre.desk.open(officer, None, 1)
    before = centre.desk.snapshot().hall
    monkeypatch.setattr("server.replies.ticket", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        centre.desk.issue(KIOSK, "k1", group="a")
    monkeypatch.undo()
    after = centre.desk.snapshot().hall
    assert (after.tickets, after.counters) == (before.tickets, before.counters)
    assert (after.numbers, after.keys, after.issued) == ({}, {}, {})
    assert centre.desk.issue(KIOSK, "k1", group="a")["number"] == 101


def drain(runtime):
    """Until everything that was posted has been told."""
    drained = threading.Event()
    runtime.post(drained.set)
    assert drained.wait(30)


def test_listeners_hear_every_fact_once_in_order_and_only_after_the_commit(centre, at_once):
    heard, bad = [], []

    def listen(told):
        with centre.store.read() as db:
            if told.facts[-1].seq > journal.last_seq(db):
                bad.append(told)
        if told.snapshot.hall.seq != told.facts[-1].seq:
            bad.append(told)
        heard.extend(recorded.seq for recorded in told.facts)

    drain(centre.runtime)
    first = centre.desk.snapshot().hall.seq + 1
    centre.desk.subscribe(listen)

    def touch():
        for _ in range(EACH):
            centre.desk.issue(KIOSK, None, group="a")

    at_once(touch, touch, touch)
    drain(centre.runtime)
    assert bad == []
    assert heard == list(range(first, first + 3 * EACH))


def test_a_picture_that_was_taken_never_changes(centre, officer):
    centre.desk.open(officer, None, 1)
    centre.desk.issue(KIOSK, None, group="a")
    before = centre.desk.snapshot().hall
    (waiting,) = before.tickets.values()
    queue = before.waiting["a"]
    centre.desk.next(officer, None, 1)
    assert list(before.tickets.values()) == [waiting]
    assert (before.waiting["a"], before.counters[1].ticket) == (queue, None)


def test_every_call_keeps_why_and_who(centre, officer):
    centre.desk.open(officer, None, 1, officer="lan")
    centre.desk.issue(KIOSK, None, group="a")
    told = centre.desk.next(officer, None, 1)["call"]
    with centre.store.read() as db:
        (kept,) = [r for r in journal.read(db) if isinstance(r.fact, TicketCalled)]
    assert kept.fact.why == told["why"]
    assert (kept.by, kept.fact.officer) == ("officer:lan", "lan")
