"""Staff see a ticket that was not taken at its kiosk and among the alerts, until it is done."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server.desk import Actor
from server.domain.handover import Alone

KIOSK = Actor("device", "kiosk-1")


@pytest.fixture
def guide(hall):
    return hall.log_in("guide")


@pytest.fixture
def refused(hall):
    """A ticket that kiosk-1 gave an hour from now."""
    at = hall.clock.now() + timedelta(hours=1)
    told = Alone("r-1", "t-1", "k" * 22, 1999, "A", "ho-tich", False, 1, "vi", at)
    hall.desk.keep_refused(KIOSK, told, "issued-in-future")
    return told


def test_the_kiosk_says_which_number_why_and_what_to_do(hall, guide, refused):
    (kiosk,) = guide.get("/kiosks").json
    (ticket,) = kiosk["refused"]
    assert ticket["reason"]["vi"] and ticket["advice"]["en"]
    told = {name: ticket[name] for name in ("number", "group", "code", "issued_at", "lang")}
    assert told == {
        "number": 1999,
        "group": "ho-tich",
        "code": "issued-in-future",
        "issued_at": "2026-11-24T10:00:00+07:00",
        "lang": "vi",
    }


def test_it_is_an_alert_until_somebody_says_done(hall, guide, refused):
    (alert,) = guide.get("/alerts").json["alerts"]
    assert (alert["kind"], alert["device"]) == ("refused-ticket", "kiosk-1")
    (kiosk,) = guide.get("/kiosks").json
    assert kiosk["refused"] == [alert["ticket"]]
    assert alert["ticket"]["alert"] == alert["id"]
    assert guide.post(f"/alerts/{alert['id']}/done").json["state"] == "done"
    assert guide.get("/alerts").json["alerts"] == []
    assert guide.get("/kiosks").json[0]["refused"] == []


def test_a_kiosk_tells_how_many_tickets_it_has_still_to_hand_over(hall, guide):
    hall.desk.seen.health("kiosk-1", "ok", None, 0, alone=7)
    assert guide.get("/kiosks").json[0]["alone"] == 7


def test_whoever_has_no_account_sees_none(hall, refused):
    assert hall.client().get("/api/v1/alerts").status_code == 401
    assert hall.client().get("/api/v1/kiosks").status_code == 401
