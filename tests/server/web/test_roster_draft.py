"""A tried change on the roster of tomorrow: filled in, said to be unsaved, and saved by a press."""

from __future__ import annotations

import pytest

from server.demo.centre import demo_plan
from server.web import roster_draft
from server.web.roster_draft import proposed

PLAN = demo_plan(usual_hours=True)
MORNING, AFTERNOON = (one.name for one in PLAN.sessions)


class Sits:
    """As much of an officer as is asked for."""

    def __init__(self, login: str, counter: int | None) -> None:
        self.login, self.counter = login, counter


def test_who_usually_sits_there_is_put_in_the_sessions_of_the_hours():
    asked = ["8 07:30-11:00"]
    assert proposed(PLAN, {}, asked, [Sits("q08", 8)]).seats == {(8, MORNING): "q08"}
    both = proposed(PLAN, {}, ["8 10:00-14:00"], [Sits("q08", 8)])
    assert both.seats == {(8, MORNING): "q08", (8, AFTERNOON): "q08"}


def test_a_seat_that_is_taken_stays_and_nobody_sits_twice():
    taken = {(8, MORNING): "an"}
    assert proposed(PLAN, taken, ["8 07:30-11:00"], [Sits("q08", 8)]) == ({}, [])
    elsewhere = {(9, MORNING): "q08"}
    assert proposed(PLAN, elsewhere, ["8 07:30-11:00"], [Sits("q08", 8)]) == ({}, [8])


@pytest.mark.parametrize("words", ["", "8", "99 07:30-11:00", "x 07:30-11:00", "8 ab:cd-ef:gh"])
def test_what_is_not_written_as_hours_of_a_counter_is_left_out(words):
    assert proposed(PLAN, {}, [words], [Sits("q08", 8)]) == ({}, [])


def test_the_hours_of_a_trial_are_written_as_the_roster_reads_them():
    counters = [
        {"counter": 8, "new": False, "open": [("07:30", "11:00"), ("13:30", "17:00")]},
        {"counter": 31, "new": True, "open": [("07:30", "11:00")]},
    ]
    assert roster_draft.spans(counters, ["more ca"]) == ["8 07:30-11:00", "8 13:30-17:00"]


def test_the_roster_takes_no_counter_that_a_change_closes() -> None:
    counters = [{"counter": 8, "new": False, "open": [["07:30", "09:00"]]}]
    changes = ["close 8 09:00-10:00", "more ca", "close 5"]
    assert roster_draft.spans(counters, changes) == []
    assert roster_draft.closed(changes) == [5, 8]
