"""The verbs of a counter, and who may use them."""

from __future__ import annotations

import pytest


def test_next_calls_the_first_and_finishes_whom_the_counter_has(hall, kiosk, lan):
    first, second = kiosk("ho-tich").json, kiosk("ho-tich").json
    called = lan.post("/counters/1/next").json
    assert called["call"]["number"] == first["number"]
    assert called["call"]["counter"] == 1
    assert called["call"]["why"]["vi"]
    assert called["state"] == "called"
    assert lan.get("/counters/1").json["ticket"]["number"] == first["number"]
    assert lan.post("/counters/1/next").json["call"]["number"] == second["number"]
    assert hall.client().get(f"/api/v1/tickets/{first['key']}").json["state"] == "served"
    nobody = lan.post("/counters/1/next").json
    assert nobody["call"] is None
    assert nobody["state"] == "idle"


def test_one_press_is_at_most_one_call_and_its_answer_stays_the_same(hall, clock, kiosk, lan):
    kiosk("ho-tich")
    kiosk("ho-tich")
    once = lan.post("/counters/1/next", headers={"Idempotency-Key": "p1"})
    clock.pass_s(5)
    again = lan.post("/counters/1/next", headers={"Idempotency-Key": "p1"})
    assert once.data == again.data
    other = lan.post("/counters/1/recall", headers={"Idempotency-Key": "p1"})
    assert other.json["code"] == "idempotency-conflict"


def test_a_whole_service_goes_through_its_states(hall, clock, kiosk, lan):
    kiosk("ho-tich")
    lan.post("/counters/1/next")
    recalled = lan.post("/counters/1/recall").json
    assert recalled["call"]["counter"] == 1
    assert lan.get("/counters/1").json["ticket"]["calls"] == 2
    started = lan.post("/counters/1/start").json
    assert started["state"] == "serving"
    clock.pass_s(300)
    finished = lan.post("/counters/1/finish").json
    assert finished["call"] is None
    assert finished["today"] == {"served": 1, "median_service_s": 300, "n": 1}


def test_park_takes_a_reason_or_none_and_return_brings_the_number_back(hall, kiosk, lan):
    number = kiosk("ho-tich").json["number"]
    lan.post("/counters/1/next")
    parked = lan.post("/counters/1/park", json={"reason": "thiếu giấy"}).json
    assert [(p["number"], p["reason"]) for p in parked["parked"]] == [(number, "thiếu giấy")]
    assert lan.post("/counters/1/return", json={"number": number}).status_code == 200
    assert lan.post("/counters/1/next").json["call"]["number"] == number
    assert lan.post("/counters/1/park").status_code == 200


def test_a_no_show_is_listed_and_may_be_called_by_number(hall, kiosk, lan):
    number = kiosk("ho-tich").json["number"]
    lan.post("/counters/1/next")
    missed = lan.post("/counters/1/no-show").json
    assert [m["number"] for m in missed["no_shows"]] == [number]
    called = lan.post("/counters/1/call", json={"number": number, "reason": "vừa đến"}).json
    assert called["call"]["number"] == number


def test_undo_takes_the_call_back(hall, kiosk, lan):
    key = kiosk("ho-tich").json["key"]
    lan.post("/counters/1/next")
    assert lan.post("/counters/1/undo").json["ticket"] is None
    assert hall.client().get(f"/api/v1/tickets/{key}").json["state"] == "waiting"


def test_a_transfer_goes_to_exactly_one_place(hall, kiosk, lan):
    key = kiosk("ho-tich").json["key"]
    lan.post("/counters/1/next")
    both = lan.post("/counters/1/transfer", json={"group": "dat-dai", "counter": 3})
    assert (both.status_code, both.json["code"]) == (422, "transfer-target")
    assert lan.post("/counters/1/transfer", json={"group": "dat-dai"}).status_code == 200
    moved = hall.client().get(f"/api/v1/tickets/{key}").json
    assert (moved["state"], moved["group"], moved["zone"]) == ("waiting", "dat-dai", "2")


def test_a_pause_needs_a_reason_and_shows_it(hall, lan):
    assert lan.post("/counters/1/pause", json={}).status_code == 422
    blank = lan.post("/counters/1/pause", json={"reason": "  "})
    assert (blank.status_code, blank.json["code"]) == (422, "reason-needed")
    paused = lan.post("/counters/1/pause", json={"reason": "nghỉ"}).json
    assert (paused["state"], paused["pause_reason"]) == ("paused", "nghỉ")
    assert lan.post("/counters/1/next").json["code"] == "counter-paused"


def test_the_officer_who_opens_the_own_counter_sits_there(hall, lan, boss):
    assert lan.get("/counters/1").json["officer"] == "Cán bộ lan"
    opened = boss.post("/counters/3/open").json
    assert opened["officer"] is None


def test_officers_work_only_at_their_own_counter(hall, lan):
    answered = lan.post("/counters/2/next")
    assert (answered.status_code, answered.json["code"]) == (403, "not-your-counter")


def test_managers_work_at_every_counter(hall, boss):
    assert boss.post("/counters/2/open").status_code == 200
    assert boss.post("/counters/2/next").json["call"] is None


def test_a_terminal_works_only_at_the_counters_it_is_bound_to(hall, lan):
    def press(counter: int, role: str) -> int:
        path = f"/api/v1/counters/{counter}/next"
        return hall.client().post(path, headers=hall.bearer(role)).status_code

    assert press(1, "terminal") == 200
    assert press(2, "terminal") == 403
    assert press(1, "kiosk") == 403


def test_a_counter_that_is_not_planned_is_404_for_staff_and_401_for_strangers(hall, boss):
    assert boss.post("/counters/99/next").json["code"] == "unknown-counter"
    assert boss.get("/counters/99").json["code"] == "unknown-counter"
    assert hall.client().post("/api/v1/counters/99/next").status_code == 401
    assert hall.client().get("/api/v1/counters/1").status_code == 401


def test_moves_that_are_not_allowed_now_are_409_with_a_reason(hall, lan):
    for verb in ("recall", "start", "finish", "no-show", "park"):
        answered = lan.post(f"/counters/1/{verb}")
        assert (answered.status_code, answered.json["code"]) == (409, "nobody-here"), verb
        assert answered.json["reason"]["vi"]


def test_a_counter_lists_who_waits_in_the_order_of_calling(hall, clock, kiosk, lan):
    usual = kiosk("ho-tich").json["number"]
    clock.pass_s(60)
    priority = kiosk("ho-tich", priority=True).json["number"]
    view = lan.get("/counters/1").json
    assert [w["number"] for w in view["waiting"]] == [priority, usual]
    assert view["waiting"][1]["waited_s"] == 60
    assert view["next"][0]["why"]["en"]
    assert view["waiting_total"] == 2


@pytest.mark.parametrize("path", ["/counters/abc", "/counters/-1", "/nothing"])
def test_paths_that_do_not_exist_are_problems_under_api(hall, path):
    answered = hall.client().get(f"/api/v1{path}")
    assert (answered.status_code, answered.json["code"]) == (404, "not-found")
    assert answered.content_type == "application/problem+json"
