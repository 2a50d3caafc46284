"""A fair opening (invariants 1 and 8): numbers are drawn once each, and called in their order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain import facts as f
from server.domain import issue, opening
from server.domain.hall import place_of
from server.domain.plan import parse_plan

BLOCK = 10
BEFORE = timedelta(minutes=105)
"""From nine o'clock back to the start of the window at 07:15."""
LUCK = st.floats(0, 1, exclude_max=True)
COMING = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(0, 240), LUCK, st.booleans()), max_size=40
)


def drawing(document):
    document["centre"]["opening"] = "draw"
    document["series"][0]["opening_block"] = BLOCK
    return document


@pytest.fixture(scope="session")
def morning(make_folded, make_document):
    """Makes halls at 07:15 in which the first ten numbers of series A are drawn."""

    def make():
        made = make_folded()
        made.at -= BEFORE
        made.tell(f.PlanAdopted(drawing(make_document())))
        return made

    return make


def come(hall, group, chance=0.0, priority=False):
    """One ticket; the ticket after it was given."""
    id = f"t{len(hall.hall.tickets)}"
    made = issue.issue(
        hall.hall,
        hall.at,
        ticket=id,
        key=f"k-{id}",
        group=group,
        priority=priority,
        dossiers=1,
        channel="kiosk",
        lang="vi",
        chance=chance,
    )
    hall.tell(*made)
    return hall.hall.tickets[id]


@given(coming=COMING)
def test_whoever_comes_when_numbers_are_given_once_and_called_in_their_order(morning, coming):
    hall = morning()
    end = hall.at + timedelta(minutes=15)
    tickets, drawn = [], []
    for group, after_s, chance, priority in coming:
        hall.at += timedelta(seconds=after_s)
        tickets.append(come(hall, group, chance, priority))
        if hall.at < end and tickets[-1].number < 101 + BLOCK:
            drawn.append(tickets[-1])
    numbers = [ticket.number for ticket in tickets]
    assert len(set(numbers)) == len(numbers)
    for group in "abc":
        usual = [t for t in tickets if t.leg.group == group and not t.priority]
        by_call = sorted(usual, key=place_of)
        assert [t.number for t in by_call] == sorted(t.number for t in usual)
    late = [t for t in tickets if t.issued_at >= end and t.leg.group != "c"]
    assert all(ticket.number > 100 + BLOCK for ticket in late)
    assert len([t for t in drawn if not t.priority and t.leg.mark >= end]) == 0


@given(chances=st.lists(LUCK, min_size=BLOCK, max_size=BLOCK))
def test_a_full_window_uses_the_whole_block(morning, chances):
    hall = morning()
    assert {come(hall, "a", chance).number for chance in chances} == set(range(101, 101 + BLOCK))
    behind = come(hall, "b", 0.5)
    assert behind.number == 101 + BLOCK
    last_place = max(t.leg.mark for t in hall.hall.tickets.values() if t.number < 101 + BLOCK)
    assert last_place < behind.leg.mark < hall.at + timedelta(minutes=15)


def test_coming_first_does_not_pay(morning):
    hall = morning()
    first = come(hall, "a", 0.95)
    hall.at += timedelta(minutes=14)
    last = come(hall, "a", 0.0)
    assert (first.number, last.number) == (110, 101)
    assert place_of(last) < place_of(first)


def test_after_the_opening_numbers_go_on_behind_the_block_by_arrival(morning):
    hall = morning()
    hall.at += timedelta(minutes=15)
    assert [come(hall, "a", 0.9).number for _ in range(2)] == [111, 112]
    assert come(hall, "a").leg.mark == hall.at


def test_a_series_without_a_block_goes_by_arrival(morning):
    hall = morning()
    assert [come(hall, "c", 0.9).number for _ in range(2)] == [201, 202]
    assert come(hall, "c", 0.9).leg.mark == hall.at


def test_the_second_opening_of_a_day_draws_nothing(morning):
    hall = morning()
    hall.at += timedelta(hours=6)
    assert opening.window_at(hall.hall.rules, hall.at) is None
    assert come(hall, "a", 0.9).number == 111


def test_numbers_that_somebody_else_may_give_are_not_drawn(morning):
    hall = morning()
    series = hall.hall.rules.series["A"]
    taken = range(101, 110)
    assert opening.draw(hall.hall, series, hall.at, 0.0, taken).number == 110
    assert opening.draw(hall.hall, series, hall.at, 0.0, range(101, 111)).number is None


def test_without_the_draw_a_block_means_nothing(make_document):
    document = drawing(make_document())
    document["centre"]["opening"] = "arrival"
    plan = parse_plan(document)
    assert opening.highest(plan, plan.series["A"], None) is None
