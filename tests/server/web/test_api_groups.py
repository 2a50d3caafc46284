"""Closing a group with a reason, caps, lanes and the day's end, over HTTP."""

from __future__ import annotations

import pytest


def groups(hall):
    return {row["code"]: row for row in hall.client().get("/api/v1/groups").json}


@pytest.mark.parametrize("login", ["guide", "boss"])
def test_guides_and_managers_close_a_group_and_citizens_read_why(hall, kiosk, login):
    who = hall.log_in(login)
    body = {"reason_vi": "Hệ thống đất đai đang lỗi", "reason_en": "The land system is down"}
    closed = who.post("/groups/ho-tich/close", json=body)
    assert closed.json == {"group": "ho-tich", "open": False, "waiting": 0}
    row = groups(hall)["ho-tich"]
    assert row["open"] is False
    assert "Hệ thống đất đai đang lỗi." in row["reason"]["vi"]
    refused = kiosk("ho-tich")
    assert (refused.status_code, refused.json["code"]) == (409, "group-closed")
    assert "The land system is down." in refused.json["reason"]["en"]
    assert who.post("/groups/ho-tich/open").json["open"] is True
    assert kiosk("ho-tich").status_code == 201


def test_who_waits_is_called_while_the_group_is_closed(hall, kiosk, lan):
    number = kiosk("ho-tich").json["number"]
    closed = hall.log_in("guide").post("/groups/ho-tich/close", json={"reason_vi": "Họp"})
    assert closed.json["waiting"] == 1
    assert lan.post("/counters/1/next").json["call"]["number"] == number


def test_officers_auditors_and_devices_may_not(hall):
    for login in ("lan", "audit"):
        who = hall.log_in(login)
        assert who.post("/groups/ho-tich/close", json={"reason_vi": "x"}).status_code == 403
        assert who.post("/groups/ho-tich/open").status_code == 403
    answered = hall.client().post("/api/v1/groups/ho-tich/open", headers=hall.bearer("kiosk"))
    assert answered.status_code == 403
    assert hall.client().post("/api/v1/groups/ho-tich/open").status_code == 401


def test_without_a_reason_or_a_group_it_is_refused(hall):
    guide = hall.log_in("guide")
    assert guide.post("/groups/ho-tich/close", json={}).json["code"] == "reason-needed"
    assert guide.post("/groups/x/close", json={"reason_vi": "x"}).json["code"] == "unknown-group"
    long = guide.post("/groups/ho-tich/close", json={"reason_vi": "x" * 201})
    assert long.status_code == 422


def test_until_a_moment_of_today(hall, kiosk, clock):
    guide = hall.log_in("guide")
    body = {"reason_vi": "Họp", "until": "2026-11-24T10:00:00+07:00"}
    assert guide.post("/groups/ho-tich/close", json=body).status_code == 200
    assert "Mở lại lúc 10:00." in groups(hall)["ho-tich"]["reason"]["vi"]
    clock.pass_s(3600)
    assert kiosk("ho-tich").status_code == 201


def test_a_repeat_of_the_key_closes_once(hall):
    guide = hall.log_in("guide")
    headers, body = {"Idempotency-Key": "one"}, {"reason_vi": "Họp"}
    first = guide.post("/groups/ho-tich/close", json=body, headers=headers)
    guide.post("/groups/ho-tich/open")
    again = guide.post("/groups/ho-tich/close", json=body, headers=headers)
    assert again.json == first.json
    assert groups(hall)["ho-tich"]["open"] is True


def test_groups_tell_their_lane_and_what_the_cap_leaves(hall, kiosk):
    assert groups(hall)["dat-dai"]["left"] == 2
    kiosk("dat-dai")
    row = groups(hall)["dat-dai"]
    assert (row["left"], row["need"], row["bulk"]) == (1, "submit", None)
    assert groups(hall)["ho-tich"]["left"] is None


def test_the_ticket_and_the_group_say_whether_the_call_comes_before_closing(hall, kiosk, lan):
    assert groups(hall)["ho-tich"]["closing"] == "before"
    made = kiosk("ho-tich").json
    assert (made["closing"], made["lunch"]) == ("before", False)
    assert groups(hall)["dat-dai"]["closing"] is None, "no counter of it works"


def test_the_centre_tells_its_hours_and_rules(hall):
    centre = hall.client().get("/api/v1/centre").json
    assert centre["weekdays"] == [1, 2, 3, 4, 5, 6, 7]
    assert [one["closes"] for one in centre["today"]] == ["11:30", "17:00"]
    assert (centre["holidays"], centre["reason"]) == ([], None)
    assert (centre["bulk_over"], centre["at_close"], centre["opening"]) == (5, "carry", "arrival")
