"""The tablet of a counter: it asks about the visit that just ended there, once."""

from __future__ import annotations

import pytest


@pytest.fixture
def tablet(hall):
    """Headers of a device that is bound to counter 1 and cannot press anything."""
    secret = hall.accounts.create_device("tablet-1", "monitor", [1])
    return {"Authorization": f"Bearer {secret}"}


def serve(lan, kiosk) -> dict:
    """A ticket that was served at counter 1."""
    made = kiosk("ho-tich").json
    for verb in ("next", "start", "finish"):
        lan.post(f"/counters/1/{verb}")
    return made


def asked(hall, tablet):
    """What the tablet shows."""
    return hall.client().get("/api/v1/counters/1/rating", headers=tablet).json["visit"]


def rate(hall, tablet, ticket: str, score: int = 5):
    """Send a rating from the tablet."""
    path, body = "/api/v1/counters/1/rating", {"ticket": ticket, "score": score}
    return hall.client().post(path, json=body, headers=tablet)


def test_it_asks_after_a_service_and_no_more_once_it_is_answered(hall, lan, kiosk, tablet):
    assert asked(hall, tablet) is None
    made = serve(lan, kiosk)
    visit = asked(hall, tablet)
    assert visit["number"] == made["number"]
    assert rate(hall, tablet, visit["ticket"]).status_code == 200
    assert asked(hall, tablet) is None


def test_phone_and_tablet_together_count_once(hall, lan, kiosk, tablet):
    made = serve(lan, kiosk)
    ticket = asked(hall, tablet)["ticket"]
    path = f"/api/v1/tickets/{made['key']}/rating"
    assert hall.client().post(path, json={"score": 2}).status_code == 200
    assert rate(hall, tablet, ticket).json["code"] == "rating-over"


def test_who_was_served_long_ago_is_not_asked_about(hall, lan, kiosk, tablet, clock):
    serve(lan, kiosk)
    ticket = asked(hall, tablet)["ticket"]
    clock.pass_s(301)
    assert asked(hall, tablet) is None
    assert rate(hall, tablet, ticket).status_code == 409


def test_the_tablet_never_learns_the_key_of_a_ticket_or_who_served(hall, lan, kiosk, tablet):
    made = serve(lan, kiosk)
    told = hall.client().get("/api/v1/counters/1/rating", headers=tablet).text
    assert made["key"] not in told
    assert "lan" not in told


def test_only_the_counters_own_screens_may_ask(hall, lan, kiosk, tablet):
    serve(lan, kiosk)
    ticket = asked(hall, tablet)["ticket"]
    path = "/api/v1/counters/2/rating"
    assert hall.client().get(path, headers=tablet).status_code == 403
    assert hall.client().get("/api/v1/counters/1/rating").status_code == 401
    assert rate(hall, hall.bearer("display"), ticket).status_code == 403
    assert hall.client().post("/api/v1/counters/1/next", headers=tablet).status_code == 403
    assert lan.get("/counters/1/rating").json["visit"]["ticket"] == ticket
