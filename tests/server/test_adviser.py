"""Advice computed beside the server: on what, one at a time, and what is said when it fails."""

from __future__ import annotations

import json
import sqlite3
import threading
from datetime import date, timedelta
from pathlib import Path

import pytest

from server.adviser import LATE, UNREAD, UNREADABLE, Advised, Adviser, Basis
from server.child import NICENESS, WAITED_FOR, LuotChild, Ran
from server.domain.plan import plan_from_toml
from server.errors import ChildLate

ADVICE = {"took_s": 7.5, "days": 4}
GOOD = Ran(0, json.dumps(ADVICE), "")


@pytest.fixture
def adviser(centre, told_child):
    made = Adviser(centre.store, centre.ledger, centre.runtime, told_child)
    yield made
    made.stop()


def settled(adviser: Adviser, most_s: float = 60) -> Advised:
    """What there is when nothing runs any more."""
    pause = threading.Event()
    for _ in range(round(most_s / 0.005)):
        if adviser.now.state != "running":
            return adviser.now
        pause.wait(0.005)
    raise AssertionError("it never ended")


def advised(adviser: Adviser, child, how) -> Advised:
    child.end(how)
    adviser.start()
    return settled(adviser)


def live_days(centre, days: int) -> None:
    """So many days before today, each opened by the server."""
    for _ in range(days):
        centre.clock.at += timedelta(days=1)
        centre.desk.tick()


def test_nothing_is_computed_before_somebody_asks(adviser, told_child):
    assert adviser.now == Advised()
    assert told_child.asked == []


def test_advice_is_kept_with_its_basis_and_its_time(adviser, told_child, centre):
    found = advised(adviser, told_child, GOOD)
    assert (found.state, found.advice, found.error) == ("done", ADVICE, None)
    assert (found.basis, found.made_at) == (Basis("plan", 8), centre.clock.at)


def test_a_second_start_while_one_runs_starts_nothing(adviser, told_child):
    assert adviser.start().state == "running"
    assert adviser.start().state == "running"
    told_child.end(GOOD)
    assert settled(adviser).state == "done"
    assert len(told_child.asked) == 1


def test_a_young_centre_is_advised_from_its_plan(centre, told_child, small_plan):
    live_days(centre, 3)
    plans = []

    class Looks:
        """Reads the plan that it is given."""

        def run(self, words, most_s):
            plans.append(plan_from_toml(Path(words[words.index("--plan") + 1]).read_text("utf-8")))
            return told_child.run(words, most_s)

        def stop(self):
            told_child.stop()

    adviser = Adviser(centre.store, centre.ledger, centre.runtime, Looks())
    assert advised(adviser, told_child, GOOD).basis == Basis("plan", 8)
    assert plans == [small_plan]
    ((words, _),) = told_child.asked
    assert words[:2] == ["advise", "--json"]
    assert not Path(words[words.index("--plan") + 1]).exists(), "its file is gone afterwards"


@pytest.mark.parametrize(("lived", "days", "first"), [(4, 4, "2026-11-24"), (23, 20, "2026-11-27")])
def test_four_days_and_more_are_advised_from_the_journal(
    adviser, told_child, centre, lived, days, first
):
    live_days(centre, lived)
    last = date(2026, 11, 24) + timedelta(days=lived - 1)
    found = advised(adviser, told_child, GOOD)
    assert found.basis == Basis("journal", days, date.fromisoformat(first), last)
    ((words, _),) = told_child.asked
    span = ["--journal-from", first, "--journal-to", last.isoformat(), "--data", str(centre.data)]
    assert words[-6:] == span


@pytest.mark.parametrize(
    ("how", "line"),
    [
        (
            Ran(1, "", "luot: 3 days from A to B, 4 are needed\n"),
            "3 days from A to B, 4 are needed",
        ),
        (Ran(1, "", "Traceback (most recent call last):\n  File x\nKeyError: 1\n"), "exit 1"),
        (Ran(-9, "", ""), "exit -9"),
        (Ran(0, "half of a docum", ""), UNREADABLE.en),
        (ChildLate("late"), LATE.en),
        (OSError(12, "Cannot allocate memory"), "Cannot allocate memory"),
    ],
)
def test_a_failure_is_one_line_and_leaves_the_advice_before(adviser, told_child, how, line):
    advised(adviser, told_child, GOOD)
    found = advised(adviser, told_child, how)
    assert found.state == "failed"
    assert line in found.error.en
    assert not any("\n" in said or "Traceback" in said for said in found.error)
    assert (found.advice, found.basis) == (ADVICE, Basis("plan", 8))


def test_a_journal_that_cannot_be_read_is_a_failure_too(adviser, monkeypatch):
    def unreadable(store, today):
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr("server.adviser.basis_of", unreadable)
    adviser.start()
    found = settled(adviser)
    assert (found.state, found.error) == ("failed", UNREAD)


def test_a_new_start_forgets_the_failure(adviser, told_child):
    advised(adviser, told_child, ChildLate("late"))
    assert adviser.start().error is None
    told_child.end(GOOD)
    assert settled(adviser).state == "done"


def test_it_may_take_ten_minutes(adviser, told_child):
    advised(adviser, told_child, GOOD)
    assert [most_s for _, most_s in told_child.asked] == [600]


@pytest.mark.parametrize(("lived", "kind"), [(0, "plan"), (4, "journal")])
def test_the_command_really_takes_what_it_is_told(centre, lived, kind):
    live_days(centre, lived)
    adviser = Adviser(centre.store, centre.ledger, centre.runtime, LuotChild())
    adviser.start()
    found = settled(adviser, 500)
    assert (found.state, found.error) == ("done", None)
    assert found.basis.kind == kind
    assert found.advice["days"] == found.basis.days // 2
    assert found.advice["counters"]["departments"][0]["department"] == "Sở"


def test_a_real_child_says_what_a_command_says():
    ran = LuotChild().run(["--version"], 300)
    assert (ran.code, ran.out.split()[0]) == (0, "luot")


def test_what_somebody_waits_for_goes_before_what_nobody_waits_for(monkeypatch):
    below = []
    monkeypatch.setattr("server.child.lower", lambda pid, by: below.append(by))
    for child in (LuotChild(), LuotChild(below=WAITED_FOR)):
        assert child.run(["--version"], 300).code == 0
    assert below == [NICENESS, WAITED_FOR]
    assert 0 < WAITED_FOR < NICENESS


def test_a_real_child_that_takes_too_long_is_ended():
    with pytest.raises(ChildLate):
        LuotChild().run(["--version"], 0)


def test_nothing_starts_after_the_end():
    child = LuotChild()
    child.stop()
    with pytest.raises(ChildLate):
        child.run(["--version"], 300)
