"""Sentences for all: only into silence, only at their moment, never twice, never too late."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from broker.messages import Call, Sentence
from displays.voice.line import SENTENCES, Aside, Line, Reading
from displays.voice.moments import DEAF_S, Moments

NOON = datetime.fromisoformat("2026-11-24T11:30:00+07:00")
LUNCH = Sentence(say="lunch", at=NOON.isoformat())


def call(number: int) -> Call:
    told = {"v": 1, "id": f"c-{number}", "ep": 1, "rev": 1, "kind": "call", "number": number}
    told |= {"counter": 7, "priority": False, "voice": {"vi": "", "en": ""}, "ttl_s": 30}
    return Call.model_validate(told)


def taken(line: Line, now_s: float = 0.0) -> list[str]:
    found = []
    while (one := line.take(now_s)) is not None:
        found.append(one.name if isinstance(one, Aside) else f"{one.call.number}{one.second:d}")
    return found


def test_a_sentence_waits_for_all_calls_and_for_the_second_reading() -> None:
    line = Line()
    line.say("lunch", 0.0, 300.0)
    for number in (1, 2):
        line.offer(call(number), 0.0)
    assert len(line) == 3
    assert taken(line) == ["10", "20", "21", "lunch"]


def test_a_sentence_that_was_asked_for_lets_three_calls_pass_at_the_most() -> None:
    line = Line(twice=False)
    line.say("identify", 0.0, 300.0, asked=True)
    for number in range(1, 6):
        line.offer(call(number), 0.0)
    assert taken(line)[3] == "identify"


def test_a_sentence_that_waited_too_long_is_not_said() -> None:
    line = Line()
    line.say("lunch", 0.0, 300.0)
    assert line.take(301.0) is None and len(line) == 0


def test_few_sentences_wait_and_each_once() -> None:
    line = Line()
    for name in ("lunch", "lunch", *(f"s{n}" for n in range(9))):
        line.say(name, 0.0, 300.0)
    assert taken(line) == ["lunch", *(f"s{n}" for n in range(SENTENCES - 1))]


def test_a_call_after_a_sentence_is_read_as_ever() -> None:
    line = Line()
    line.say("lunch", 0.0, 300.0)
    assert isinstance(line.take(0.0), Aside)
    line.offer(call(1), 1.0)
    found = line.take(1.0)
    assert isinstance(found, Reading) and not found.brief


def heard(*at: tuple[float, float]) -> list[str]:
    """What is due at heartbeats (seconds after noon, monotonic seconds)."""
    moments = Moments()
    due = [moments.due([LUNCH], NOON + timedelta(seconds=off), now_s) for off, now_s in at]
    return [name for names in due for name in names]


@pytest.mark.parametrize(
    ("beats", "said"),
    [
        ([(-5, 0), (0, 5), (5, 10)], ["lunch"]),
        ([(-5, 0), (300, 5)], ["lunch"]),
        ([(0, 0), (5, 5)], []),
        ([(-5, 0), (5, 10), (-5, 15), (5, 20)], ["lunch"]),
        ([(-5, 0), (1, DEAF_S + 1)], []),
        ([(-86_400, 0), (3600, 5)], []),
    ],
    ids=["passes", "a fast clock", "begins at it", "clock set back", "deaf", "a day off"],
)
def test_it_is_due_when_its_moment_passes(
    beats: list[tuple[float, float]], said: list[str]
) -> None:
    assert heard(*beats) == said


def test_a_moment_that_no_calendar_has_is_never_due() -> None:
    moments = Moments()
    wrong = [Sentence(say="lunch", at=at) for at in ("noon", "2026-11-24T11:30:00")]
    assert [moments.due(wrong, NOON + timedelta(seconds=s), s) for s in (-5, 5)] == [[], []]
