"""What the contract says of a replayed day, sentence by sentence."""

from __future__ import annotations

import pytest

from server.domain import policy
from server.domain.plan import parse_plan
from server.virtual.day import Day
from server.virtual.people import Change, Citizen

OPENS, CLOSES, REOPENS, ENDS = 27_000, 41_400, 48_600, 61_200
NINE = 9 * 3600


def person(i, arrival_s, group="a", **changes):
    return Citizen(f"t{i}", i, arrival_s, group, changes.pop("service_s", 300), **changes)


@pytest.fixture
def play(make_document):
    """The visits of these people in the small centre, in which ``a`` is done at one counter."""

    def run(*people, changes=(), counters=None, **centre):
        document = make_document(**centre)
        given = counters or [{"number": 1, "groups": ["a"]}]
        place = {"zone": "1", "department": "Sở"}
        document["counter"] = [{**place, **counter} for counter in given]
        return Day(parse_plan(document), policy.rule("call-mark")).run(people, changes)

    return run


def called(visits):
    return [visit.called_s for visit in visits]


def test_a_call_holds_the_counter_for_the_walk_and_the_service(play):
    first, second = play(person(1, NINE), person(2, NINE + 1), walk_s=40)
    assert (first.started_s, first.finished_s) == (NINE + 40, NINE + 340)
    assert second.called_s == NINE + 340


def test_who_does_not_come_costs_the_counter_the_time_of_a_no_show(play):
    first, second = play(person(1, NINE, shows=False), person(2, NINE + 1), no_show_s=90)
    assert (first.outcome, first.started_s, first.finished_s) == ("no_show", None, NINE + 90)
    assert second.called_s == NINE + 90


def test_who_comes_before_the_opening_waits_from_the_opening(play):
    first, second = play(person(1, OPENS - 600), person(2, OPENS - 500))
    assert called([first, second]) == [OPENS, OPENS + 330]
    assert (first.wait_s, second.wait_s) == (0, 330)


def test_who_comes_at_noon_waits_from_the_afternoon(play):
    visits = play(person(1, CLOSES), person(2, REOPENS - 1))
    assert called(visits) == [REOPENS, REOPENS + 330]
    assert [visit.wait_s for visit in visits] == [0, 330]


def test_an_appointment_waits_from_its_slot_or_from_when_it_comes_later(play):
    busy = person(1, NINE, service_s=1770)
    early = person(2, NINE + 60, appointment_s=NINE + 600)
    late = person(3, NINE + 900, appointment_s=NINE + 300)
    visits = play(busy, early, late, appointment_credit_s=0)
    assert called(visits[1:]) == [NINE + 2130, NINE + 1800]
    assert [visit.wait_s for visit in visits[1:]] == [1530, 900]


def test_an_appointment_called_before_its_slot_has_not_waited(play):
    (visit,) = play(person(1, NINE, appointment_s=NINE + 600))
    assert (visit.called_s, visit.wait_s) == (NINE, 0)


def test_at_the_close_a_counter_finishes_and_starts_nobody(play):
    visits = play(person(1, CLOSES - 10), person(2, CLOSES - 5))
    assert visits[0].finished_s == CLOSES + 320
    assert visits[1].called_s == REOPENS


def test_nobody_is_called_at_the_very_close(play):
    visits = play(person(1, CLOSES - 330), person(2, CLOSES - 5))
    assert visits[0].finished_s == CLOSES
    assert visits[1].called_s == REOPENS


def test_marks_are_kept_over_lunch_and_closed_time_is_no_wait(play):
    early = person(2, CLOSES - 60)
    others = [person(1, CLOSES - 61, service_s=900), early, person(3, CLOSES + 60, priority=True)]
    visits = play(*others, priority_credit_s=100)
    assert called(visits[1:]) == [REOPENS, REOPENS + 330]
    assert visits[1].wait_s == 60


def test_who_is_left_at_the_end_of_the_day_expires(play):
    visits = play(person(1, ENDS - 10), person(2, ENDS - 5), person(3, ENDS + 5))
    assert [visit.outcome for visit in visits] == ["served", "expired", "expired"]
    assert called(visits[1:]) == [None, None]


def test_counters_that_finish_stay_until_all_with_a_number_are_served(play):
    visits = play(*(person(i, ENDS - 60) for i in range(1, 9)), at_close="finish")
    assert called(visits) == [ENDS - 60 + i * 330 for i in range(8)]
    assert visits[-1].wait_s == 7 * 330


