"""Trials on a day that really was: what a change does, how sure that is, and whole sums."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from server.cli import main
from server.commands.replay_material import facts_of, journal_day
from server.demo import past
from server.demo.centre import demo_plan
from server.founding import create
from server.virtual.needs import needs
from server.virtual.reel import reel
from server.virtual.trial import PastDay, trial
from server.virtual.trial_report import document
from server.virtual.what_if import read

DAY = date(2026, 11, 25)
"""A Wednesday, on which counter 8 of the police opened after lunch only."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A centre with one past day."""
    folder: Path = tmp_path_factory.mktemp("trial")
    plan, days = demo_plan(usual_hours=True), [DAY]
    clock = past.founded_at(plan, days)
    create(folder, plan, one_time=False, clock=clock)
    past.fill(folder, clock, days, {})
    return folder


@pytest.fixture(scope="module")
def tried(data: Path) -> Callable[..., dict[str, Any]]:
    """The document of a trial of these changes."""
    real = PastDay(DAY, journal_day(data, DAY))

    def run(*changes: str, runs: int = 3) -> dict[str, Any]:
        return document(trial([real], [read(one) for one in changes], runs))

    return run


@pytest.fixture(scope="module")
def police(tried: Callable[..., dict[str, Any]]) -> dict[str, Any]:
    """One more counter of the police in the morning."""
    return tried("more ca 07:30-11:30")


def test_the_first_run_is_what_luot_replay_gives(
    data: Path, police: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["replay", "--journal", DAY.isoformat(), "--data", str(data), "--json"]
    assert main([*words, "--what-if", "more ca 07:30-11:30"]) == 0
    found = json.loads(capsys.readouterr().out)
    for side in ("as_happened", "replayed", "changed"):
        theirs, ours = found[side], police[side]
        assert ours["n"] == theirs["tickets"]
        assert ours["p50_s"]["value"] == pytest.approx(theirs["wait"]["p50_s"])
        assert ours["p90_s"]["value"] == pytest.approx(theirs["wait"]["p90_s"])
        assert ours["served"]["value"] == theirs["served"]
        assert ours["expired"]["value"] == theirs["expired"]
    assert police["changed"]["within"]["value"] == pytest.approx(found["changed"]["within_target"])


def test_the_counter_that_was_closed_is_the_one_that_opens(police: dict[str, Any]) -> None:
    (opened,) = police["counters"]
    assert (opened["counter"], opened["department"], opened["new"]) == (8, "ca", False)
    assert opened["open"][0] == ["07:30", "11:30"]


def test_the_department_that_gets_a_counter_waits_less(police: dict[str, Any]) -> None:
    ca = next(one for one in police["departments"] if one["department"] == "ca")
    assert ca["difference"]["p90_s"]["high"] < 0
    assert ca["difference"]["open_h"]["value"] == pytest.approx(4, abs=0.01)


def test_without_a_change_nothing_differs(tried: Callable[..., dict[str, Any]]) -> None:
    found = tried()
    assert {one["value"] for one in found["difference"].values()} == {0.0}
    assert found["replayed"] == found["changed"]


def test_departments_and_half_hours_add_up_to_the_whole(police: dict[str, Any]) -> None:
    for side in ("as_happened", "replayed", "changed"):
        whole, parts = police[side], [one[side] for one in police["departments"]]
        for name in ("served", "expired", "left", "at_close", "wait_h", "open_h", "idle_h"):
            assert sum(one[name]["value"] for one in parts) == pytest.approx(whole[name]["value"])
        halves = [row[side] for row in police["curve"]]
        assert sum(row["n"] for row in halves) == whole["served"]["value"]
    assert sum(row["n"] for row in police["groups"]) == police["changed"]["n"]


def test_a_range_holds_the_day_itself(police: dict[str, Any]) -> None:
    for one in (*police["changed"].values(), *police["difference"].values()):
        if isinstance(one, dict):
            assert one["low"] <= one["value"] <= one["high"]


def test_the_same_seed_gives_the_same_runs(tried: Callable[..., dict[str, Any]]) -> None:
    assert tried("lunch=rota", runs=2) == tried("lunch=rota", runs=2)


def test_nobody_waits_over_lunch_when_counters_rest_by_turns(
    tried: Callable[..., dict[str, Any]],
) -> None:
    found = tried("lunch=rota", runs=1)
    assert found["changed"]["at_close"]["value"] < found["replayed"]["at_close"]["value"]


def test_staffing_finds_the_department_that_had_a_counter_closed(data: Path) -> None:
    real = journal_day(data, DAY)
    found = {one["department"]: one for one in needs(real.plan, [real], 0.8)["departments"]}
    assert found["ca"]["short"] and found["ca"]["spare"] >= 0.75
    assert all(row["open"] < 3.5 for row in found["ca"]["slots"] if row["at"] < "11:30")
    short = [row for row in found["ca"]["slots"] if row["short"]]
    late = sum(row["n"] * (1 - row["in_time"]) for row in short)
    assert found["ca"]["late"] == pytest.approx(late, abs=1), "of the short half hours alone"
    came = sum(row["came"] for one in found.values() for row in one["slots"])
    assert came == pytest.approx(len(real.citizens), abs=1)


def test_the_reel_ends_with_everybody_of_the_journal(data: Path) -> None:
    found = reel(facts_of(data, DAY))
    real = journal_day(data, DAY)
    last, minutes = found["frames"][-1], [frame["at_min"] for frame in found["frames"]]
    assert minutes == list(range(7 * 60, 17 * 60 + 31))
    assert last["issued"] == sum(one.after is None for one in real.citizens)
    assert len(found["calls"]) >= sum(v.called_s is not None for v in real.happened)
    morning = [frame["counters"][8] for frame in found["frames"] if frame["at_min"] < 12 * 60]
    assert morning and all(one == ["closed", None] for one in morning)
