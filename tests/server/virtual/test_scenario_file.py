"""A scenario is read strictly, and all that is wrong is said at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.domain.plan import parse_plan
from server.errors import ScenarioRefused
from server.virtual.scenario import Scenario
from server.virtual.scenario_file import RULES, read_scenario, usual_scenario
from server.virtual.workload import make_day

PLANS = Path(__file__).parents[3] / "server" / "plans"


@pytest.fixture
def plan(make_document):
    return parse_plan(make_document())


@pytest.fixture
def read(tmp_path, plan):
    def read(text):
        path = tmp_path / "scenario.toml"
        path.write_text(text, encoding="utf-8")
        return read_scenario(path, plan)

    return read


def refused(read, text):
    with pytest.raises(ScenarioRefused) as caught:
        read(text)
    return [line.partition("scenario.toml: ")[2] for line in str(caught.value).splitlines()]


def test_the_scenario_of_the_example_plan_is_right(haiphong):
    scenario = read_scenario(PLANS / "haiphong" / "scenario.toml", haiphong)
    assert scenario.per_day == 900
    assert scenario.pause_s == (300, 720)
    assert len(scenario.profile) == 16


def test_every_key_arrives_where_it_belongs(read):
    text = "\n".join(f"{key} = 1" for key in RULES if key not in ("load", "slot_s", "appointment"))
    scenario = read(text + "\nappointment = 0\nslot_s = 600\n[profile]\n'08:00' = 2")
    assert scenario == Scenario(
        per_day=1,
        profile={28_800: 2.0},
        priority=1,
        appointment=0,
        no_show=1,
        day_cv=1,
        slot_s=600,
        early_s=(1, 1),
        officer_cv=1,
        pause=1,
        pause_s=(1, 1),
    )


def test_without_a_number_of_people_the_counters_are_busy_by_load(read, plan):
    assert read("load = 0.4").per_day == pytest.approx(read("load = 0.8").per_day / 2)
    assert read("") == usual_scenario(plan)
    assert usual_scenario(plan).per_day == read("load = 0.85").per_day


def test_all_that_is_wrong_is_said_at_once(read):
    wrong = refused(
        read,
        """
        per_day = -3
        prioritty = 0.1
        no_show = "some"
        day_cv = true
        [profile]
        "08:10" = 1
        "12:30" = 1
        "08:30" = -1
        """,
    )
    assert wrong == [
        "per_day: -3: use a number from 0 to 100000",
        "prioritty: unknown key; did you mean priority?",
        "no_show: 'some': use a number from 0 to 1",
        "day_cv: True: use a number from 0 to 2",
        'profile."08:10": use the start of a half-hour, such as "07:30"',
        'profile."12:30": no numbers are given then',
        'profile."08:30": -1: use a number from 0 to 1000000',
    ]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("per_day = 9\nload = 1", "load: give per_day or load, not both"),
        (
            "priority = 0.6\nappointment = 0.5",
            "appointment: priority and appointment together are more than 1",
        ),
        ("priority = 0.9", "appointment: priority and appointment together are more than 1"),
        ("pause_least_s = 900", "pause_most_s: is less than pause_least_s"),
        ("profile = 3", "profile: write it as [profile]"),
        ("[profile]\n'08:00' = 0", "profile: at least one weight must be above 0"),
        ("[profile]", "profile: at least one weight must be above 0"),
        ("per_day = nan", "per_day: nan: use a number from 0 to 100000"),
        ("per_day = inf", "per_day: inf: use a number from 0 to 100000"),
    ],
)
def test_what_cannot_be_is_refused(read, text, wrong):
    assert refused(read, text) == [wrong]


def test_what_is_no_toml_is_refused(read):
    assert "line 1" in refused(read, "per_day 3")[0]


def test_people_come_when_the_profile_says(read, plan):
    scenario = read("per_day = 400\nappointment = 0\n[profile]\n'07:00' = 1\n'09:00' = 3")
    seconds = [citizen.arrival_s for citizen in make_day(plan, scenario, 1).citizens]
    early = [s for s in seconds if s < 27_000]
    assert min(early) >= 27_000 - plan.centre.issue_early_s
    assert all(32_400 <= s <= 34_200 for s in seconds if s >= 27_000)
    assert len(early) / len(seconds) == pytest.approx(0.25, abs=0.06)


def test_a_day_may_be_empty(read, plan):
    assert make_day(plan, read("per_day = 0"), 1).citizens == []
