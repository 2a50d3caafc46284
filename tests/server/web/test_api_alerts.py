"""A call for staff: asked by a kiosk, seen by all staff, answered and ended by people."""

from __future__ import annotations

import pytest

from server.desk import Actor

KIOSK = Actor("device", "kiosk-1")


@pytest.fixture
def asked(hall):
    """One call, made three times."""
    for _ in range(3):
        told = hall.desk.ask_help(KIOSK, "help-1", "kiosk-1")
    hall.desk.ask_help(KIOSK, "help-2", "kiosk-1")
    return told


def test_repeated_presses_are_one_call(asked, boss):
    (alert,) = boss.get("/alerts").json["alerts"]
    assert (alert["id"], alert["device"], alert["state"]) == ("help-1", "kiosk-1", "asked")
    assert alert == asked


def test_a_call_is_answered_once_and_ends(asked, boss):
    assert boss.post("/alerts/help-1/coming").json["state"] == "coming"
    assert boss.post("/alerts/help-1/coming").json["state"] == "coming"
    assert boss.get("/alerts").json["alerts"][0]["state"] == "coming"
    assert boss.post("/alerts/help-1/done").json["state"] == "done"
    assert boss.post("/alerts/help-1/coming").json["state"] == "done", "what is over stays over"
    assert boss.get("/alerts").json["alerts"] == []


def test_a_new_call_after_the_end_is_another(asked, boss, hall):
    boss.post("/alerts/help-1/done")
    assert hall.desk.ask_help(KIOSK, "help-3", "kiosk-1")["id"] == "help-3"


def test_a_new_day_begins_without_calls(asked, hall, clock):
    clock.pass_s(24 * 3600)
    hall.desk.tick()
    assert hall.log_in("boss").get("/alerts").json["alerts"] == []


def test_only_people_answer_a_call_and_only_staff_see_it(asked, hall, kiosk, boss):
    assert hall.client().get("/api/v1/alerts").json["code"] == "not-logged-in"
    assert hall.client().post("/api/v1/alerts/help-1/coming").json["code"] == "not-logged-in"
    assert boss.post("/alerts/none/coming").json["code"] == "unknown-alert"
