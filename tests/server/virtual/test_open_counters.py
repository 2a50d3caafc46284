"""Suggested numbers of open counters: enough, no more than needed, and possible."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.plan import parse_plan
from server.virtual import staffing
from server.virtual.departments import department_plan
from server.virtual.lab import Lab
from server.virtual.reference import reference_scenario
from server.virtual.roster import roster, without_gaps
from server.virtual.simulation import make_days


@pytest.fixture(scope="module")
def quiet():
    """Departments with three counters where one and a half would do."""
    plan = department_plan(2)
    days = make_days(plan, reference_scenario(plan, load=0.45), 1, 6)
    with Lab(days) as lab:
        hall = roster(plan)
        numbers = staffing.first_guess(plan, hall, days, 0.9)
        yield plan, lab, hall, staffing.refine(plan, lab, range(6), hall, numbers, 0.9)


def test_most_are_called_in_time_with_fewer_counters(quiet):
    plan, lab, hall, numbers = quiet
    tallies = staffing.play(plan, lab, range(6), hall, numbers)
    people = sum(len(day.waits_s) for day in tallies)
    assert sum(day.within for day in tallies) / people >= 0.9
    assert sum(map(sum, numbers.values())) < 0.85 * len(plan.counters) * len(hall.starts)


def test_no_number_is_impossible(quiet):
    _, _, hall, numbers = quiet
    for name, row in numbers.items():
        assert len(row) == len(hall.starts) == 15
        assert all(hall.least[name] <= n <= len(hall.counters[name]) for n in row)


def test_every_half_hour_was_tried_with_one_fewer(quiet):
    plan, lab, hall, numbers = quiet
    for slot in (0, 7, 14):
        fewer = {name: row.copy() for name, row in numbers.items()}
        for name, row in fewer.items():
            row[slot] = max(row[slot] - 1, hall.least[name])
        shares = staffing.in_time(hall, staffing.play(plan, lab, range(6), hall, fewer))
        changed = [name for name in numbers if fewer[name] != numbers[name]]
        tight = [n for n in changed if any(s is not None and s < 0.9 for s in shares[n])]
        assert len(tight) >= len(changed) / 2


def test_where_all_are_too_few_all_are_open():
    plan = department_plan(2)
    days = make_days(plan, reference_scenario(plan, load=1.6), 1, 2)
    hall = roster(plan)
    with Lab(days) as lab:
        numbers = staffing.first_guess(plan, hall, days, 0.9)
        numbers = staffing.refine(plan, lab, range(2), hall, numbers, 0.9)
    assert all(row[0] == len(hall.counters[name]) for name, row in numbers.items())


def test_the_first_counters_cover_all_groups(haiphong):
    hall = roster(haiphong)
    for name, counters in hall.counters.items():
        own = {code for n in counters for code in haiphong.counters[n].groups}
        first = [haiphong.counters[n] for n in counters[: hall.least[name]]]
        assert own <= {code for one in first for code in (*one.groups, *one.help)}


def test_counters_open_and_close_at_half_hours(make_document):
    plan = parse_plan(make_document())
    hall = roster(plan)
    numbers = {"Sở": [1, 3, *[2] * (len(hall.starts) - 2)]}
    order = hall.counters["Sở"]
    told = sorted((c.at_s, c.counter, c.open) for c in hall.changes(numbers))
    assert told == sorted(
        [
            *[(0, counter, False) for counter in order[1:]],
            *[(28_800, counter, True) for counter in order[1:]],
            (30_600, order[2], False),
        ]
    )


def test_nobody_closes_for_one_half_hour_only(make_document):
    hall = roster(parse_plan(make_document()))
    row = [3, 2, 3, 1, 2, 2, 1, 1, 3, 1, 1, 2, 1, 1, 2]
    filled = [3, 3, 3, 2, 2, 2, 1, 1, 3, 1, 1, 2, 1, 1, 2]
    assert without_gaps(hall, {"Sở": row}) == {"Sở": filled}


def test_a_group_that_only_helpers_serve_belongs_to_a_department(make_document):
    document = make_document()
    document["counter"][2]["groups"] = ["a"]
    plan = parse_plan(document)
    assert roster(plan).home["c"] == "Sở"
    unserved = replace(plan, counters={1: plan.counters[1]})
    assert "c" not in roster(unserved).home
