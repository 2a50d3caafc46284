"""What a light may show: never older than it has shown, never without a living server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker import messages as m
from displays.state import EPOCHS, LOST_AFTER_S, Screen, Showing

Made = Callable[..., m.CounterState]
Step = tuple[str, int, int]
epochs, revisions = st.integers(0, 3), st.integers(0, 4)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("document"), epochs, revisions),
        st.tuples(st.just("beat"), epochs, st.just(0)),
        st.tuples(st.just("pass"), st.integers(0, 20), st.just(0)),
        st.tuples(st.sampled_from(["lose", "reboot"]), st.just(0), st.just(0)),
    ),
    max_size=40,
)


def heartbeat(ep: int) -> m.Heartbeat:
    """The server of an epoch lives."""
    return m.Heartbeat(ep=ep, ms=0, tz="UTC")


class Hearsay:
    """What a light has heard since it was switched on, and what it may show after that."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.shown = (-1, -1)
        self.heard: list[tuple[str, int, int, float]] = []

    def hear(self, step: Step) -> None:
        """One step of a history."""
        kind, first, second = step
        if kind == "pass":
            self.now_s += first
        elif kind == "reboot":
            self.heard.clear()
            self.shown = (-1, -1)
        else:
            self.heard.append((kind, first, second, self.now_s))

    def living(self) -> tuple[int, float, int] | None:
        """Whose heart beats, when it did last, and where that stands among all that was heard.

        The newest of those that were not silent for 15 s, nor until the broker went.
        """
        last: tuple[int, float, int] | None = None
        for i, (kind, ep, _, at_s) in enumerate(self.heard):
            if kind == "lose":
                last = None
            elif kind == "beat" and (
                last is None or ep >= last[0] or at_s - last[1] > LOST_AFTER_S
            ):
                last = (ep, at_s, i)
        return None if last is None or self.now_s - last[1] > LOST_AFTER_S else last

    def may_show(self) -> tuple[int, int] | None:
        """The newest document of the server that lives, if it is not older than what was shown.

        Not while a later document says that a newer one begins.
        """
        living = self.living()
        if living is None:
            return None
        ep, _, at = living
        documents = [
            (i, (of, rev)) for i, (kind, of, rev, _) in enumerate(self.heard) if kind == "document"
        ]
        for i, which in documents:
            known = [w for j, w in documents if j < i and w[0] == which[0]]
            if i > at and which[0] > ep and which > max([*known, (-1, -1)]):
                return None
        own = max((which for _, which in documents if which[0] == ep), default=None)
        if own is None or own < self.shown:
            return None
        self.shown = own
        return own


def obey(screen: Screen[m.CounterState], step: Step, now_s: float, make: Made) -> Any:
    """The same step on the real screen; a reboot makes a new one."""
    kind, first, second = step
    if kind == "document":
        screen.take(make(ep=first, rev=second), now_s)
    elif kind == "beat":
        screen.beat(heartbeat(first), now_s)
    elif kind == "lose":
        screen.lose()
    return Screen() if kind == "reboot" else screen


@given(history=steps)
def test_only_the_newest_document_of_the_living_server_is_shown(
    make_state: Made, history: list[Step]
) -> None:
    screen: Screen[m.CounterState] = Screen()
    heard = Hearsay()
    for step in history:
        heard.hear(step)
        screen = obey(screen, step, heard.now_s, make_state)
        shown = screen.showing(heard.now_s).document
        assert (shown and (shown.ep, shown.rev)) == heard.may_show()


@given(history=steps)
def test_what_is_shown_never_goes_back(make_state: Made, history: list[Step]) -> None:
    screen: Screen[m.CounterState] = Screen()
    now_s, last = 0.0, (-1, -1)
    for step in history:
        now_s += step[1] if step[0] == "pass" else 0
        last = (-1, -1) if step[0] == "reboot" else last
        screen = obey(screen, step, now_s, make_state)
        if shown := screen.showing(now_s).document:
            assert (shown.ep, shown.rev) >= last
            last = (shown.ep, shown.rev)


def test_one_heartbeat_of_another_hall_darkens_a_light_only_until_it_is_silent(
    make_state: Made,
) -> None:
    screen: Screen[m.CounterState] = Screen()
    screen.take(make_state(ep=2, rev=1), 0.0)
    assert screen.beat(heartbeat(2), 0.0)
    assert screen.showing(0.0).document is not None
    assert screen.beat(heartbeat(999_999), 1.0)
    assert not screen.beat(heartbeat(2), 5.0)
    assert screen.showing(5.0) == Showing(None), "a restored server may have begun"
    screen.take(make_state(ep=2, rev=2), 12.0)
    assert screen.beat(heartbeat(2), 1.0 + LOST_AFTER_S + 0.1)
    assert screen.showing(17.0).document == make_state(ep=2, rev=2)


