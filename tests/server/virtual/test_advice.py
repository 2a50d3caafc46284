"""Advice finds what is plainly missing, keeps to its limits, and measures on other days."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from server import cli
from server.domain.plan import parse_plan
from server.virtual import advice, advice_report
from server.virtual.advice import Authorisation, Search
from server.virtual.departments import department_plan
from server.virtual.lab import Case, Lab
from server.virtual.measures import mean_wait
from server.virtual.reference import reference_scenario
from server.virtual.scenario import Scenario
from server.virtual.simulation import make_days

PLAN = Path(__file__).parents[3] / "server" / "plans" / "haiphong" / "plan.toml"


@pytest.fixture(scope="module")
def lopsided(make_document):
    """Counter 1 has all the work of group a, counters 2 and 3 next to none."""
    document = make_document(at_close="finish")
    group, counter = document["group"][0], document["counter"][0]
    document["group"] = [
        {**group, "code": code, "share": share, "mean_service_s": 420}
        for code, share in (("a", 0.80), ("b", 0.12), ("c", 0.08))
    ]
    document["counter"] = [
        {**counter, "number": n, "groups": [code]} for n, code in enumerate("abc", 1)
    ]
    return parse_plan(document)


@pytest.fixture(scope="module")
def lab(lopsided):
    days = make_days(lopsided, Scenario(per_day=80, day_cv=0.1), 1, 8)
    with Lab(days) as made:
        yield made


def test_the_idle_counter_is_given_the_crowded_group(lopsided, lab):
    chosen = advice.find(lopsided, lab, range(4), Search(2))
    assert {(one.counter, one.group) for one in chosen} == {(2, "a"), (3, "a")}


def test_its_effect_is_told_with_an_interval_that_excludes_nothing(lopsided, lab):
    chosen = advice.find(lopsided, lab, range(4), Search(1))
    found = advice_report.measured(lopsided, lab, range(4, 8), chosen)
    change = found.steps[0].after["mean_s"].minus(found.before["mean_s"])
    assert change.value + change.half < 0
    document = advice_report.document(lopsided, found, 1.0)
    assert document["authorisations"][0]["effect"]["mean_s"]["high"] < 0
    assert document["together"] == document["authorisations"][0]["effect"]
    assert document["days"] == 4


def test_nothing_is_advised_where_everybody_serves_everything(lopsided, lab):
    everything = tuple(lopsided.groups)
    counters = {n: replace(c, groups=everything) for n, c in lopsided.counters.items()}
    assert advice.find(replace(lopsided, counters=counters), lab, range(4), Search(3)) == []


def test_nothing_is_advised_where_nobody_waits(lopsided):
    with Lab(make_days(lopsided, Scenario(per_day=1), 1, 4)) as lab:
        assert advice.find(lopsided, lab, range(4), Search(3)) == []


def test_a_group_that_nobody_serves_comes_first(lopsided, lab):
    counters = {n: one for n, one in lopsided.counters.items() if n != 3}
    (first,) = advice.find(replace(lopsided, counters=counters), lab, range(4), Search(1))
    assert first.group == "c"


def test_nothing_is_advised_for_days_on_which_nobody_came(lopsided):
    with Lab(make_days(lopsided, Scenario(per_day=0), 1, 4)) as lab:
        assert advice.find(lopsided, lab, range(2), Search(3)) == []
        found = advice_report.measured(lopsided, lab, range(2, 4), [])
    assert found.before["mean_s"] is None
    assert advice_report.document(lopsided, found, 0.0)["before"]["mean_s"] is None
    assert "mean wait - min" in advice_report.text(lopsided, found, 0.9, 0.0)


def test_an_authorisation_is_help_and_is_given_once(lopsided):
    one = Authorisation(2, "a")
    plan = advice.authorised(lopsided, [one, one, Authorisation(1, "a")])
    assert plan.counters[2].help == ("a",)
    assert plan.counters[1] == lopsided.counters[1]
    assert plan.able["a"] == (1, 2)


def test_a_counter_is_given_no_more_than_it_may(lopsided, lab):
    chosen = advice.find(lopsided, lab, range(4), Search(6, most=1))
    assert len({one.counter for one in chosen}) == len(chosen)


def test_a_batch_changes_every_counter_and_group_once():
    plan = department_plan(2, groups=12, counters=9, departments=3)
    with Lab(make_days(plan, reference_scenario(plan), 2, 2)) as lab:
        chosen = advice.find(plan, lab, range(2), Search(4, batch=4))
        halls = [Case(plan), Case(advice.authorised(plan, chosen))]
        before, after = (mean_wait(days).value for days in lab.run(halls))
    assert len(chosen) == len({x.counter for x in chosen}) == len({x.group for x in chosen}) == 4
    assert after < before


@pytest.fixture
def quiet(tmp_path):
    """A scenario of a few people, so that tests are quick."""
    path = tmp_path / "quiet.toml"
    path.write_text("per_day = 120\n", encoding="utf-8")
    return str(path)


def test_the_command_tells_what_it_found_and_how_long_it_took(capsys, quiet):
    words = ["--days", "4", "--authorisations", "1", "--json", "--scenario", quiet]
    assert cli.main(["advise", "--plan", str(PLAN), *words]) == 0
    found = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    assert found["days"] == 2
    assert len(found["authorisations"]) <= 1
    assert found["took_s"] > 0
    assert len(found["counters"]["departments"]) == 13


def test_the_table_shows_both_kinds_of_advice(capsys, quiet):
    words = ["--days", "4", "--authorisations", "1", "--scenario", quiet]
    assert cli.main(["advise", "--plan", str(PLAN), *words]) == 0
    out = capsys.readouterr().out
    assert "all together" in out
    assert "07:30  08:00" in out
    assert "This took" in out


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ([], "give --plan, or --journal-from"),
        (["--plan", str(PLAN), "--data", "x"], "give --plan, or --journal-from"),
        (["--data", "x", "--journal-from", "2026-11-24"], "give all of"),
        (["--plan", str(PLAN), "--days", "3"], "at least 4"),
    ],
)
def test_wrong_usage_is_said(words, wrong, capsys):
    assert cli.main(["advise", *words]) == 2
    assert wrong in capsys.readouterr().err
