"""The opening draw on a real desk: repeats, a crash in the window, and several kiosks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server.domain.plan import parse_plan
from server.ledger import Actor

KIOSKS = [Actor("device", f"k{i}") for i in range(3)]


@pytest.fixture
def before_opening(found_centre, make_document):
    """A centre at 07:20 of the next day; ten numbers of series A are drawn until 07:30."""
    document = make_document(opening="draw")
    document["series"][0]["opening_block"] = 10
    centre = found_centre(parse_plan(document))
    centre.clock.pass_s(24 * 3600 - 100 * 60)
    return centre


def touch(centre, i):
    """The i-th touch, at one of three kiosks."""
    return centre.desk.issue(KIOSKS[i % 3], f"touch-{i}", group="ab"[i % 2])


def test_numbers_are_given_once_whatever_is_repeated_or_killed(before_opening):
    centre = before_opening
    told = [touch(centre, i) for i in range(6)]
    centre.crash()
    assert [touch(centre, i) for i in range(6)] == told
    told += [touch(centre, i) for i in range(6, 13)]
    numbers = [one["number"] for one in told]
    assert sorted(numbers) == list(range(101, 114))
    assert numbers[10:] == [111, 112, 113]


def test_they_are_called_in_the_order_of_their_numbers(before_opening, officer):
    centre = before_opening
    for i in range(8):
        touch(centre, i)
        centre.clock.pass_s(10)
    centre.clock.pass_s(timedelta(minutes=10).total_seconds())
    centre.desk.open(officer, None, 2)
    called = [centre.desk.next(officer, None, 2)["call"]["number"] for _ in range(8)]
    assert called == sorted(called)