def test_a_restored_server_wins_at_once_and_its_forerunner_shows_nothing_again(
    make_state: Made,
) -> None:
    screen: Screen[m.CounterState] = Screen()
    for ep in (2, 3):
        screen.take(make_state(ep=ep), 0.0)
        screen.beat(heartbeat(ep), 0.0)
        assert screen.showing(0.0).document == make_state(ep=ep)
    assert not screen.take(make_state(ep=2, rev=99), 1.0)
    screen.beat(heartbeat(2), LOST_AFTER_S + 1.0)
    assert screen.showing(LOST_AFTER_S + 1.0) == Showing(None), "older than what was shown"


@given(rows=st.lists(st.tuples(epochs, revisions), min_size=1, max_size=12), data=st.data())
def test_any_order_with_repeats_ends_at_the_same_document(
    make_state: Made, rows: list[tuple[int, int]], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(rows + rows[: len(rows) // 2]))
    screen: Screen[m.CounterState] = Screen()
    for ep, rev in shuffled:
        screen.take(make_state(ep=ep, rev=rev), 0.0)
    screen.beat(heartbeat(max(rows)[0]), 0.0)
    shown = screen.showing(0.0).document
    assert shown is not None and (shown.ep, shown.rev) == max(rows)


def test_a_repeat_or_an_older_document_of_a_server_is_no_news(make_state: Made) -> None:
    screen: Screen[m.CounterState] = Screen()
    told = [(1, 5), (1, 5), (1, 4), (1, 6), (2, 0), (1, 99)]
    assert [screen.take(make_state(ep=ep, rev=rev), 0.0) for ep, rev in told] == [
        *(True, False, False, True, True, True)
    ]


def test_a_document_from_next_year_does_not_keep_out_the_server_that_lives(
    make_state: Made,
) -> None:
    screen: Screen[m.CounterState] = Screen()
    screen.take(make_state(ep=999_999, rev=1), 0.0)
    screen.beat(heartbeat(5), 1.0)
    screen.take(make_state(ep=5, rev=1), 1.0)
    assert screen.showing(1.0).document == make_state(ep=5, rev=1)
    screen.take(make_state(ep=999_999, rev=2), 2.0)
    assert screen.showing(2.0) == Showing(None), "a newer server may have begun"
    screen.beat(heartbeat(5), 3.0)
    assert screen.showing(3.0).document == make_state(ep=5, rev=1), "it has not"


def test_a_flood_of_other_years_is_not_all_kept(make_state: Made) -> None:
    screen: Screen[m.CounterState] = Screen()
    screen.beat(heartbeat(5), 0.0)
    screen.take(make_state(ep=5), 0.0)
    for ep in range(1000, 2000):
        screen.take(make_state(ep=ep), 0.0)
    assert len(screen.kept) == EPOCHS + 1
    screen.beat(heartbeat(5), 1.0)
    assert screen.showing(1.0).document == make_state(ep=5)


def test_a_kept_document_stays_dark_until_its_server_is_heard(make_state: Made) -> None:
    screen: Screen[m.CounterState] = Screen()
    screen.take(make_state(ep=2), 0.0)
    assert screen.showing(0.0) == Showing(None)
    screen.beat(heartbeat(3), 1.0)
    assert screen.showing(1.0) == Showing(None)
    screen.take(make_state(ep=3), 1.0)
    assert screen.showing(1.0).document == make_state(ep=3)


def test_a_heartbeat_of_the_server_before_keeps_nothing_alive(make_state: Made) -> None:
    screen: Screen[m.CounterState] = Screen()
    screen.take(make_state(ep=2), 0.0)
    screen.beat(heartbeat(2), 0.0)
    screen.beat(heartbeat(1), 14.0)
    assert screen.showing(14.0).document is not None
    assert screen.showing(LOST_AFTER_S + 0.1).document is None


@given(age_ms=st.integers(0, 60_000), later_s=st.floats(0, LOST_AFTER_S), kept_s=st.floats(0, 60))
def test_a_call_is_as_old_as_the_server_said_and_as_long_as_it_lay_since(
    make_state: Made, age_ms: int, later_s: float, kept_s: float
) -> None:
    screen: Screen[m.CounterState] = Screen()
    screen.beat(heartbeat(1), 100.0)
    screen.take(make_state(age_ms=age_ms), 100.0, kept_s=kept_s)
    assert screen.showing(100.0 + later_s).age_s == pytest.approx(age_ms / 1000 + kept_s + later_s)


@given(ttl_s=st.integers(0, 20), later_s=st.integers(0, 15))
def test_a_document_is_not_shown_longer_than_it_lives(
    make_state: Made, ttl_s: int, later_s: int
) -> None:
    screen: Screen[m.CounterState] = Screen()
    screen.beat(heartbeat(1), 0.0)
    screen.take(make_state(ttl_s=ttl_s), 0.0)
    assert (screen.showing(later_s).document is not None) == (later_s <= ttl_s)
