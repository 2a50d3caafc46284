"""Every call of made-up days is right, by a checker that shares no code with the product."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.book import BEGINNER
from server.domain.plan import parse_plan
from server.domain.policy import RULES
from server.virtual.people import Citizen
from server.virtual.reference import reference_plan, reference_scenario
from server.virtual.replay import replay
from server.virtual.report import overtaken
from server.virtual.scenario import HAIPHONG_PROFILE, Scenario
from server.virtual.workload import make_day

NAMED = {"name_vi": "Tên", "name_en": "Name"}
GROUPS = "abcd"
HOUR = 3600
STEP_S = 30
"""Times are whole steps, so that much happens at the same moment."""


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    """Small centres: one or two sessions between eight and eleven, up to four counters."""
    group = {**NAMED, "department": "Sở", "zone": "1", "series": "A", "mean_service_s": 120}
    own = draw(st.lists(st.sets(st.sampled_from(GROUPS), max_size=3), min_size=1, max_size=4))
    extra = [draw(st.sets(st.sampled_from(GROUPS), max_size=2)) for _ in own]
    hours = draw(st.sampled_from([[("08:00", "08:40")], [("08:00", "08:20"), ("08:45", "09:10")]]))
    return {
        "centre": {
            "id": "thu",
            **NAMED,
            "timezone": "Asia/Ho_Chi_Minh",
            "priority_credit_s": draw(st.sampled_from([0, 300, 1800])),
            "appointment_credit_s": draw(st.sampled_from([0, 600])),
            "help_delay_s": draw(st.sampled_from([0, 60, 180])),
            "no_show_s": draw(st.sampled_from([0, 30, 60])),
            "walk_s": draw(st.sampled_from([0, 30])),
            "at_close": draw(st.sampled_from(["carry", "finish"])),
        },
        "session": [
            {"name": "x", "opens": opens, "closes": closes, "last_ticket": closes}
            for opens, closes in hours
        ],
        "series": [{"id": "A", "first": 1, "last": 999}],
        "zone": [{"id": "1", **NAMED}],
        "group": [{**group, "code": code} for code in GROUPS],
        "counter": [
            {
                "number": i,
                "zone": "1",
                "department": "Sở",
                "groups": sorted(mine),
                "help": sorted(others - mine),
            }
            for i, (mine, others) in enumerate(zip(own, extra, strict=True), 1)
        ],
    }


TIMES = st.integers(7 * 120 + 50, 9 * 120 + 40).map(lambda i: i * STEP_S)


@st.composite
def traces(draw: st.DrawFn) -> list[Citizen]:
    """Up to forty people between 07:25 and 09:20."""
    rows = draw(
        st.lists(
            st.tuples(
                TIMES,
                st.sampled_from(GROUPS),
                st.booleans(),
                st.none() | TIMES,
                st.integers(0, 20).map(lambda i: i * STEP_S),
                st.integers(0, 5).map(bool),
            ),
            max_size=40,
        )
    )
    rows.sort(key=lambda row: row[0])
    return [
        Citizen(f"t{i}", i, at, code, service_s, priority, slot_s, shows)
        for i, (at, code, priority, slot_s, service_s, shows) in enumerate(rows, 1)
    ]


@settings(max_examples=150, deadline=None)
@given(plans(), traces(), st.sampled_from(["call-mark", "fifo"]))
def test_every_call_of_any_day_in_any_centre_is_right(faults, plan, citizens, rule):
    assert faults(plan, citizens, rule) == []


@pytest.mark.parametrize(("rule", "seed"), [("call-mark", 1), ("fifo", 2)])
def test_every_call_of_a_day_in_the_reference_centre_is_right(faults, rule, seed):
    plan = reference_plan(seed)
    day = make_day(plan, reference_scenario(plan), seed)
    assert len(day.citizens) > 1000
    assert faults(plan, day.citizens, rule) == []


@pytest.mark.parametrize("rule", ["call-mark", "fifo"])
def test_every_call_of_a_day_in_hai_phong_is_right(faults, haiphong, rule):
    day = make_day(haiphong, Scenario(per_day=900, profile=HAIPHONG_PROFILE), 3)
    assert faults(haiphong, day.citizens, rule) == []


@settings(max_examples=60, deadline=None)
@given(plans(), traces(), st.sampled_from(list(RULES)))
def test_everybody_has_one_outcome_and_waits_for_no_longer_than_it_took(plan, citizens, rule):
    visits = replay(parse_plan(plan), citizens, rule, BEGINNER)
    assert [visit.citizen for visit in visits] == citizens
    for visit in visits:
        called = visit.called_s is not None
        assert called is (visit.outcome in ("served", "no_show"))
        assert (visit.wait_s is None) is not called
        assert visit.wait_s is None or 0 <= visit.wait_s <= visit.called_s - visit.citizen.arrival_s


@settings(max_examples=50, deadline=None)
@given(plans(), traces(), st.sampled_from(list(RULES)))
def test_the_same_trace_gives_the_same_day(plan, citizens, rule):
    first, second = (replay(parse_plan(plan), citizens, rule, BEGINNER) for _ in range(2))
    assert first == second


def _in_time(citizen: Citizen) -> bool:
    """Neither booked and late, nor with a slot beside their priority."""
    if citizen.appointment_s is None:
        return True
    return not citizen.priority and citizen.arrival_s <= citizen.appointment_s


@settings(max_examples=100, deadline=None)
@given(plans(), traces())
def test_nobody_is_overtaken_inside_group_and_class(plan, citizens):
    known = [citizen for citizen in citizens if _in_time(citizen)]
    assert set(overtaken(replay(parse_plan(plan), known, "call-mark", BEGINNER))) <= {0}


@settings(max_examples=100, deadline=None)
@given(plans(), traces())
def test_a_normal_ticket_is_passed_only_within_the_credits(plan, citizens):
    made = parse_plan(plan)
    visits = replay(made, citizens, "call-mark", BEGINNER)
    called = [visit for visit in visits if visit.called_s is not None]
    for visit in visits:
        mine, terms = visit.citizen, made.terms[visit.citizen.group]
        if mine.kind != "normal":
            continue
        for other in called:
            their = other.citizen
            if their.group != mine.group or their.arrival_s <= mine.arrival_s:
                continue
            if visit.called_s is not None and other.called_s >= visit.called_s:
                continue
            by_issue = their.arrival_s - terms.priority_credit_s if their.priority else None
            slot_s = their.appointment_s
            by_slot = None if slot_s is None else slot_s - terms.appointment_credit_s
            marks = [mark for mark in (by_issue, by_slot) if mark is not None]
            assert marks and min(marks) < mine.arrival_s


def test_the_forecast_never_changes_a_call(haiphong):
    day = make_day(haiphong, Scenario(per_day=300, profile=HAIPHONG_PROFILE), 5)
    slower = [
        Citizen(c.ticket, c.number, c.arrival_s, c.group, c.service_s + 600, c.priority)
        for c in day.citizens[150:]
    ]
    first = replay(haiphong, day.citizens, "call-mark", BEGINNER)
    second = replay(haiphong, [*day.citizens[:150], *slower], "call-mark", BEGINNER)
    told = [[visit.forecast for visit in visits[:150]] for visits in (first, second)]
    assert told[0] == told[1]