def test_over_time_nobody_is_called_who_came_after_the_close(play):
    rows = [person(1, CLOSES - 10), person(2, CLOSES - 5), person(3, CLOSES + 5)]
    visits = play(*rows, at_close="finish")
    assert called(visits) == [CLOSES - 10, CLOSES + 320, REOPENS]
    assert visits[2].wait_s == 0


@pytest.mark.parametrize(("own_comes_s", "own_is_first"), [(189, True), (190, True), (191, False)])
def test_a_helped_group_counts_later_by_the_help_delay(play, own_comes_s, own_is_first):
    counters = [{"number": 1, "groups": ["a"], "help": ["b"]}]
    rows = [person(1, NINE), person(2, NINE + 10, "b"), person(3, NINE + own_comes_s)]
    helped, own = called(play(*rows, counters=counters, help_delay_s=180))[1:]
    assert (own < helped) is own_is_first


def test_of_idle_counters_one_of_the_own_group_takes_the_ticket(play):
    counters = [{"number": 1, "groups": ["b"], "help": ["a"]}, {"number": 2, "groups": ["a"]}]
    (visit,) = play(person(1, NINE), counters=counters)
    assert visit.counter == 2


def test_of_idle_counters_of_the_same_right_the_longest_idle_takes_the_ticket(play):
    counters = [{"number": n, "groups": ["a"]} for n in (1, 2, 3)]
    times = [NINE, NINE + 1, NINE + 2, NINE + 1000, NINE + 2000, NINE + 3000, NINE + 4000]
    services_s = [500, 300, 400, 10, 10, 10, 10]
    rows = [
        person(i, at, service_s=s) for i, (at, s) in enumerate(zip(times, services_s, strict=True))
    ]
    visits = play(*rows, counters=counters)
    assert [visit.counter for visit in visits] == [1, 2, 3, 2, 3, 1, 2]


def test_who_comes_at_the_same_moment_is_there_before_anybody_is_called(play):
    normal, priority = play(person(1, NINE), person(2, NINE, priority=True))
    assert called([normal, priority]) == [NINE + 330, NINE]


def test_a_counter_that_is_free_at_the_moment_of_an_arrival_weighs_the_newcomer(play):
    rows = [person(1, NINE), person(2, NINE + 5), person(3, NINE + 330, priority=True)]
    assert called(play(*rows))[1:] == [NINE + 660, NINE + 330]


def test_a_counter_that_closes_finishes_and_calls_again_when_it_opens(play):
    pause = [Change(NINE + 10, 1, False), Change(NINE + 900, 1, True)]
    first, second = play(person(1, NINE), person(2, NINE + 5), changes=pause)
    assert (first.outcome, first.finished_s, second.called_s) == ("served", NINE + 330, NINE + 900)


def test_a_counter_that_closes_when_it_becomes_free_calls_nobody(play):
    pause = [Change(NINE + 330, 1, False)]
    assert called(play(person(1, NINE), person(2, NINE + 5), changes=pause)) == [NINE, None]


def test_who_gives_up_is_not_called_and_costs_nothing(play):
    rows = [person(1, NINE), person(2, NINE + 5, leaves_s=NINE + 60), person(3, NINE + 6)]
    visits = play(*rows)
    assert [visit.outcome for visit in visits] == ["served", "left", "served"]
    assert visits[2].called_s == NINE + 330


def test_who_is_called_before_they_would_give_up_is_served(play):
    (visit,) = play(person(1, NINE, leaves_s=NINE + 60))
    assert visit.outcome == "served"


def test_the_second_leg_waits_from_the_end_of_the_first_with_the_mark_of_the_first(play):
    counters = [{"number": 1, "groups": ["a"]}, {"number": 2, "groups": ["b"]}]
    second = person(3, 0, "b", after="t1", issued_s=NINE)
    rows = [person(1, NINE), person(2, NINE + 1, "b", service_s=400), second]
    rows.append(person(4, NINE + 2, "b"))
    visits = play(*rows, counters=counters)
    assert called(visits) == [NINE, NINE + 1, NINE + 431, NINE + 761]
    assert visits[2].wait_s == 101


def test_with_priority_and_a_slot_the_earlier_mark_counts(play):
    both = person(2, NINE + 10, priority=True, appointment_s=NINE + 3600)
    rows = [person(1, NINE, service_s=900), both, person(3, NINE + 11, priority=True)]
    assert called(play(*rows))[1:] == [NINE + 930, NINE + 1260]
