"""The checker of calls sees wrong calls; otherwise its silence would mean nothing."""

from __future__ import annotations

import pytest

from server.domain.plan import parse_plan
from server.virtual.people import Citizen

EIGHT = 8 * 3600
PEOPLE = [
    Citizen("t1", 1, EIGHT, "a", 300),
    Citizen("t2", 2, EIGHT + 10, "a", 300),
    Citizen("t3", 3, EIGHT + 20, "a", 300),
    Citizen("t4", 4, EIGHT + 30, "c", 300),
    Citizen("t5", 5, EIGHT + 40, "c", 300, shows=False),
]
"""t1 and t2 are called at once, t3 waits; t4 finds counter 3 idle, t5 waits for it."""


@pytest.fixture
def day(make_document, checker, rows_of):
    """The faults of this day after ``change`` was made to the row of one ticket's call."""
    document = make_document()
    trace, calls = rows_of(parse_plan(document), PEOPLE, "call-mark")

    def faults(ticket, change):
        told = [{**row, **change} if row["ticket"] == ticket else row for row in calls]
        return checker(document, trace, told, "call-mark").faults()

    return faults


def test_the_day_as_it_was_is_right(day):
    assert day("t1", {}) == []


@pytest.mark.parametrize(
    ("ticket", "change", "said"),
    [
        ("t1", {"outcome": "no_show"}, "no_show instead of served"),
        ("t1", {"finished_s": "28831"}, "held until 28831"),
        ("t1", {"started_s": ""}, "started at "),
        ("t5", {"finished_s": "29300"}, "held until 29300"),
        ("t4", {"counter": "1"}, "counter 1 may not call group c"),
        ("t1", {"counter": "2"}, "better claim than 2"),
        ("t2", {"called_s": "28900"}, "counter 2 was idle"),
        ("t2", {"called_s": "28805"}, "may be called from"),
        ("t3", {"called_s": "28850", "counter": "1"}, "has somebody until"),
        ("t4", {"called_s": "45000"}, "outside the sessions"),
        ("t4", {"called_s": "", "counter": ""}, "times without a call"),
        ("t1", {"ticket": "t9"}, "is of t9"),
    ],
)
def test_a_wrong_row_is_seen(day, ticket, change, said):
    assert any(said in fault for fault in day(ticket, change))


def test_somebody_called_before_their_turn_is_seen(make_document, checker, rows_of):
    document = make_document()
    trace, calls = rows_of(parse_plan(document), PEOPLE[:3], "call-mark")
    t2, t3 = calls[1], calls[2]
    calls[1:] = [{**t3, "ticket": "t2"}, {**t2, "ticket": "t3"}]
    faults = checker(document, trace, calls, "call-mark").faults()
    assert any("t2 was before them" in fault for fault in faults)
