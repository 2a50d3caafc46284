"""Counters that do otherwise for some hours, one more of a department, and lunch by turns."""

from __future__ import annotations

import pytest

from server.domain.plan import Plan
from server.errors import WhatIfRefused
from server.virtual.people import Change
from server.virtual.what_if import alter, read
from server.virtual.windows import Window, is_open, open_s, open_spans, with_windows

EIGHT, NINE, TEN, NOON = (h * 3600 for h in (8, 9, 10, 12))


@pytest.fixture
def plan(small_plan: Plan) -> Plan:
    """Three groups, counters 1 to 3, sessions 07:30-11:30 and 13:30-17:00."""
    return small_plan


def test_a_window_opens_a_counter_and_leaves_it_as_it_was() -> None:
    shut = [Change(0, 5, False)]
    assert open_spans(with_windows(shut, [Window(5, EIGHT, TEN, True)]), 5) == [(EIGHT, TEN)]
    opened = [Change(0, 5, False), Change(NINE, 5, True)]
    spans = open_spans(with_windows(opened, [Window(5, EIGHT, TEN, True)]), 5)
    assert spans == [(EIGHT, 86_400)]


def test_a_window_that_closes_leaves_out_what_the_counter_did_in_it() -> None:
    did = [Change(EIGHT, 5, True), Change(NINE, 5, False), Change(NINE + 60, 5, True)]
    found = with_windows(did, [Window(5, EIGHT + 60, TEN, False)])
    assert not is_open(found, 5, NINE + 120)
    assert is_open(found, 5, TEN)


def test_other_counters_do_what_they_did() -> None:
    did = [Change(EIGHT, 6, False)]
    assert did[0] in with_windows(did, [Window(5, EIGHT, TEN, True)])


def test_open_hours_count_only_while_the_centre_is_open(plan: Plan) -> None:
    assert open_s([], 1, plan.sessions, 0, 86_400) == (4 + 3.5) * 3600
    assert open_s([], 1, plan.sessions, TEN, NOON) == 1.5 * 3600


def test_one_more_is_the_counter_that_was_closed(plan: Plan) -> None:
    happened = [Change(0, 2, False), Change(13.5 * 3600, 2, True)]
    hall = alter(plan, "call-mark", [read("more Sở 08:00-10:00")], happened)
    assert hall.plan.counters.keys() == plan.counters.keys()
    assert open_spans(hall.changes(happened), 2) == [(EIGHT, TEN), (13.5 * 3600, 86_400)]


def test_one_more_is_a_new_counter_with_all_groups_when_all_were_open(plan: Plan) -> None:
    hall = alter(plan, "call-mark", [read("more Sở 08:00-10:00")], [])
    assert hall.plan.counters[4].groups == ("a", "b", "c")
    assert open_spans(hall.changes([]), 4) == [(EIGHT, TEN)]


def test_two_more_are_two_counters(plan: Plan) -> None:
    wanted = [read("more Sở 08:00-10:00"), read("more Sở 08:00-10:00")]
    happened = [Change(0, 2, False)]
    hall = alter(plan, "call-mark", wanted, happened)
    assert set(hall.plan.counters) == {1, 2, 3, 4}


def test_with_a_rota_the_centre_is_open_over_lunch_and_everybody_rests_once(plan: Plan) -> None:
    hall = alter(plan, "call-mark", [read("lunch=rota")], [])
    assert [(s.opens_s, s.closes_s) for s in hall.plan.sessions] == [(27_000, 61_200)]
    changes = hall.changes([])
    for n in plan.counters:
        rested_s = 2 * 3600 - open_s(changes, n, hall.plan.sessions, 41_400, 48_600)
        assert rested_s == 3600
    for at in (41_500, 48_000):
        assert any(is_open(changes, n, at) for n in plan.counters)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("open 2 10:00-08:00", "08:30-11:30"),
        ("close 2 10-11", "08:30-11:30"),
        ("more nobody 08:00-10:00", "no department nobody"),
        ("lunch=never", "rota"),
    ],
)
def test_a_change_that_means_nothing_is_refused(plan: Plan, text: str, why: str) -> None:
    with pytest.raises(WhatIfRefused, match=why):
        alter(plan, "call-mark", [read(text)], [])
