"""Simulated people: made by their seed alone; some have an appointment, priority, or a pile."""

from __future__ import annotations

import heapq
import itertools
from collections import Counter
from pathlib import Path

import pytest

from server.domain.plan import plan_from_toml
from server.simulate.citizens import RUSH, Citizens
from server.simulate.client import Answer
from server.simulate.people import BOOKED_SHARE, BULK_SHARE, PRIORITY_SHARE, person

PLAN = Path(__file__).parents[2] / "server" / "plans" / "haiphong" / "plan.toml"
MANY = 4_000


class PlayedSchedule:
    """Does things in the order of their time, at once."""

    def __init__(self):
        self.now_s, self._due, self._order = 0.0, [], itertools.count()

    def after(self, hall_s, act):
        heapq.heappush(self._due, (self.now_s + hall_s, next(self._order), act))

    def play(self, until_s):
        """Everything until then; what fails is tried again after five seconds, as really."""
        while self._due and self._due[0][0] <= until_s:
            self.now_s, _, act = heapq.heappop(self._due)
            try:
                act()
            except OSError:
                self.after(5, act)


class NotedKiosk:
    """Keeps what is touched; the first ``away`` touches find nobody."""

    def __init__(self, away=0):
        self.touches, self._away = [], away

    def post(self, path, body):
        if self._away:
            self._away -= 1
            raise OSError("no kiosk")
        self.touches.append(body)
        return Answer(201, {})


@pytest.fixture(scope="module")
def plan():
    return plan_from_toml(PLAN.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def crowd(plan):
    return [person(7, n, plan) for n in range(MANY)]


def played(plan, seed, kiosks, until_s=1800):
    schedule = PlayedSchedule()
    Citizens(schedule, kiosks, plan, 120, seed).start()
    schedule.play(until_s)
    return [kiosk.touches for kiosk in kiosks]


def test_the_same_seed_brings_the_same_people_and_another_seed_others(plan, crowd):
    assert [person(7, n, plan) for n in range(50)] == crowd[:50]
    assert [person(8, n, plan) for n in range(50)] != crowd[:50]
    assert len({one.id for one in crowd}) == MANY


@pytest.mark.parametrize(
    ("share", "is_one"),
    [
        (PRIORITY_SHARE, lambda one, plan: one.priority),
        (BOOKED_SHARE, lambda one, plan: one.visit is not None),
        (BULK_SHARE, lambda one, plan: one.dossiers > plan.centre.bulk_over),
    ],
    ids=["priority", "appointment", "bulk"],
)
def test_their_shares_are_as_said(plan, crowd, share, is_one):
    found = sum(is_one(one, plan) for one in crowd) / MANY
    assert found == pytest.approx(share, rel=0.2)


def test_who_books_or_brings_a_pile_wants_a_group_that_has_that(plan, crowd):
    for one in crowd:
        group = plan.groups[one.group]
        if one.visit is not None:
            assert group.slot_capacity
        if one.dossiers > plan.centre.bulk_over:
            assert group.bulk is not None


def test_a_plan_without_appointments_and_lanes_has_walk_ins_alone(small_plan):
    people = [person(7, n, small_plan) for n in range(300)]
    assert all(one.visit is None and one.dossiers <= 5 for one in people)


def test_a_seed_plays_the_same_day_at_each_kiosk(plan):
    first = played(plan, 3, [NotedKiosk(), NotedKiosk()])
    assert first == played(plan, 3, [NotedKiosk(), NotedKiosk()])
    assert all(len(touches) > RUSH / 4 for touches in first)


def test_a_kiosk_that_is_away_for_a_while_makes_nobody_come_twice(plan):
    (touches,) = played(plan, 3, [NotedKiosk(away=200)])
    (whole,) = played(plan, 3, [NotedKiosk()])
    known = Counter(touch["id"] for touch in touches)
    assert set(known.values()) == {1}
    assert {touch["id"] for touch in whole} - set(known) == set(), "nobody has given up"
