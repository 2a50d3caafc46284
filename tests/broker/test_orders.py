"""An order is done once, while it is young, by the process that is meant."""

from __future__ import annotations

import pytest

from broker.messages import Heartbeat, Order
from broker.orders import AHEAD_MS, LOST_S, OLD_MS, HallTime, OrderBook

NOW_MS = 1_795_485_600_000


@pytest.fixture
def book():
    """A device's book."""
    return OrderBook("s-1")


def order(id="o-1", at=NOW_MS, session="s-1"):
    return Order(v=1, id=id, at=at, act="identify", session=session)


def test_a_young_order_is_done_once(book):
    assert book.judge(order(), NOW_MS + 1_000) is None
    assert [book.judge(order(), NOW_MS + 2_000) for _ in range(3)] == ["again"] * 3
    assert book.judge(order("o-2"), NOW_MS) is None


@pytest.mark.parametrize(
    ("at", "after_s", "told"),
    [
        (NOW_MS - OLD_MS, 0.0, None),
        (NOW_MS - OLD_MS - 1, 0.0, "old"),
        (NOW_MS - OLD_MS + 4_999, 5.0, "old"),
        (NOW_MS + AHEAD_MS, 0.0, None),
        (NOW_MS + AHEAD_MS + 1, 0.0, "old"),
        (NOW_MS + 31_536_000_000, 0.0, "old"),
    ],
)
def test_its_age_is_told_by_the_servers_clock(book, at, after_s, told):
    assert book.judge(order(at=at), NOW_MS + int(after_s * 1000)) == told


def test_a_process_that_was_started_since_does_nothing(book):
    assert book.judge(order(session="s-0"), 100.0) == "other-session"
    assert book.judge(order("o-2", session=None), NOW_MS) is None


def test_without_a_heartbeat_nobody_knows_how_old_an_order_is(book):
    assert book.judge(order(), None) == "no-heartbeat"


def test_the_servers_clock_is_counted_on_until_it_is_lost():
    hall = HallTime()
    assert hall.now_ms(0.0) is None
    hall.beat(Heartbeat(ep=1, ms=NOW_MS, tz="UTC"), 100.0)
    assert hall.now_ms(107.5) == NOW_MS + 7_500
    assert hall.now_ms(100.0 + LOST_S + 0.1) is None
    hall.lose()
    assert hall.now_ms(100.0) is None
