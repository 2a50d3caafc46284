"""What a counter box's light says: nothing stale, and one rule for light and buttons."""

from __future__ import annotations

from typing import Any

import pytest

from broker.messages import CounterState, Heartbeat
from kiosk.glow import ANSWER_S, FLASH_S, LOST_AFTER_S, REFUSED_S, Glow, Watch


def state(told: str = "idle", *, ep: int = 3, rev: int = 7, **more: Any) -> CounterState:
    """A state of the counter as the server says it."""
    number = 1012 if told in ("called", "serving") else None
    return CounterState.model_validate(
        {"v": 1, "ep": ep, "rev": rev, "state": told, "number": number, "ttl_s": 100, **more}
    )


def beat(ep: int = 3) -> Heartbeat:
    """A heartbeat of an epoch."""
    return Heartbeat(ep=ep, ms=1_000_000, tz="Asia/Ho_Chi_Minh")


@pytest.fixture
def watch() -> Watch:
    """A box that hears a living server at second 10."""
    made = Watch()
    made.beat(beat(), 10.0)
    return made


@pytest.mark.parametrize(
    ("told", "waiting", "glow"),
    [
        ("called", 4, Glow.BUSY),
        ("serving", 0, Glow.BUSY),
        ("idle", 1, Glow.WAITING),
        ("idle", 0, Glow.FREE),
        ("paused", 9, Glow.DARK),
        ("closed", 9, Glow.DARK),
    ],
)
def test_the_light_says_how_the_counter_is(
    watch: Watch, told: str, waiting: int, glow: Glow
) -> None:
    watch.take(state(told, waiting=waiting), 10.0)
    assert watch.glow(10.0) is glow


def test_without_a_living_server_the_light_says_offline(watch: Watch) -> None:
    assert watch.glow(10.0) is Glow.OFFLINE, "no state yet"
    watch.take(state(), 10.0)
    assert watch.glow(10.0 + LOST_AFTER_S) is Glow.FREE
    assert watch.glow(10.1 + LOST_AFTER_S) is Glow.OFFLINE
    watch.beat(beat(), 40.0)
    assert watch.glow(40.0) is Glow.FREE
    watch.lose()
    assert (watch.glow(40.0), watch.clock_ms(40.0)) == (Glow.OFFLINE, None)


def test_a_state_of_another_epoch_is_not_shown(watch: Watch) -> None:
    watch.take(state(ep=2), 10.0)
    assert watch.glow(10.0) is Glow.OFFLINE
    watch.take(state(ep=3, rev=1), 10.0)
    watch.beat(beat(ep=2), 11.0)
    assert watch.glow(11.0) is Glow.FREE, "a late heartbeat of the old server changes nothing"
    watch.beat(beat(ep=4), 12.0)
    assert watch.glow(12.0) is Glow.OFFLINE


def test_an_older_state_is_dropped_and_one_that_outlived_its_time_is_offline(watch: Watch) -> None:
    watch.take(state("called", ttl_s=8, age_ms=2000), 10.0)
    watch.take(state(rev=6), 10.0)
    assert watch.glow(16.0) is Glow.BUSY
    assert watch.glow(16.1) is Glow.OFFLINE


def test_a_refused_press_is_shown_for_a_moment(watch: Watch) -> None:
    watch.take(state(), 10.0)
    watch.ask("p1", 10.0)
    watch.answer("p1", False, 10.1)
    assert watch.glow(10.2) is Glow.REFUSED
    assert watch.glow(10.2 + REFUSED_S) is Glow.FREE


def test_a_press_without_an_answer_is_shown_as_refused_once(watch: Watch) -> None:
    watch.take(state(), 10.0)
    watch.ask("lost", 10.0)
    watch.ask("taken", 10.0)
    watch.answer("taken", True, 10.1)
    assert watch.glow(10.0 + ANSWER_S) is Glow.FREE
    assert watch.glow(10.1 + ANSWER_S) is Glow.REFUSED
    assert watch.glow(10.2 + ANSWER_S + REFUSED_S) is Glow.FREE


def test_a_refusal_of_another_box_is_not_shown_here(watch: Watch) -> None:
    watch.take(state(), 10.0)
    watch.answer("somebody-else", False, 10.0)
    assert watch.glow(10.0) is Glow.FREE


def test_the_servers_clock_is_counted_on_from_its_heartbeat(watch: Watch) -> None:
    assert watch.clock_ms(12.5) == 1_002_500


def test_a_box_that_is_looked_for_blinks_and_its_buttons_count_on() -> None:
    watch = Watch()
    watch.flash(100.0)
    assert watch.glow(100.0) is Glow.OFFLINE, "offline is still said first"
    watch.beat(Heartbeat(ep=1, ms=0, tz="UTC"), 100.0)
    state = {"v": 1, "ep": 1, "rev": 1, "state": "idle", "number": None, "ttl_s": 3600}
    watch.take(CounterState.model_validate(state), 100.0)
    assert watch.glow(100.0) is Glow.REFUSED
    assert watch.glow(100.0 + FLASH_S) is Glow.FREE
