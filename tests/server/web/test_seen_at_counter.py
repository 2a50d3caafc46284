"""Next rests on what one sees: who presses upon an older picture is told, and nothing happens."""

from __future__ import annotations

import pytest

VI = {"Accept-Language": "vi"}


@pytest.fixture
def numbers(kiosk, lan):
    return [kiosk("ho-tich").json["number"] for _ in range(3)]


def press(officer, seen, **more):
    return officer.post(f"/counters/1/next?seen={seen}", **more)


def at_counter(officer):
    ticket = officer.get("/counters/1").json["ticket"]
    return ticket and ticket["number"]


def test_who_saw_nobody_calls_nobody_over_a_call_of_another_screen(lan, numbers):
    assert press(lan, "nobody").json["call"]["number"] == numbers[0]
    late = press(lan, "nobody")
    assert (late.status_code, late.json["code"]) == (409, "called-elsewhere")
    n = numbers[0]
    assert late.json["reason"] == {
        "vi": f"Quầy 1 vừa gọi số {n} ở một màn hình khác. Chưa làm gì thêm.",
        "en": f"Counter 1 has just called number {n} on another screen. Nothing more was done.",
    }
    assert at_counter(lan) == n


def test_who_saw_a_visit_that_ended_elsewhere_calls_nobody(lan, numbers):
    press(lan, "nobody")
    lan.post("/counters/1/start")
    lan.post("/counters/1/finish", json={})
    late = press(lan, numbers[0])
    assert (late.status_code, late.json["code"]) == (409, "done-elsewhere")
    assert late.json["reason"] == {
        "vi": "Lượt này ở quầy 1 vừa kết thúc ở một màn hình khác. Chưa làm gì thêm.",
        "en": "This visit at counter 1 has just ended on another screen. Nothing more was done.",
    }
    assert at_counter(lan) is None


def test_who_sees_what_is_there_goes_on_and_a_button_sees_nothing(lan, numbers):
    press(lan, "nobody")
    assert press(lan, numbers[0]).json["call"]["number"] == numbers[1]
    assert lan.post("/counters/1/next").json["call"]["number"] == numbers[2]


def test_a_repeat_gets_the_first_answer_though_the_counter_has_moved(lan, numbers):
    first = press(lan, "nobody", headers={"Idempotency-Key": "once"})
    again = press(lan, "nobody", headers={"Idempotency-Key": "once"})
    assert again.json == first.json and first.json["call"]["number"] == numbers[0]


VERBS = {
    **{"recall": {}, "start": {}, "finish": {}, "no-show": {}, "undo": {}},
    "park": {"reason": "papers"},
    "transfer": {"group": "dat-dai"},
    "note": {"text": "x"},
    "priority": {"priority": True},
    "call": {"number": 1003, "reason": "x"},
}


@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_falls_upon_somebody_whom_the_officer_does_not_see(hall, lan, numbers, clock, verb):
    press(lan, "nobody")
    press(lan, numbers[0])
    clock.pass_s(60)
    before = hall.desk.snapshot().hall.tickets
    late = lan.post(f"/counters/1/{verb}?seen={numbers[0]}", json=VERBS[verb])
    assert (late.status_code, late.json["code"]) == (409, "called-elsewhere")
    assert hall.desk.snapshot().hall.tickets == before
    assert at_counter(lan) == numbers[1]
