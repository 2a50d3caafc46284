"""``luot forecast``: what was learnt, in words that a manager can check."""

from __future__ import annotations

import random

import pytest

from server.cli import main
from server.domain.forecast import Signals
from server.domain.learning import Lesson, learn
from server.learner import keep
from server.ledger import Actor

KIOSK = Actor("device", "kiosk-1")


@pytest.fixture
def luot(centre, capsys):
    def run(*arguments):
        code = main(["forecast", *arguments, "--data", str(centre.data)])
        return code, *capsys.readouterr()

    return run


def test_a_new_centre_says_that_nothing_was_learnt(luot):
    code, out, _ = luot()
    assert code == 0
    assert "Nothing was learnt yet" in out


def test_without_a_day_before_today_there_is_nothing_to_learn(luot):
    code, out, err = luot("learn")
    assert (code, out) == (1, "")
    assert "come back tomorrow" in err


def test_learning_is_done_and_shown(luot, centre, officer):
    centre.desk.open(officer, None, 1, officer="lan")
    for _ in range(3):
        centre.desk.issue(KIOSK, None, group="a")
    for _ in range(4):
        centre.desk.next(officer, None, 1)
        centre.clock.pass_s(500)
    code, out, _ = luot("learn")  # the day of the test is long before today
    assert code == 0
    assert "Days: 1 (2026-11-24 to 2026-11-24). Waits: 2." in out
    assert "Own teaching counts 0%, the shipped one 100%" in out
    assert "a 5.6 min" in out
    assert luot()[1] == out


def test_weights_bins_and_coverage_are_shown(luot, centre):
    dice = random.Random(1)
    lessons = []
    for _ in range(2_000):
        run_s = dice.uniform(60, 3_000)
        wait_s = run_s * dice.lognormvariate(0, 0.3)
        signals = Signals(run_s, 0.0, 0.0, 2)
        lessons.append(Lesson("2026-11-01", "a", dice.choice([1, 2]), signals, wait_s, 200.0, True))
    book = learn(centre.desk.plan, lessons)
    keep(centre.store, book, centre.clock.at)
    code, out, _ = luot("show")
    assert code == 0
    assert "Learnt on 2026-11-24 at 09:00." in out
    assert "Own teaching counts 100%" in out
    assert f"forward {book.own.weights[0]:.3f}" in out
    rows = out.split("held\n")[1].splitlines()
    assert len(rows) == len(book.own.curves.centres)
    assert [int(row.split()[4]) for row in rows] == [n for n, _ in book.own.checks]
