"""The staff's page of appointments: it counts, takes codes, calls off, and names nobody."""

from __future__ import annotations

import re

import pytest

from server.domain.plan import parse_plan, plan_to_document

SLOT = "2026-11-24T10:00:00+07:00"


@pytest.fixture
def booking_hall(hall):
    """The hall, whose group ho-tich takes two appointments a slot."""
    document = plan_to_document(hall.desk.plan)
    document["group"][0]["slot_capacity"] = 2
    document["booking"] = {"enabled": True}
    hall.desk._ledger.adopt(parse_plan(document))
    return hall


@pytest.fixture
def guide(booking_hall):
    """The guidance desk's login."""
    return booking_hall.log_in("guide")


@pytest.fixture
def code(booking_hall, guide):
    """An appointment at ten."""
    made = guide.post("/bookings", json={"group": "ho-tich", "slot_at": SLOT})
    return made.json["code"]


def page(guide, query=""):
    return guide.client.get(f"/desk/appointments?lang=en{query}").get_data(as_text=True)


def send(guide, step, **form):
    path = f"/desk/appointments/{step}?lang=en"
    return guide.client.post(path, data={"csrf_token": guide.csrf, **form})


def sums(text):
    return [int(n) for n in re.findall(r"<dd>(\d+)</dd>", text)]


def test_a_day_is_counted_by_slot_and_group_and_no_code_is_shown(guide, code):
    text = page(guide)
    assert sums(text) == [1, 0, 0, 0, 0]
    assert ">10:00<" in text and "Civil status" in text
    assert code not in text
    assert sums(page(guide, "&day=2026-11-25")) == [0, 0, 0, 0, 0]
    assert sums(page(guide, "&day=nonsense")) == [1, 0, 0, 0, 0]


def test_who_has_a_code_gets_a_number_and_is_counted_as_arrived(guide, code, clock):
    early = send(guide, "check-in", code=code)
    assert early.status_code == 409 and "too early" in early.get_data(as_text=True)
    clock.pass_s(45 * 60)
    given = send(guide, "check-in", code=code.lower(), priority="yes")
    text = given.get_data(as_text=True)
    assert given.status_code == 200 and "1001" in text and "data:image/svg+xml" in text
    assert sums(text) == [0, 1, 0, 0, 0]
    again = send(guide, "check-in", code=code)
    assert again.status_code == 409 and "1001" in again.get_data(as_text=True)
    ticket = guide.get("/desk/tickets/1001").json
    assert ticket["priority"] is True


def test_too_late_is_counted_apart(guide, code, booking_hall, clock):
    clock.pass_s(80 * 60)
    booking_hall.desk.tick()
    late = sums(send(guide, "check-in", code=code).get_data(as_text=True))
    assert late == [0, 0, 1, 0, 0]


def test_an_appointment_is_called_off_for_a_reason_that_its_holder_reads(guide, code, hall):
    assert send(guide, "cancel", code=code).status_code == 422
    done = send(guide, "cancel", code=code, reason="staff")
    assert done.status_code == 303 and "off=10" in done.location
    assert sums(page(guide)) == [0, 0, 0, 0, 1]
    seen = hall.client().get(f"/b/{code}?lang=en").get_data(as_text=True)
    assert "The centre cancelled it: No officer at the counters" in seen


def test_words_of_ones_own_are_a_reason_and_long_numbers_are_blotted_out(guide, code, hall):
    send(guide, "cancel", code=code, reason="asked", words="Gọi 0912 345 678")
    told = hall.client().get(f"/api/v1/bookings/{code}").json
    assert told["reason"] == "Gọi ••••••••••••"


def test_its_holder_needs_no_reason(guide, code, hall):
    hall.client().post(f"/api/v1/bookings/{code}/cancel")
    assert hall.client().get(f"/api/v1/bookings/{code}").json["reason"] == ""


@pytest.mark.parametrize("step", ["check-in", "cancel"])
def test_a_wrong_code_is_said(guide, step):
    told = send(guide, step, code="AAAA-AAAA", reason="asked")
    assert told.status_code == 404 and 'role="alert"' in told.get_data(as_text=True)


def test_only_the_guidance_desk_and_managers_see_it(booking_hall):
    assert booking_hall.client().get("/desk/appointments").status_code == 302
    lan = booking_hall.log_in("lan")
    assert lan.client.get("/desk/appointments").status_code == 403
    assert send(lan, "cancel", code="x", reason="asked").status_code == 403
    guide = booking_hall.log_in("guide")
    bare = guide.client.post("/desk/appointments/cancel", data={"code": "x"})
    assert bare.status_code == 403, "no token, no deed"
