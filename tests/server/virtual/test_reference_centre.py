"""The centre on which rules are compared is what its description says."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from server.virtual.departments import DEPARTMENTS, department_plan
from server.virtual.reference import pooled, reference_plan, reference_scenario
from server.virtual.workload import make_day, resting

SEEDS = pytest.mark.parametrize("seed", range(1, 9))


def skills(plan):
    return {n: {*c.groups, *c.help} for n, c in plan.counters.items()}


@SEEDS
def test_counters_have_three_to_six_groups_and_groups_two_to_eight_counters(seed):
    plan = reference_plan(seed)
    assert {len(own) for own in skills(plan).values()} <= {3, 4, 5, 6}
    able = Counter(code for own in skills(plan).values() for code in own)
    assert set(able) == set(plan.groups)
    assert min(able.values()) >= 2
    assert max(able.values()) <= 8


@SEEDS
def test_neighbours_share_a_group_so_that_the_ring_is_closed(seed):
    own = skills(reference_plan(seed))
    assert all(own[n] & own[n % len(own) + 1] for n in own)


@SEEDS
def test_departments_share_nothing_and_are_about_equally_busy(seed):
    plan = department_plan(seed)
    assert plan.groups.keys() == reference_plan(seed).groups.keys()
    work, counters = Counter(), Counter()
    for group in plan.groups.values():
        work[group.department] += group.share * group.mean_service_s
    for counter in plan.counters.values():
        counters[counter.department] += 1
        assert {plan.groups[code].department for code in counter.groups} == {counter.department}
        assert not counter.help
    loads = [work[name] / counters[name] for name in counters]
    assert len(loads) == DEPARTMENTS
    assert max(loads) < 1.06 * sum(work.values()) / len(plan.counters)


def test_the_same_seed_makes_the_same_centre_and_the_same_day():
    plan = reference_plan(3)
    scenario = reference_scenario(plan)
    assert plan == reference_plan(3) != reference_plan(4)
    assert make_day(plan, scenario, 5) == make_day(plan, scenario, 5)
    assert make_day(plan, scenario, 5) != make_day(plan, scenario, 6)


def test_the_same_people_come_whatever_the_counters_may_serve():
    plan = reference_plan(2)
    scenario = reference_scenario(plan)
    assert make_day(plan, scenario, 9) == make_day(pooled(plan), scenario, 9)


@pytest.fixture(scope="module")
def people():
    """Everybody of forty days, with the counters' time in the sessions of those days."""
    plan = reference_plan(1)
    scenario = reference_scenario(plan)
    days = [make_day(plan, scenario, seed).citizens for seed in range(40)]
    return plan, [citizen for citizens in days for citizen in citizens], len(days)


def test_the_load_is_as_wanted_and_the_morning_is_busier(people):
    plan, citizens, days = people
    held_s = [
        (c.waits_from_s, plan.centre.walk_s + c.service_s if c.shows else plan.centre.no_show_s)
        for c in citizens
    ]
    noon_s = 43_200
    for wanted, session, half in (
        (0.95, plan.sessions[0], [s for at_s, s in held_s if at_s < noon_s]),
        (0.84, plan.sessions[1], [s for at_s, s in held_s if at_s >= noon_s]),
    ):
        open_s = (session.closes_s - session.opens_s) * len(plan.counters) * days
        assert sum(half) / open_s == pytest.approx(wanted, abs=0.02)


def test_the_shares_of_the_day_are_as_assumed(people):
    _, citizens, _ = people
    n = len(citizens)
    assert sum(c.priority for c in citizens) / n == pytest.approx(0.10, abs=0.01)
    booked = [c for c in citizens if c.appointment_s is not None]
    assert len(booked) / n == pytest.approx(0.15, abs=0.01)
    assert sum(not c.shows for c in citizens) / n == pytest.approx(0.08, abs=0.01)
    early_s = [c.appointment_s - c.arrival_s for c in booked]
    assert sum(early_s) / len(early_s) == pytest.approx(360, abs=45)


def test_slots_stand_on_their_grid_inside_the_sessions(people):
    plan, citizens, _ = people
    slots = {c.appointment_s for c in citizens if c.appointment_s is not None}
    for session in plan.sessions:
        inside = {s for s in slots if session.opens_s <= s < session.closes_s}
        assert inside == set(range(session.opens_s, session.last_ticket_s, 900))
        slots -= inside
    assert slots == set()


def test_nobody_takes_a_number_while_none_are_given(people):
    plan, citizens, _ = people
    for citizen in citizens:
        assert any(
            session.opens_s - plan.centre.issue_early_s
            <= citizen.arrival_s
            <= session.last_ticket_s
            for session in plan.sessions
        )


def test_busy_and_quiet_days_differ_more_than_by_chance_alone():
    plan = reference_plan(1)
    usual = reference_scenario(plan)
    spread = {}
    for day_cv in (0.0, 0.25):
        scenario = replace(usual, day_cv=day_cv)
        counts = [len(make_day(plan, scenario, seed).citizens) for seed in range(60)]
        mean = sum(counts) / len(counts)
        spread[day_cv] = sum((n - mean) ** 2 for n in counts) / len(counts) / mean
    assert spread[0.0] < 1.6  # a Poisson number has a variance of its mean
    assert spread[0.25] > 2 * spread[0.0]


def test_officers_rest_as_often_and_as_long_as_assumed():
    plan = reference_plan(1)
    scenario = replace(reference_scenario(plan), pause=0.03)
    rest = resting(scenario, make_day(plan, scenario, 1))
    assert rest is not None
    rests = [rest(1, 0) for _ in range(20_000)]
    taken = [ms / 1000 for ms in rests if ms]
    assert len(taken) / len(rests) == pytest.approx(0.03, abs=0.004)
    assert 300 <= min(taken) <= max(taken) <= 720
    assert resting(reference_scenario(plan), make_day(plan, scenario, 1)) is None
