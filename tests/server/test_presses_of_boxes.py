"""A press counts at a counter where a box is registered, and from that box when it says which."""

from __future__ import annotations

import json
import logging
from types import SimpleNamespace

import pytest

from broker import topics
from server.domain.facts import to_ms
from server.ledger import Actor
from server.presses import FRESH_MS
from server.store import journal
from server.store.accounts import FRESH_S, Accounts
from server.wire import Wire

INLINE = SimpleNamespace(spawn=lambda call: call(), post=lambda call: call())
"""A runtime that does everything at once."""


class StubLink:
    """Keeps who listens where, and what the server says."""

    def __init__(self):
        self.handlers = {}
        self.said = []

    def subscribe(self, filter, handler):
        self.handlers[filter] = handler

    def publish_message(self, spec, message, **where):
        self.said.append((spec, message, where))


@pytest.fixture
def now_s():
    """Seconds of the accounts' clock; a list, so that a test may set it."""
    return [0.0]


@pytest.fixture
def accounts(centre, now_s):
    """A box at counter 1, another at 1 and 2, a light at 1, a box at 3 that was revoked."""
    accounts = Accounts(centre.store, lambda: now_s[0])
    accounts.create_device("box-01", "terminal", [1])
    accounts.create_device("box-12", "terminal", [1, 2])
    accounts.create_device("led-01", "display", [1, 3])
    accounts.create_device("box-03", "terminal", [3])
    accounts.revoke("box-03")
    return accounts


@pytest.fixture
def link():
    return StubLink()


@pytest.fixture
def wire(centre, link, accounts):
    """The server's ears; three people wait, and all counters are open."""
    for counter in (1, 2, 3):
        centre.desk.issue(Actor("device", "k"), None, group="a")
        centre.desk.open(Actor("officer", "lan"), None, counter)
    made = Wire(centre.desk, link, INLINE, accounts)
    made.listen()
    return made


@pytest.fixture
def press(wire, link):
    """Presses a button; returns the answer on the wire, or None."""

    def say(counter, id="p1", button="next", **more):
        body = {"v": 1, "id": id, "button": button, "kind": "press", "up_ms": 1, **more}
        link.said.clear()
        topic = topics.build("thu", topics.PRESS, counter=counter)
        heard = SimpleNamespace(topic=topic, payload=json.dumps(body).encode())
        link.handlers[topics.subscription("thu", topics.PRESS)](heard)
        acks = [message for spec, message, _ in link.said if spec is topics.ACK]
        return acks[0] if acks else None

    return say


@pytest.mark.parametrize("device", [None, "box-01", "box-12"])
def test_a_box_of_the_counter_calls_the_next(centre, press, device):
    answer = press(1, device=device)
    assert (answer.ok, answer.number, centre.desk.seen.refused) == (True, 101, 0)


def test_one_box_may_serve_several_counters(press):
    assert press(1, "p1", device="box-12").number == 101
    assert press(2, "p2", device="box-12").number == 102


@pytest.mark.parametrize(
    ("counter", "device"),
    [
        (3, None),
        (3, "box-03"),
        (3, "led-01"),
        (1, "led-01"),
        (1, "box-03"),
        (1, "nobody"),
        (2, "box-01"),
        (99, None),
    ],
)
def test_a_press_without_a_box_in_force_at_the_counter_is_refused_and_nothing_happens(
    centre, press, counter, device
):
    before = centre.desk.snapshot().rev
    assert press(counter, device=device) is None
    assert centre.desk.seen.refused == 1
    assert centre.desk.snapshot().rev == before


def test_refused_presses_are_all_counted_and_told_once_a_counter(centre, press, caplog):
    with caplog.at_level(logging.WARNING):
        for i in range(5):
            press(3, f"p{i}")
    assert centre.desk.seen.refused == 5
    told = [record.getMessage() for record in caplog.records if "counter/3/press" in record.message]
    assert len(told) == 1
    assert "no terminal" in told[0]


def test_a_box_that_is_revoked_elsewhere_falls_silent_within_seconds(
    centre, accounts, press, now_s
):
    assert press(2, "p1").ok
    Accounts(centre.store).revoke("box-12")
    now_s[0] += FRESH_S + 0.1
    assert press(2, "p2") is None
    assert press(1, "p3", device="box-12") is None
    assert press(1, "p4").ok


def test_a_press_that_is_repeated_calls_once(press):
    first = press(1, "same", device="box-01")
    assert press(1, "same", device="box-01") == first


def test_the_journal_says_which_box_was_pressed(centre, press):
    press(1, "p1", device="box-01")
    press(2, "p2")
    with centre.store.read() as db:
        who = [r.by for r in journal.read(db) if r.fact.KIND == "ticket_called"]
    assert who == ["device:box-01", "device:counter-2"]


def test_a_press_that_arrives_late_calls_nobody_and_is_told_so(centre, press):
    now_ms = to_ms(centre.desk.now())
    late = press(1, "p1", device="box-01", at_ms=now_ms - FRESH_MS - 1)
    assert (late.ok, late.code, late.number) == (False, "press-stale", None)
    assert press(1, "p2", device="box-01", at_ms=now_ms - FRESH_MS).number == 101
