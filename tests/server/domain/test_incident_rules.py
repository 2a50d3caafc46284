"""Incidents open and end with hysteresis, and tell little, whatever the readings do."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.incidents import (
    DEFAULTS,
    KINDS,
    REST_S,
    Reading,
    Rule,
    RuleId,
    Watches,
    is_wrong,
    look,
)

WAIT = (RuleId.WAIT, "1")
NOON = 12 * 60
values = st.one_of(st.none(), st.floats(0, 60))
steps = st.lists(st.tuples(st.integers(1, 120), values), min_size=1, max_size=200)


def run(told, rule=DEFAULTS[RuleId.WAIT], minute_of=lambda now_s: NOON):
    """Look after each step of (seconds, value); yields (now_s, act) of everything that changed."""
    watches: Watches = {}
    now_s, rules = 0.0, {**DEFAULTS, RuleId.WAIT: rule}
    for wait_s, value in told:
        now_s += wait_s
        readings = {WAIT: Reading(value)}
        watches, changes = look(watches, rules, readings, now_s, minute_of(now_s))
        yield from ((now_s, change.act) for change in changes)


@given(steps)
def test_openings_and_ends_take_turns(told):
    acts = [act for _, act in run(told) if act in ("opened", "ended")]
    assert acts[::2] == ["opened"] * len(acts[::2])
    assert acts[1::2] == ["ended"] * len(acts[1::2])


@given(steps)
def test_who_is_told_hears_of_each_incident_once_and_once_of_its_end(told):
    acts = [act for _, act in run(told) if act.startswith("told")]
    assert acts[::2] == ["told"] * len(acts[::2])
    assert acts[1::2] == ["told-over"] * len(acts[1::2])


@given(st.lists(st.tuples(st.integers(1, 900), st.sampled_from([0.0, 60.0])), max_size=300))
def test_a_place_that_flickers_is_told_at_most_once_in_its_rest(told):
    at_s = [now_s for now_s, act in run(told) if act == "told"]
    assert all(b - a >= REST_S for a, b in pairwise(at_s))


@given(steps)
def test_nothing_opens_before_the_limit_was_passed_for_the_time_that_is_set(told):
    now_s, bad_since = 0.0, None
    opened = {at for at, act in run(told) if act == "opened"}
    for wait_s, value in told:
        now_s += wait_s
        if value is None or value <= 30:
            bad_since = None
        elif bad_since is None:
            bad_since = now_s
        if now_s in opened:
            assert bad_since is not None
            assert now_s - bad_since >= 60


@given(steps, st.integers(0, 1439), st.integers(0, 1439))
def test_in_quiet_hours_nobody_is_told_of_anything(told, start, end):
    rule = Rule(limit=30, hold_s=60, quiet_from=start, quiet_to=end)

    def minute(now_s):
        return int(now_s // 60) % 1440

    acts = [(now_s, act) for now_s, act in run(told, rule, minute) if act.startswith("told")]
    assert [one for one in acts if rule.is_quiet(minute(one[0]))] == []


def test_what_stands_when_quiet_hours_end_is_told_then_and_so_is_an_end():
    rule = Rule(limit=30, hold_s=0, quiet_from=0, quiet_to=10)

    def minute(now_s):
        return int(now_s // 60)

    acts = list(run([(60, 40), (540, 40)], rule, minute))
    assert acts == [(60, "opened"), (600, "told")]
    night = Rule(limit=30, hold_s=0, quiet_from=2, quiet_to=10)
    acts = list(run([(60, 40), (120, 0), (130, 0), (300, 0)], night, minute))
    assert acts == [(60, "opened"), (60, "told"), (310, "ended"), (610, "told-over")]


def test_between_the_limit_and_well_inside_it_nothing_changes():
    acts = list(run([(60, 40), (60, 40), (600, 25), (600, 29)]))
    assert [act for _, act in acts] == ["opened", "told"]


@pytest.mark.parametrize("rule", list(RuleId))
def test_every_rule_knows_a_wrong_and_a_good_value(rule):
    limit = DEFAULTS[rule].limit
    low, high = is_wrong(rule, limit, 0), is_wrong(rule, limit, 100)
    assert {low, high} == {True, False}
    assert is_wrong(rule, limit, None) is None
    kind = KINDS[rule]
    assert kind.least is None or kind.least <= limit <= (kind.most or 0)


@pytest.mark.parametrize("gone", ["place", "rule"])
def test_a_place_that_is_gone_or_a_rule_that_is_off_ends_at_once(gone):
    rules = {**DEFAULTS, RuleId.WAIT: Rule(limit=30, hold_s=0)}
    watches, _ = look({}, rules, {WAIT: Reading(40)}, 0, NOON)
    if gone == "rule":
        rules[RuleId.WAIT] = Rule(on=False)
    readings = {} if gone == "place" else {WAIT: Reading(40)}
    watches, changes = look(watches, rules, readings, 1, NOON)
    assert [change.act for change in changes] == ["ended", "told-over"]
    assert look(watches, rules, {}, 1 + REST_S, NOON) == ({}, [])


@pytest.mark.parametrize(
    ("start", "end", "minute", "quiet"),
    [(0, 0, 0, False), (60, 120, 60, True), (60, 120, 120, False), (1320, 360, 0, True),
     (1320, 360, 1319, False), (1320, 360, 1439, True)],
)  # fmt: skip
def test_quiet_hours_may_span_midnight(start, end, minute, quiet):
    assert Rule(quiet_from=start, quiet_to=end).is_quiet(minute) is quiet
