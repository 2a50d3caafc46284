"""What loudspeakers say to all on a day, by the plan's hours."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from server.domain import sentences
from server.domain.plan import parse_plan

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
USUAL = [("lunch", "11:30"), ("opening", "13:25"), ("closing", "16:45")]


@pytest.fixture
def said(make_document):
    """The sentences of a Tuesday, with their times on the wall."""

    def told(hours=None, **centre):
        plan = make_document(**centre)
        if hours is not None:
            plan["session"] = [
                {"name": opens, "opens": opens, "closes": closes, "last_ticket": closes}
                for opens, closes in hours
            ]
        found = sentences.of_day(parse_plan(plan), NOON)
        local = ZoneInfo("Asia/Ho_Chi_Minh")
        return [(one.say, one.at.astimezone(local).strftime("%H:%M")) for one in found]

    return told


def test_lunch_begins_ends_soon_and_the_day_closes_soon(said):
    assert said() == USUAL


def test_where_all_are_served_to_the_end_nobody_is_sent_home_at_lunch(said):
    assert said(at_close="finish") == USUAL[1:]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ([("07:30", "16:00")], [("closing", "15:45")]),
        ([("07:30", "11:00"), ("11:05", "16:00")], [("lunch", "11:00"), ("closing", "15:45")]),
        ([("07:30", "07:40")], []),
    ],
    ids=["no break", "a break too short to end soon", "a day too short to close soon"],
)
def test_what_makes_no_sense_is_not_said(said, hours, expected):
    assert said(hours) == expected


def test_a_day_without_hours_says_nothing(make_document):
    plan = parse_plan(make_document(weekdays=[1]))
    assert sentences.of_day(plan, NOON) == []
