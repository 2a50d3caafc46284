"""The keys of hours, lanes and the opening: every mistake at once, and nothing lost on the way."""

from __future__ import annotations

import pytest

from server.domain.plan import PlanRefused, parse_plan, plan_from_toml, plan_to_document
from server.domain.plan_toml import plan_to_toml

NAMED = {"name_vi": "Lễ", "name_en": "Holiday"}


@pytest.fixture
def rich(make_document):
    """A plan with every key of hours and lanes."""
    document = make_document(
        weekdays=[1, 2, 3, 4, 5, 6], bulk_over=3, stop_when_full=True, opening="draw"
    )
    document["holiday"] = [
        {"date": "2026-09-02", **NAMED},
        {"date": "2026-12-31", **NAMED, "sessions": ["sáng"]},
    ]
    document["series"][0]["opening_block"] = 40
    document["group"][0] |= {"bulk": "b", "need": "collect", "last_ticket": "16:00"}
    return document


def wrong(document):
    with pytest.raises(PlanRefused) as caught:
        parse_plan(document)
    return {error.key: error.message for error in caught.value.errors}


def test_it_comes_back_from_its_text_and_from_its_document(rich):
    plan = parse_plan(rich)
    assert plan_from_toml(plan_to_toml(plan)) == plan
    assert parse_plan(plan_to_document(plan)) == plan
    assert plan.groups["a"].last_ticket_s == 16 * 3600
    assert plan.holidays["2026-12-31"].sessions == ("sáng",)


def test_a_day_may_be_written_as_a_date_of_toml(rich):
    text = plan_to_toml(parse_plan(rich)).replace('date = "2026-09-02"', "date = 2026-09-02")
    assert plan_from_toml(text) == parse_plan(rich)


def test_a_plan_without_these_keys_is_open_every_day_and_by_arrival(small_plan):
    assert small_plan.centre.weekdays == (1, 2, 3, 4, 5, 6, 7)
    assert (small_plan.centre.opening, small_plan.holidays) == ("arrival", {})
    assert {group.need for group in small_plan.groups.values()} == {"submit"}


def test_every_mistake_is_told_at_once(rich):
    rich["centre"] |= {"weekdays": [0, 1], "bulk_over": 0, "stop_when_full": 1, "opening": "luck"}
    rich["holiday"][0]["date"] = "2.9.2026"
    rich["holiday"][1]["sessions"] = ["tối"]
    rich["series"][0]["opening_block"] = 99
    rich["group"][0] |= {"bulk": "z", "need": "sing", "last_ticket": "25:00"}
    assert set(wrong(rich)) == {
        "centre.weekdays",
        "centre.bulk_over",
        "centre.stop_when_full",
        "centre.opening",
        "holiday[0].date",
        "holiday[1].sessions",
        "series[0].opening_block",
        "group[0].bulk",
        "group[0].need",
        "group[0].last_ticket",
    }


def test_a_draw_needs_a_block_and_time_before_the_opening(rich):
    del rich["series"][0]["opening_block"]
    rich["centre"]["issue_early_s"] = 0
    assert wrong(rich).keys() == {"centre.opening", "centre.issue_early_s"}


@pytest.mark.parametrize("days", [[], [1, 1], [8], ["mon"], 5, [True]])
def test_weekdays_are_whole_numbers_each_once(rich, days):
    rich["centre"]["weekdays"] = days
    assert list(wrong(rich)) == ["centre.weekdays"]


def test_a_holiday_stands_once(rich):
    rich["holiday"][1]["date"] = "2026-09-02"
    assert "stands 2 times" in wrong(rich)["holiday[0].date"]


def test_a_bulk_lane_is_another_group_and_the_last_one(rich):
    rich["group"][1]["bulk"] = "b"
    assert wrong(rich).keys() == {"group[0].bulk", "group[1].bulk"}
