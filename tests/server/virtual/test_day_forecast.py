"""What newcomers of a virtual day are told, by the code of the live desk, and by usual formulas."""

from __future__ import annotations

import pytest

from server.domain.book import BEGINNER
from server.domain.plan import parse_plan
from server.virtual.people import Change, Citizen, Naive
from server.virtual.replay import replay

OPENS, CLOSES, REOPENS, ENDS, NINE = 27_000, 41_400, 48_600, 61_200, 32_400


@pytest.fixture
def told(make_document):
    """The visits of people of group ``b``, who need 300 s at counter 2 alone, as all know."""

    def tell(*arrivals_s, changes=(), group="b", **centre):
        document = make_document(walk_s=0, **centre)
        for each in document["group"]:
            each["cv"] = 0.01
        plan = parse_plan(document)
        people = [Citizen(str(i), i, at, group, 300) for i, at in enumerate(arrivals_s, 1)]
        return replay(plan, people, "call-mark", BEGINNER, changes)

    return tell


def test_who_finds_a_counter_free_waits_for_nothing(told):
    (visit,) = told(NINE)
    assert (visit.forecast.mid_s, visit.signals.forward_s, visit.ahead) == (0, 0, 0)


@pytest.mark.parametrize("at_close", ["carry", "finish"])
@pytest.mark.parametrize("opens", [OPENS, REOPENS])
def test_who_comes_before_an_opening_is_told_the_wait_from_the_opening(told, at_close, opens):
    visits = told(*(opens - 100 + i for i in range(4)), at_close=at_close)
    assert [visit.signals.forward_s for visit in visits] == pytest.approx([0, 300, 600, 900], abs=9)
    assert [visit.ahead for visit in visits] == [0, 1, 2, 3]
    assert [visit.wait_s for visit in visits] == [0, 300, 600, 900]


def test_over_lunch_the_time_in_which_the_centre_is_closed_is_not_told(told):
    visits = told(CLOSES - 200, CLOSES - 100)
    assert visits[1].wait_s == 100
    assert visits[1].signals.forward_s == pytest.approx(100, abs=9)


def test_over_lunch_those_who_are_served_in_over_time_are_not_before_the_newcomer(told):
    visits = told(CLOSES - 200, CLOSES - 100, CLOSES + 10, at_close="finish")
    assert visits[2].signals.forward_s == visits[2].wait_s == 0


@pytest.mark.parametrize("at_close", ["carry", "finish"])
def test_after_the_last_close_nothing_is_told(told, at_close):
    (visit,) = told(ENDS + 10, at_close=at_close)
    assert (visit.forecast, visit.signals, visit.naive, visit.outcome) == (
        None,
        None,
        None,
        "expired",
    )


def test_who_would_not_be_reached_today_is_told_nothing(told):
    assert [visit.forecast is None for visit in told(ENDS - 10, ENDS - 5)] == [False, True]


def test_where_no_counter_is_open_nothing_is_told(told):
    closed = Change(NINE - 1, 2, False)
    first, second = told(NINE, NINE + 900, changes=[closed, Change(NINE + 600, 2, True)])
    assert (first.forecast, first.naive) == (None, None)
    assert second.signals.ahead == 0


def test_usual_formulas_count_who_is_ahead_and_the_counters(told):
    visits = told(NINE, NINE + 1, NINE + 2)
    assert visits[2].naive == Naive(300.0, 600.0, 100.0)
    assert told(NINE, group="a")[0].naive == Naive(0.0, 150.0, 0.0)
