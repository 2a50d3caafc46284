"""Trials beside the server: one at a time, told how far, cancelled, and said why they failed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from server import trials
from server.child import Ran
from server.errors import ChildLate
from server.trials import Asked, Trials, Tried

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
MONDAY = Asked(("2026-11-23",), ("close 2",), 3)
FRIDAY = Asked(("2026-11-20",), ("close 2",), 3)
GOOD = Ran(0, '{"days": []}', "")


@pytest.fixture
def made(centre: Any, told_child: Any) -> Iterator[Trials]:
    found = Trials(Path("centre"), centre.runtime, told_child)
    yield found
    found.stop()


def until(holds: Callable[[], bool], most_s: float = 60) -> None:
    pause = threading.Event()
    for _ in range(round(most_s / 0.005)):
        if holds():
            return
        pause.wait(0.005)
    raise AssertionError("it did not come true in time")


def over(made: Trials, tried: Tried) -> Tried:
    until(lambda: made.find(tried.id).state in trials.OVER)  # type: ignore[union-attr]
    found = made.find(tried.id)
    assert found is not None
    return found


def test_a_trial_is_done_with_what_the_command_printed(made: Trials, told_child: Any) -> None:
    told_child.end(GOOD)
    found = over(made, made.start(MONDAY, "boss", NOW))
    assert (found.state, found.percent, found.result) == ("done", 100, {"days": []})
    words, _ = told_child.asked[0]
    assert words[:3] == ["trial", "--data", "centre"]
    assert words[words.index("--day") + 1] == "2026-11-23"
    assert words[words.index("--what-if") + 1] == "close 2"


def test_one_runs_and_the_next_waits_for_its_turn(made: Trials, told_child: Any) -> None:
    first, second = (made.start(one, "boss", NOW) for one in (MONDAY, FRIDAY))
    until(lambda: len(told_child.asked) == 1)
    assert {one.state for one in made.newest()} == {"running", "waiting"}
    told_child.end(GOOD)
    told_child.end(GOOD)
    assert over(made, first).state == over(made, second).state == "done"


def test_the_same_question_is_not_computed_twice(made: Trials, told_child: Any) -> None:
    told_child.end(GOOD)
    first = over(made, made.start(MONDAY, "boss", NOW))
    assert made.start(MONDAY, "other", NOW).id == first.id
    assert len(told_child.asked) == 1


def test_a_running_trial_is_ended_and_the_next_one_begins(made: Trials, told_child: Any) -> None:
    first = made.start(MONDAY, "boss", NOW)
    until(lambda: len(told_child.asked) == 1)
    second = made.start(FRIDAY, "boss", NOW)
    made.cancel(first.id)
    told_child.end(GOOD)
    assert over(made, first).state == "cancelled"
    assert over(made, second).state == "done"


def test_a_waiting_trial_that_is_cancelled_never_runs(made: Trials, told_child: Any) -> None:
    first = made.start(MONDAY, "boss", NOW)
    until(lambda: len(told_child.asked) == 1)
    second = made.start(FRIDAY, "boss", NOW)
    made.cancel(second.id)
    told_child.end(GOOD)
    over(made, first)
    assert over(made, second).state == "cancelled"
    assert len(told_child.asked) == 1


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (ChildLate("late"), trials.LATE.en),
        (OSError("no memory"), trials.BROKEN.en),
        (Ran(0, "no JSON", ""), trials.BROKEN.en),
        (Ran(1, "", "luot: warning: x\nluot: 'close 9': there is no counter 9\n"), "no counter 9"),
        (Ran(-9, "", "Traceback"), trials.BROKEN.en),
    ],
)
def test_what_goes_wrong_becomes_a_line(
    made: Trials, told_child: Any, how: Ran | Exception, said: str
) -> None:
    told_child.end(how)
    found = over(made, made.start(MONDAY, "boss", NOW))
    assert found.state == "failed"
    assert found.error is not None and said in found.error.en


def test_too_many_that_wait_are_refused(made: Trials, told_child: Any) -> None:
    made.start(MONDAY, "boss", NOW)
    until(lambda: len(told_child.asked) == 1)
    for n in range(trials.MOST_WAITING):
        made.start(Asked((f"2026-10-{n + 10}",)), "boss", NOW)
    with pytest.raises(trials.TooManyTrials):
        made.start(FRIDAY, "boss", NOW)
    for one in made.newest():
        made.cancel(one.id)


@pytest.mark.parametrize("change", ["--data", "", "   ", "close 2\n--json"])
def test_a_change_can_be_no_option_of_the_command(change: str) -> None:
    assert not trials.sound([change])
    assert trials.sound(["close 2", "more ca 08:30-11:30"])
