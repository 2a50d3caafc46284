"""Changes to try are short lines, read strictly and made on the plan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.errors import WhatIfRefused
from server.virtual.people import Change
from server.virtual.what_if import alter, read


@pytest.fixture
def changed(small_plan):
    """The small centre after these changes: 1 has a, 2 has a and b and helps c, 3 has c."""
    return lambda *lines: alter(small_plan, "call-mark", [read(line) for line in lines])


def seats(altered, number):
    counter = altered.plan.counters[number]
    return counter.groups, counter.help


def test_without_changes_the_hall_is_as_it_was(changed, small_plan):
    altered = changed()
    assert (altered.plan, altered.policy, altered.restless) == (small_plan, "call-mark", set())


def test_a_skill_more_is_help(changed):
    assert seats(changed("skill 1 b,c"), 1) == (("a",), ("b", "c"))
    assert seats(changed("skill 2 b,c"), 2) == (("a", "b"), ("c",))


def test_a_counter_gets_other_groups(changed):
    assert seats(changed("counter 2 groups=c"), 2) == (("c",), ())
    assert seats(changed("counter 2 groups=a"), 2) == (("a",), ("c",))
    assert seats(changed("counter 2 help=b,c"), 2) == (("a", "b"), ("c",))
    assert seats(changed("counter 1 groups=b help=c"), 1) == (("b",), ("c",))


def test_a_new_counter_is_open_all_day(changed):
    altered = changed("counter 9 groups=b", "skill 9 c")
    assert seats(altered, 9) == (("b",), ("c",))
    assert altered.restless == {9}
    assert altered.plan.able["b"] == (2, 9)


def test_a_counter_that_closes_is_gone_and_one_that_opens_never_rests(changed):
    altered = changed("close 1", "open 2")
    happened = [Change(0, n, False) for n in (1, 2, 3)]
    assert list(altered.plan.counters) == [2, 3]
    assert altered.changes(happened) == [Change(0, 3, False)]


def test_a_term_holds_in_every_zone(small_plan):
    zones = {id: replace(zone, priority_credit_s=60) for id, zone in small_plan.zones.items()}
    plan = replace(small_plan, zones=zones)
    assert {terms.priority_credit_s for terms in plan.terms.values()} == {60}
    altered = alter(plan, "call-mark", [read("priority_credit_s=3600")])
    assert {terms.priority_credit_s for terms in altered.plan.terms.values()} == {3600}


@pytest.mark.parametrize("name", ["no_show_s", "walk_s", "help_delay_s", "appointment_credit_s"])
def test_the_terms_can_be_tried(changed, name):
    assert getattr(changed(f"{name}=7").plan.centre, name) == 7


def test_what_happens_at_the_close_and_the_rule_can_be_tried(changed):
    altered = changed("at_close=finish", "policy=fifo")
    assert (altered.plan.centre.at_close, altered.policy) == ("finish", "fifo")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "use "),
        ("frobnicate 3", "use "),
        ("close", "use "),
        ("close five", "use "),
        ("skill 1", "use "),
        ("skill 1 ,", "use "),
        ("counter 1", "use "),
        ("counter 1 zone=2", "use "),
        ("counter 1 groups", "use "),
        ("close 1 2", "use "),
        ("target_wait_s=5", "use "),
        ("walk_s=-5", "'-5' is not a whole number of seconds"),
        ("walk_s=1.5", "'1.5' is not a whole number of seconds"),
        ("policy=best", "choose one of call-mark"),
        ("at_close=never", "choose one of carry, finish"),
    ],
)
def test_what_is_no_change_is_refused(line, said):
    with pytest.raises(WhatIfRefused, match=said):
        read(line)


def test_everything_that_is_not_in_the_plan_is_told_at_once(changed):
    with pytest.raises(WhatIfRefused) as refused:
        changed("close 9", "skill 1 x,a", "counter 8 help=", "counter 1 groups=y")
    assert str(refused.value).splitlines() == [
        "'close 9': there is no counter 9",
        "'skill 1 x,a': there is no group x",
        "'counter 8 help=': counter 8 would be new: give it groups",
        "'counter 1 groups=y': there is no group y",
    ]
