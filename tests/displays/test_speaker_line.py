"""Which call is read next: in order, fair, bounded, never twice, never late."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.messages import Call
from displays.voice.line import LONGEST, OVERTAKEN, Line

IDS = iter(range(10**9))


def call(number: int = 3127, counter: int = 14, kind: str = "call", **more: Any) -> Call:
    """A new event."""
    told = {"v": 1, "id": f"c-{next(IDS)}", "ep": 1, "rev": 1, "kind": kind, "number": number}
    told |= {"counter": counter, "priority": False, "voice": {"vi": "x", "en": "x"}, "ttl_s": 30}
    return Call.model_validate({**told, **more})


def read(line: Line, now_s: float = 0.0) -> list[tuple[str, int, bool]]:
    """Everything that would be read from now on, without time passing."""
    found = []
    while (one := line.take(now_s)) is not None:
        found.append((one.call.kind, one.call.number, one.second))
    return found


def test_calls_are_read_in_their_order_and_only_the_last_one_twice() -> None:
    line = Line()
    for number in (1, 2, 3):
        line.offer(call(number, number), 0.0)
    assert read(line) == [
        *[("call", 1, False), ("call", 2, False)],
        *[("call", 3, False), ("call", 3, True)],
    ]


def test_a_speaker_that_reads_once_reads_once() -> None:
    line = Line(twice=False)
    line.offer(call(), 0.0)
    assert read(line) == [("call", 3127, False)]


def test_first_calls_go_before_a_recall_but_only_so_many() -> None:
    line = Line(twice=False)
    line.offer(call(1, 1, "recall"), 0.0)
    for number in range(2, 8):
        line.offer(call(number, number), 0.0)
    numbers = [number for _, number, _ in read(line)]
    assert numbers.index(1) == OVERTAKEN
    assert [number for number in numbers if number != 1] == [2, 3, 4, 5, 6, 7]


def test_a_recall_joins_its_own_call_that_still_waits() -> None:
    line = Line(twice=False)
    line.offer(call(1, 1), 0.0)
    line.offer(call(2, 2), 0.0)
    assert not line.offer(call(2, 2, "recall"), 0.0)
    assert read(line) == [("call", 1, False), ("call", 2, False)]
    assert line.offer(call(2, 2, "recall"), 0.0)
    assert read(line) == [("recall", 2, False)]


def test_what_is_older_than_it_may_get_is_not_read() -> None:
    line = Line()
    line.offer(call(1, 1, ttl_s=20), 0.0)
    line.offer(call(2, 2, ttl_s=30), 0.0)
    assert read(line, 25.0) == [("call", 2, False), ("call", 2, True)]
    assert line.dropped == 1


def test_a_second_reading_that_would_be_late_is_left_out() -> None:
    line = Line()
    line.offer(call(ttl_s=20), 0.0)
    assert line.take(19.0) is not None
    assert line.take(26.0) is None


def test_a_call_that_was_taken_back_is_not_read_and_not_read_again() -> None:
    line = Line()
    line.offer(call(1, 1), 0.0)
    line.offer(call(1, 1, "cancel"), 0.0)
    assert read(line) == []
    line.offer(call(2, 2), 0.0)
    assert line.take(0.0) is not None
    line.offer(call(2, 2, "cancel"), 0.0)
    assert line.take(0.0) is None


def test_what_the_broker_kept_comes_twice_or_is_of_an_earlier_start_is_not_read() -> None:
    line = Line(twice=False)
    assert not line.offer(call(1, 1), 0.0, kept=True)
    again = call(2, 2, ep=5)
    assert line.offer(again, 0.0) and not line.offer(again, 0.0)
    assert not line.offer(call(3, 3, ep=4), 0.0)
    assert read(line) == [("call", 2, False)]


def test_a_flood_stays_bounded_and_loses_recalls_first() -> None:
    line = Line(twice=False)
    line.offer(call(9999, 99, "recall"), 0.0)
    for number in range(1, LONGEST + 1):
        line.offer(call(number, number), 0.0)
    assert (len(line), line.dropped) == (LONGEST, 1)
    assert [kind for kind, _, _ in read(line)] == ["call"] * LONGEST


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["call", "recall", "cancel"]), st.integers(1, 12), st.floats(0, 6)
        ),
        max_size=60,
    ),
    st.integers(1, 12),
)
def test_nothing_is_read_twice_late_or_after_it_was_taken_back(
    events: list[tuple[str, int, float]], every: int
) -> None:
    line, now_s, came, back = Line(), 0.0, {}, set()  # type: ignore[var-annotated]
    heard: list[tuple[str, bool]] = []
    for i, (kind, number, pause_s) in enumerate(events):
        now_s += pause_s
        told = call(number, number, kind)
        line.offer(told, now_s)
        if kind == "cancel":
            back |= {id for id, (n, _) in came.items() if n == number}
        else:
            came[told.id] = (number, now_s)
        if i % every == 0 and (one := line.take(now_s)) is not None:
            assert one.call.id not in back
            assert now_s - came[one.call.id][1] <= one.call.ttl_s
            heard.append((one.call.id, one.second))
        assert len(line) <= LONGEST
    assert len(heard) == len(set(heard))


@pytest.mark.parametrize("per_minute", [3, 12])
def test_thirty_counters_are_heard_without_a_growing_delay(per_minute: int) -> None:
    line, now_s, free_s, delays = Line(), 0.0, 0.0, []
    for i in range(20 * per_minute):
        now_s = i * 60 / per_minute
        while free_s <= now_s and (one := line.take(max(free_s, 0.0))) is not None:
            delays.append(free_s - one.came_s) if not one.second else None
            free_s += 4.6 if one.brief else 6.1  # sentence and gap; a chime before
        free_s = max(free_s, now_s)
        line.offer(call(i + 1, i % 30 + 1), now_s)
    assert line.dropped == 0
    assert max(delays) <= 6.1
