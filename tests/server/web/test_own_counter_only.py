"""What is one counter's own: its figures, its people, and who sits there."""

from __future__ import annotations

import pytest

from server.store import pins


def test_figures_of_a_counter_are_for_who_works_there_and_who_runs_the_hall(hall, lan, boss):
    assert lan.get("/counters/1").status_code == 200
    refused = hall.log_in("minh").get("/counters/1")
    assert (refused.status_code, refused.json["code"]) == (403, "not-your-counter")
    assert boss.get("/counters/1").status_code == 200


def test_a_number_of_another_counters_group_is_called_by_who_runs_the_hall_only(
    hall, kiosk, lan, boss
):
    number = kiosk("dat-dai").json["number"]
    lan.post("/counters/1/open")
    refused = lan.post("/counters/1/call", json={"number": number, "reason": "quen"})
    assert (refused.status_code, refused.json["code"]) == (403, "of-another-counter")
    called = boss.post("/counters/1/call", json={"number": number, "reason": "điều hành"})
    assert called.status_code == 200


def test_who_was_sent_to_another_counter_is_not_taken_back_by_number(hall, kiosk, lan):
    number = kiosk("ho-tich").json["number"]
    lan.post("/counters/1/open")
    lan.post("/counters/1/next")
    lan.post("/counters/1/transfer", json={"counter": 2})
    minh = hall.log_in("minh")
    minh.post("/counters/2/open")
    refused = lan.post("/counters/1/call", json={"number": number, "reason": "nhầm"})
    assert refused.json["code"] == "of-another-counter"
    called = minh.post("/counters/2/call", json={"number": number, "reason": "đến lượt"})
    assert called.status_code == 200


def test_who_takes_over_a_counter_sits_there_for_everybody(hall, lan, boss):
    lan.post("/counters/1/open")
    told = {"login": "boss", "pin": "246810", "counter": 1, "takeover": True}
    client = hall.client()
    assert client.post("/api/v1/session", json=told).status_code == 200
    assert client.get("/api/v1/counters/1").json["officer"] == boss.get("/session").json["name"]


def test_the_only_administrator_stays_one(hall):
    hall.accounts.create_officer("root", "Quản trị", "Sở", ["admin"], "246810", None)
    root = hall.log_in("root")
    form = {"csrf_token": root.csrf, "name": "Quản trị", "department": "Sở Tư pháp"}
    form |= {"roles": "guide", "counter": ""}
    answered = root.client.post("/manage/people/root", data=form, headers={"Accept": "text/html"})
    assert answered.status_code == 422
    assert "Phải còn ít nhất một quản trị viên" in answered.text
    assert "admin" in hall.accounts.officer("root").roles


@pytest.mark.parametrize("weak", ["111111", "123456", "654321", "123123", "lan"])
def test_what_is_guessed_first_is_no_pin(lan, weak):
    assert pins.is_weak(weak, "lan")
    assert lan.post("/session/secret", json={"old": "246810", "new": weak}).status_code != 200


@pytest.mark.parametrize("good", ["246810", "998877", "135790", "314159"])
def test_others_may_be_chosen(good):
    assert not pins.is_weak(good, "lan")
