"""Ranges reach wider after waits that they missed, narrower after those that they held."""

from __future__ import annotations

import math
import random

import pytest

from server.domain import facts as f
from server.domain.aim import LEAST, MISSES, MOST, START, STEP
from server.domain.tickets import Forecast

TOLD = Forecast(300, 600, 1200)


def test_a_wait_below_the_range_moves_its_low_end_only():
    low, high = START.after(TOLD, 299)
    assert low == pytest.approx(MISSES - STEP * 0.9)
    assert high == pytest.approx(MISSES + STEP * 0.1)


def test_a_wait_beyond_the_range_moves_its_high_end():
    low, high = START.after(TOLD, 1201)
    assert high == pytest.approx(MISSES - STEP * 0.9)
    assert low == pytest.approx(MISSES + STEP * 0.1)


@pytest.mark.parametrize("wait_s", [math.nan, math.inf, -1, 13 * 3600])
def test_clocks_that_jumped_move_nothing(wait_s):
    assert START.after(TOLD, wait_s) == START


def test_who_found_a_counter_free_says_nothing():
    assert START.after(Forecast(0, 0, 60), 500) == START


@pytest.mark.parametrize(("wait_s", "held"), [(0, LEAST), (700, MOST)])
def test_an_end_moves_within_bounds(wait_s, held):
    aim = START
    for _ in range(5_000):
        aim = aim.after(TOLD, wait_s)
    assert aim.low == held


def test_eight_in_ten_are_held_though_nothing_fits_what_was_learnt():
    dice, aim, held = random.Random(4), START, 0
    for _ in range(4_000):
        wait_s = dice.gauss(600, 400)  # a book would have said: 10 % below 400, 10 % above 800
        told = Forecast(
            round(400 - 4_000 * (0.1 - aim.low)), 600, round(800 + 4_000 * (0.1 - aim.high))
        )
        held += told.low_s <= wait_s <= told.high_s
        aim = aim.after(told, max(wait_s, 0))
    assert 0.77 <= held / 4_000 <= 0.83


def test_the_aim_follows_from_the_facts_of_the_day_and_begins_anew_with_the_next(folded):
    folded.tell(f.CounterOpened(1, None))
    folded.tell(
        f.TicketIssued(
            "t1", "k", 101, "A", "a", False, 1, "kiosk", "vi", f.to_ms(folded.at), 0, (60, 120, 180)
        )
    )
    assert folded.hall.aim == START
    folded.tell(f.TicketCalled("t1", "c", 1, None, {}))
    assert folded.hall.aim == START.after(Forecast(60, 120, 180), 0) != START
    assert folded.hall.picture().aim == folded.hall.aim
    folded.tell(f.DayOpened("2026-11-25"))
    assert folded.hall.aim == START
