"""Appointments over HTTP: for anybody, without a name, and with limits."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from server.domain.plan import parse_plan, plan_to_document


@pytest.fixture
def booking_hall(hall):
    """The hall, whose group ho-tich takes two appointments a slot."""
    document = plan_to_document(hall.desk.plan)
    document["group"][0]["slot_capacity"] = 2
    document["booking"] = {"enabled": True}
    hall.desk._ledger.adopt(parse_plan(document))
    return hall


@pytest.fixture
def anybody(booking_hall):
    """Somebody without credentials, at an address of their own."""

    def at(address="203.0.113.7"):
        client = booking_hall.client()
        client.environ_base["REMOTE_ADDR"] = address
        return client

    return at


def free(client, day="2026-11-24"):
    return client.get(f"/api/v1/slots?group=ho-tich&day={day}").json["slots"]


def book(client, slot_at, key=None):
    headers = {"Idempotency-Key": key} if key else {}
    body = {"group": "ho-tich", "slot_at": slot_at}
    return client.post("/api/v1/bookings", json=body, headers=headers)


def code_of(answered):
    assert answered.status_code == 201, answered.text
    return answered.json["code"]


def test_slots_of_a_day_say_how_many_are_left(anybody):
    client = anybody()
    first = free(client)[0]
    assert first == {
        "slot_at": "2026-11-24T10:00:00+07:00",
        "until": "2026-11-24T10:15:00+07:00",
        "capacity": 2,
        "left": 2,
    }
    book(client, first["slot_at"])
    assert free(client)[0]["left"] == 1
    assert client.get("/api/v1/slots?group=dat-dai").json["code"] == "no-booking"
    assert client.get("/api/v1/slots?group=x").status_code == 404


def test_an_appointment_is_made_seen_and_called_off_by_its_code(anybody):
    client = anybody()
    made = book(client, "2026-11-24T10:00:00+07:00", key="k")
    code = code_of(made)
    assert made.json["url"] == f"http://hall.test/b/{code}"
    assert made.json["check_in_from"] == "2026-11-24T09:40:00+07:00"
    assert made.json["check_in_until"] == "2026-11-24T10:15:00+07:00"
    assert book(client, "2026-11-24T10:00:00+07:00", key="k").json == made.json
    seen = client.get(f"/api/v1/bookings/{code.lower().replace('-', '')}")
    assert seen.json == made.json
    off = client.post(f"/api/v1/bookings/{code}/cancel")
    assert (off.status_code, off.json["state"]) == (200, "cancelled")
    assert free(client)[0]["left"] == 2


def test_an_address_makes_two_a_day_and_another_one_is_not_hindered(anybody):
    client = anybody()
    times = [one["slot_at"] for one in free(client)]
    assert [book(client, at).status_code for at in times[:3]] == [201, 201, 429]
    refused = book(client, times[3])
    assert refused.json["code"] == "booking-limit"
    assert refused.json["reason"]["vi"] != refused.json["reason"]["en"]
    assert book(anybody("203.0.113.8"), times[2]).status_code == 201


def test_staff_book_for_others_without_that_limit(booking_hall):
    guide = booking_hall.log_in("guide")
    at = guide.get("/slots?group=ho-tich&day=2026-11-25").json["slots"]
    bodies = [{"group": "ho-tich", "slot_at": one["slot_at"]} for one in at[:4]]
    assert [guide.post("/bookings", json=body).status_code for body in bodies] == [201] * 4


def test_full_and_odd_times_are_refused_with_their_reasons(anybody):
    times = [one["slot_at"] for one in free(anybody())]
    for address in ("203.0.113.1", "203.0.113.2"):
        book(anybody(address), times[0])
    for at, status, code in (
        (times[0], 409, "slot-full"),
        ("2026-11-24T09:15:00+07:00", 409, "slot-too-soon"),
        ("2026-11-24T12:00:00+07:00", 422, "not-a-slot"),
        ("2026-12-01T10:00:00+07:00", 422, "not-a-slot"),
        ("now", 422, "invalid"),
    ):
        refused = book(anybody(), at)
        assert (refused.status_code, refused.json["code"]) == (status, code)


def test_only_kiosks_and_staff_check_in(booking_hall, anybody):
    client = anybody()
    code = code_of(book(client, "2026-11-24T10:00:00+07:00"))
    path = f"/api/v1/bookings/{code}/check-in"
    assert client.post(path, json={}).status_code == 401
    early = client.post(path, headers=booking_hall.bearer("kiosk"))
    assert early.json["code"] == "check-in-early"
    booking_hall.clock.pass_s(3600)
    headers = booking_hall.bearer("kiosk") | {"Idempotency-Key": "k"}
    given = client.post(path, json={"lang": "en"}, headers=headers)
    assert given.status_code == 201
    assert given.json["appointment_at"] == "2026-11-24T10:00:00+07:00"
    assert client.post(path, json={"lang": "en"}, headers=headers).json == given.json
    seen = client.get(f"/api/v1/bookings/{code}").json
    assert (seen["state"], seen["number"]) == ("taken", given.json["number"])
    assert seen["ticket_url"] == given.json["url"]


def test_staff_see_a_day_without_codes_or_clients(booking_hall, anybody):
    client = anybody()
    code = code_of(book(client, "2026-11-24T10:00:00+07:00"))
    assert client.get("/api/v1/bookings").status_code == 401
    guide = booking_hall.log_in("guide")
    told = guide.get("/bookings?day=2026-11-24")
    assert told.json["counts"] == {"booked": 1, "taken": 0, "cancelled": 0, "missed": 0}
    (one,) = told.json["bookings"]
    assert one.keys() == {"id", "group", "slot_at", "state", "late", "number"}
    assert code not in told.text and code.replace("-", "") not in told.text
    booking_hall.clock.pass_s(3600 + 901)
    booking_hall.desk.tick()
    counted = {"booked": 0, "taken": 0, "cancelled": 0, "missed": 1}
    assert guide.get("/bookings").json["counts"] == counted
    booking_hall.clock.pass_s(86_400)
    booking_hall.desk.tick()
    guide = booking_hall.log_in("guide")  # a session ends with its day
    assert guide.get("/bookings").json["bookings"] == []
    assert guide.get("/bookings?day=2026-11-24").json["counts"] == counted
    assert guide.get("/bookings?day=2026-11-01").json["bookings"] == []


def test_who_guesses_codes_has_to_wait_and_kiosks_have_not(booking_hall, anybody):
    code = code_of(book(anybody(), "2026-11-24T10:00:00+07:00"))
    guesser = anybody("203.0.113.9")
    tried = [
        guesser.get(f"/api/v1/bookings/2222222{i}").status_code for i in "23456789ABCDEFGHJKLM"
    ]
    assert tried == [404] * 20
    stopped = guesser.get(f"/api/v1/bookings/{code}")
    assert (stopped.status_code, stopped.json["code"]) == (429, "too-many-requests")
    assert guesser.get(f"/b/{code}").status_code == 429
    assert anybody().get(f"/api/v1/bookings/{code}").status_code == 200
    path = "/api/v1/bookings/22222222/check-in"
    tried = [guesser.post(path, headers=booking_hall.bearer("kiosk")) for _ in range(25)]
    assert {one.status_code for one in tried} == {404}


def test_forms_lead_from_a_group_to_a_code(anybody):
    client = anybody()
    assert 'href="/book"' in client.get("/").text
    page = client.get("/book?q=dang ky HO TICH")
    assert 'href="/book/ho-tich"' in page.text
    assert "Không có nhóm nào" in client.get("/book?q=xyz").text
    assert 'href="/book/ho-tich/2026-11-25"' in client.get("/book/ho-tich").text
    form = client.get("/book/ho-tich/2026-11-25")
    assert 'value="2026-11-25T07:30:00+07:00"' in form.text
    sent = {"slot_at": "2026-11-25T07:30:00+07:00", "key": "k"}
    booked = client.post("/book/ho-tich/2026-11-25", data=sent)
    assert booked.status_code == 303
    again = client.post("/book/ho-tich/2026-11-25", data=sent)
    assert again.location == booked.location
    shown = client.get(booked.location)
    assert "data:image/svg" in shown.text and "Đã đặt hẹn" in shown.text
    assert "Hủy lịch hẹn này?" in client.get(f"{booked.location}?cancel").text
    off = client.post(f"{booked.location}/cancel")
    assert (off.status_code, off.location) == (303, booked.location)
    assert "Lịch hẹn đã hủy" in client.get(booked.location).text


def test_a_form_that_is_refused_says_why_and_shows_the_times_again(anybody):
    sent = {"slot_at": "2026-11-25T07:31:00+07:00", "key": "k"}
    refused = anybody().post("/book/ho-tich/2026-11-25", data=sent)
    assert refused.status_code == 422
    assert 'role="alert"' in refused.text and "08:00" in refused.text
    odd = anybody().post("/book/ho-tich/2026-11-25", data={"slot_at": "soon"})
    assert odd.status_code == 422


def test_a_page_elsewhere_cannot_book_in_its_visitors_name(anybody):
    sent = {"slot_at": "2026-11-25T07:30:00+07:00", "key": "k"}
    from_elsewhere = {"Sec-Fetch-Site": "cross-site"}
    refused = anybody().post("/book/ho-tich/2026-11-25", data=sent, headers=from_elsewhere)
    assert refused.status_code == 403
    assert anybody().get("/book").headers["Cache-Control"] == "no-store"


def test_without_booking_there_is_no_link_and_a_page_that_says_so(hall):
    client = hall.client()
    assert 'href="/book"' not in client.get("/").text
    assert "không nhận đặt hẹn" in client.get("/book").text
    assert client.get("/book/ho-tich", headers={"Accept": "text/html"}).status_code == 409


def test_a_typed_code_opens_its_page(anybody):
    client = anybody()
    code = code_of(book(client, "2026-11-24T10:00:00+07:00"))
    assert client.get("/b/", query_string={"code": f" {code} "}).location == f"/b/{code}"
    assert client.get("/b/").location == "/book"
    odd = client.get("/b/", query_string={"code": "//evil.test/x"})
    assert odd.location.startswith("/b/%2F")
    assert client.get("/b/K7MP-4XQ2").status_code == 404


def test_the_calendar_file_is_what_calendars_read(anybody):
    client = anybody()
    code = code_of(book(client, "2026-11-24T10:00:00+07:00"))
    answered = client.get(f"/b/{code}.ics?lang=en")
    assert answered.mimetype == "text/calendar"
    lines = answered.data.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    whole = answered.data.decode().replace("\r\n ", "").split("\r\n")
    told = dict(line.split(":", 1) for line in whole if ":" in line)
    begins = datetime.strptime(told["DTSTART"], "%Y%m%dT%H%M%S%z")
    assert f"{begins + timedelta(hours=7):%H:%M}" == "10:00"
    assert code in told["SUMMARY"] and told["DTEND"] == "20261124T031500Z"
    assert "Test centre" in told["LOCATION"]
