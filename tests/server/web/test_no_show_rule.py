"""Nobody is marked as a no-show before the calls and the seconds that the plan asks for."""

from __future__ import annotations

from dataclasses import replace

import pytest

RULE = {"no_show_calls": 2, "no_show_after_s": 45}


@pytest.fixture
def strict(hall):
    """The same hall under a plan that asks for two calls and 45 seconds."""
    plan = hall.desk.snapshot().hall.rules
    hall.desk._ledger.adopt(replace(plan, centre=replace(plan.centre, **RULE)))
    return hall


def test_a_no_show_waits_for_the_calls_and_for_the_seconds(strict, clock, kiosk, lan):
    number = kiosk("ho-tich").json["number"]
    held = lan.post("/counters/1/next") and lan.get("/counters/1").json["ticket"]
    assert (held["no_show_calls"], held["no_show_at"][11:19]) == (1, "09:00:45")
    refused = lan.post("/counters/1/no-show")
    assert (refused.status_code, refused.json["code"]) == (409, "no-show-early")
    assert refused.json["reason"] == {
        "vi": f"Chưa ghi vắng được. Gọi số {number} thêm 1 lần nữa và chờ 45 giây.",
        "en": f"Too early for a no-show. Call number {number} once more and give it 45 seconds.",
    }
    clock.pass_s(20)
    lan.post("/counters/1/recall")
    left = lan.post("/counters/1/no-show").json["reason"]["en"]
    assert left == f"Too early for a no-show. Give number {number} 25 seconds."
    clock.pass_s(24.5)
    left = lan.post("/counters/1/no-show").json["reason"]["en"]
    assert left == f"Too early for a no-show. Give number {number} 1 second."
    clock.pass_s(0.5)
    assert lan.post("/counters/1/no-show").json["no_shows"][0]["number"] == number


def test_time_alone_is_not_enough(strict, clock, kiosk, lan):
    number = kiosk("ho-tich").json["number"]
    lan.post("/counters/1/next")
    clock.pass_s(600)
    left = lan.post("/counters/1/no-show").json["reason"]["en"]
    assert left == f"Too early for a no-show. Call number {number} once more."


def test_who_is_called_anew_after_a_miss_gets_the_same_chance_again(strict, clock, kiosk, lan):
    number = kiosk("ho-tich").json["number"]
    lan.post("/counters/1/next")
    lan.post("/counters/1/recall")
    clock.pass_s(45)
    assert lan.post("/counters/1/no-show").status_code == 200
    clock.pass_s(60)
    lan.post("/counters/1/call", json={"number": number, "reason": "vừa đến"})
    held = lan.get("/counters/1").json["ticket"]
    assert (held["calls"], held["no_show_calls"]) == (3, 1)
    assert lan.post("/counters/1/no-show").json["code"] == "no-show-early"


def test_a_plan_that_says_nothing_asks_for_one_call(hall, kiosk, lan):
    kiosk("ho-tich")
    lan.post("/counters/1/next")
    assert lan.post("/counters/1/no-show").status_code == 200
