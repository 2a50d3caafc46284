"""When a device needs a hand, and when no longer: flickering raises little, and clears late."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from displays.errors import Silence
from server.domain import alarm_texts
from server.domain.alarms import RULES, Kind, Reading, look, raised

ON, OFF = Reading(online=True), Reading(online=False)


def run(steps: list[tuple[float, Reading]], device: str = "d") -> list[tuple[float, Kind, bool]]:
    """What changes over readings at those seconds."""
    watches, told = {}, []
    for now_s, reading in steps:
        watches, changes = look(watches, {device: reading}, now_s)
        told += [(now_s, one.kind, one.raised) for one in changes]
    return told


def each_second(*parts: tuple[int, Reading]) -> list[tuple[float, Reading]]:
    """Readings a second apart: so many of the one, then of the other."""
    readings = [reading for count, reading in parts for _ in range(count)]
    return [(float(now_s), reading) for now_s, reading in enumerate(readings)]


def printer(paper: str = "ok", trouble: str | None = None) -> Reading:
    return Reading(online=True, paper=paper, trouble=trouble)


def hot(temp_c: float | None) -> Reading:
    return Reading(online=True, temp_c=temp_c)


@pytest.mark.parametrize(
    ("kind", "bad", "good"),
    [
        (Kind.OFFLINE, OFF, ON),
        (Kind.PAPER_LOW, printer("low"), printer()),
        (Kind.PAPER_OUT, printer("out", "out"), printer("low")),
        (Kind.PRINTER, printer("ok", "unplugged"), printer()),
        (Kind.PRINTER, printer("out", "cover"), printer()),
        (Kind.HOT, hot(80.0), hot(75.0)),
        (Kind.QUEUE, Reading(online=True, queue=5), Reading(online=True, queue=1)),
        (Kind.UNSHOWN, Reading(online=True, shows=False), Reading(online=True, shows=True)),
        (Kind.SILENT, Reading(online=True, trouble="silent"), ON),
        (Kind.TWINS, Reading(online=True, twins=True), ON),
        (Kind.GARBLED, Reading(online=True, garbled=True), ON),
    ],
)
def test_each_kind_is_raised_and_cleared_after_its_time(kind, bad, good):
    rule = RULES[kind]
    told = [one for one in run(each_second((200, bad), (200, good))) if one[1] is kind]
    assert told == [
        (rule.raise_after_s, kind, True),
        (200 + rule.clear_after_s, kind, False),
    ]


@pytest.mark.parametrize(
    "well",
    [
        ON,
        printer("unknown"),
        printer("ok", "slow"),
        Reading(online=False, expected=False),
        Reading(online=True, queue=4),
        hot(79.9),
        hot(None),
        Reading(online=True, shows=None),
    ],
)
def test_what_is_no_trouble_raises_nothing(well):
    assert run(each_second((600, well))) == []


def test_between_hot_and_cool_nothing_changes():
    told = run(each_second((5, hot(81.0)), (300, hot(78.0)), (100, hot(74.0)), (300, hot(78.0))))
    assert told == [(0.0, Kind.HOT, True), (365.0, Kind.HOT, False)]


def test_a_short_absence_is_no_alarm_and_a_short_return_ends_none():
    assert run(each_second((29, OFF), (1, ON), (29, OFF), (1, ON))) == []
    gone = each_second((31, OFF), (19, ON), (1, OFF), (19, ON), (1, OFF))
    assert run(gone) == [(30.0, Kind.OFFLINE, True)]


def test_who_is_away_keeps_its_other_alarms_and_gets_no_new_ones():
    told = run(each_second((5, printer("out", "out")), (200, OFF)))
    assert told == [(2.0, Kind.PAPER_OUT, True), (35.0, Kind.OFFLINE, True)]


def test_an_evening_raises_nothing_and_ends_nothing():
    night = Reading(online=False, expected=False)
    assert run(each_second((31, OFF), (500, night))) == [(30.0, Kind.OFFLINE, True)]


def test_of_a_device_that_is_gone_all_is_over():
    watches, _ = look({}, {"d": Reading(online=True, twins=True)}, 0.0)
    assert list(raised(watches)) == [("d", Kind.TWINS)]
    watches, changes = look(watches, {}, 1.0)
    assert watches == {} and [(one.kind, one.raised) for one in changes] == [(Kind.TWINS, False)]


READINGS = st.builds(
    Reading,
    online=st.booleans(),
    expected=st.booleans(),
    paper=st.sampled_from(["ok", "low", "out", "unknown"]),
    trouble=st.sampled_from([None, "out", "cover", "unplugged", "mute", "slow", "silent"]),
    temp_c=st.none() | st.floats(60, 95),
    queue=st.integers(0, 9),
    shows=st.none() | st.booleans(),
    twins=st.booleans(),
    garbled=st.booleans(),
)


@given(st.lists(st.tuples(st.floats(0.1, 90), READINGS), max_size=120))
def test_whatever_flickers_an_alarm_of_a_kind_comes_seldom_and_in_turn(steps):
    times = list(accumulate(step_s for step_s, _ in steps))
    told = run([(at, reading) for at, (_, reading) in zip(times, steps, strict=True)])
    for kind, rule in RULES.items():
        mine = [(at, is_raised) for at, found, is_raised in told if found is kind]
        assert [is_raised for _, is_raised in mine] == [n % 2 == 0 for n in range(len(mine))]
        raises = [at for at, is_raised in mine if is_raised]
        least_s = rule.raise_after_s + rule.clear_after_s
        assert all(b - a >= least_s - 1e-6 for a, b in pairwise(raises))


def test_every_alarm_says_in_both_languages_what_is_wrong_and_what_to_do():
    named = alarm_texts.name("led-07", "display", [7])
    said = set()
    for kind in Kind:
        title = alarm_texts.title(kind, "led-07", named)
        advice = alarm_texts.advice(kind, "display")
        assert title.vi.startswith("Đèn quầy 7: ") and title.en.startswith("Light of counter 7: ")
        assert "{" not in title.vi + title.en and advice.vi[-1] == advice.en[-1] == "."
        said |= {title.vi, title.en, advice.vi, advice.en}
    assert len(said) == 4 * len(Kind), "no two say the same"
    assert alarm_texts.advice(Kind.OFFLINE, "kiosk") != alarm_texts.advice(Kind.OFFLINE, "terminal")


@pytest.mark.parametrize(
    ("id", "role", "counters", "en"),
    [
        ("kiosk-2", "kiosk", [], "Kiosk 2"),
        ("hall-door", "kiosk", [], "hall-door"),
        ("box-07", "terminal", [7], "Button box of counter 7"),
        ("tv-1", "display", [], "tv-1"),
        ("watch", "monitor", [], "watch"),
    ],
)
def test_a_device_is_called_by_its_place(id, role, counters, en):
    assert alarm_texts.name(id, role, counters).en == en


def test_advice_for_a_silent_loudspeaker_says_what_it_lacks():
    causes = get_args(Silence)
    told = [alarm_texts.advice(Kind.SILENT, "display", cause) for cause in (None, *causes)]
    assert len({one.vi for one in told} | {one.en for one in told}) == 2 * (len(causes) + 1)
    assert all(one.vi.startswith("Mời cán bộ quầy gọi miệng. ") for one in told)
    assert "luot-display clips check" in alarm_texts.advice(Kind.SILENT, "display", "clips").en
    unknown = alarm_texts.advice(Kind.SILENT, "display", "of a later version")
    assert unknown == told[0]
