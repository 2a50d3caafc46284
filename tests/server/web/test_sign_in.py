"""Signing in: secondments, counters and who sits there, the end of the day, the first secret."""

from __future__ import annotations

import html
import json

import pytest

from server.web.problems import Problem

PIN = "246810"
HTML = {"Accept": "text/html"}


@pytest.fixture
def sign_in(hall):
    """Sign in from a browser of its own; answers the client and what it was told."""

    def send(login: str, pin: str = PIN, **more):
        client = hall.client()
        return client, client.post("/api/v1/session", json={"login": login, "pin": pin, **more})

    return send


@pytest.mark.parametrize(
    ("days", "code", "day"),
    [
        ({"seconded_to": "2026-11-23"}, "secondment-over", "2026-11-23"),
        ({"seconded_from": "2026-11-25"}, "secondment-not-begun", "2026-11-25"),
    ],
)
def test_outside_the_secondment_a_right_pin_is_told_the_day(hall, sign_in, days, code, day):
    hall.accounts.change("lan", **days)
    _, told = sign_in("lan")
    assert (told.status_code, told.json["code"]) == (403, code)
    year, month, of_month = day.split("-")
    assert f"{of_month}/{month}/{year}" in told.json["reason"]["vi"]
    assert day in told.json["reason"]["en"]
    assert sign_in("lan", "000000")[1].json["code"] == "wrong-pin", "a guess learns nothing"


def test_the_first_and_the_last_day_of_a_secondment_count(hall, sign_in):
    hall.accounts.change("lan", seconded_from="2026-11-24", seconded_to="2026-11-24")
    client, told = sign_in("lan")
    assert told.status_code == 200
    assert client.get("/api/v1/session").status_code == 200


def test_a_session_ends_with_the_secondment(hall, lan):
    hall.accounts.change("lan", seconded_to="2026-11-23")
    assert lan.get("/session").status_code == 401


def test_a_session_ends_with_the_centres_day(hall, clock, lan):
    clock.pass_s(8 * 3600 + 1799)  # 17:29:59; the last session closes at 17:00
    assert lan.get("/session").status_code == 200
    clock.pass_s(1)
    answered = lan.get("/session")
    assert (answered.status_code, answered.json["code"]) == (401, "session-over")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"disabled": 1}, "account-off"),
        ({"pin_hash": "new"}, "secret-changed"),
        ({"seconded_to": "2026-11-23"}, "not-here-today"),
    ],
)
def test_who_is_put_out_of_a_session_is_told_why(hall, lan, change, code):
    hall.accounts.change("lan", **change)
    assert lan.post("/counters/1/next").json["code"] == code
    page = lan.client.get("/login?lang=en", headers={"Accept": "text/html"}).text
    assert Problem(code).reason.en in html.unescape(page)


def test_who_signs_in_after_closing_stays_until_midnight(hall, clock, sign_in):
    clock.pass_s(10 * 3600)
    client, _ = sign_in("boss")
    clock.pass_s(5 * 3600 - 1)
    assert client.get("/api/v1/session").status_code == 200
    clock.pass_s(1)
    assert client.get("/api/v1/session").json["code"] == "session-over"


def test_a_session_at_a_counter_is_bound_to_it(hall, sign_in):
    client, told = sign_in("lan", counter=1)
    assert told.json["counter"] == 1
    client, told = sign_in("boss", counter=2)
    assert told.json["counter"] == 2
    assert client.get("/api/v1/session").json["counter"] == 2
    assert sign_in("lan", counter=2)[1].json["code"] == "not-your-counter"
    assert sign_in("lan", counter=99)[1].json["code"] == "unknown-counter"


def test_a_newer_session_takes_a_counter_over_once_confirmed_and_the_older_is_told(hall, sign_in):
    older, _ = sign_in("lan", counter=1)
    asked = sign_in("boss", counter=1)[1]
    assert (asked.status_code, asked.json["code"]) == (409, "counter-taken")
    assert "Cán bộ lan" in asked.json["reason"]["vi"]
    assert older.get("/api/v1/session").status_code == 200, "nothing happened yet"
    newer, told = sign_in("boss", counter=1, takeover=True)
    assert told.status_code == 200
    assert older.get("/api/v1/session").json["code"] == "taken-over"
    assert "vừa được đăng nhập ở máy khác" in older.get("/login", headers=HTML).text
    assert newer.get("/api/v1/session").status_code == 200
    assert sign_in("lan", counter=1)[1].json["code"] == "counter-taken"


def test_one_login_on_two_machines_at_one_counter_is_caught(hall, sign_in):
    older, _ = sign_in("lan", counter=1)
    asked = sign_in("lan", counter=1)[1]
    assert (asked.status_code, asked.json["code"]) == (409, "counter-taken")
    assert older.get("/api/v1/session").status_code == 200, "nothing happened yet"
    sign_in("lan", counter=1, takeover=True)
    assert older.get("/api/v1/session").json["code"] == "taken-over"


def test_one_login_at_two_counters_is_asked_and_leaves_the_first(hall, sign_in):
    older, _ = sign_in("boss", counter=1)
    asked = sign_in("boss", counter=2)[1]
    assert (asked.status_code, asked.json["code"]) == (409, "sits-elsewhere")
    assert "quầy 1" in asked.json["reason"]["vi"] and "counter 1" in asked.json["reason"]["en"]
    assert older.get("/api/v1/session").status_code == 200, "nothing happened yet"
    newer, told = sign_in("boss", counter=2, takeover=True)
    assert told.status_code == 200
    assert older.get("/api/v1/session").json["code"] == "moved-on"
    assert "mỗi người ngồi một quầy" in older.get("/login", headers=HTML).text
    assert newer.get("/api/v1/session").json["counter"] == 2
    assert sign_in("lan", counter=1)[1].status_code == 200, "the first is free"


def test_who_moves_on_in_the_same_browser_is_asked_nothing(hall):
    client, told = hall.client(), {"login": "boss", "pin": PIN}
    assert client.post("/api/v1/session", json={**told, "counter": 1}).status_code == 200
    assert client.post("/api/v1/session", json={**told, "counter": 2}).status_code == 200
    assert client.get("/api/v1/session").json["counter"] == 2
    hall_seats = hall.web.app.extensions["luot"].seats
    assert hall_seats.whose(1, 0.0, ()) is None


def test_a_counter_is_free_again_after_signing_out(hall, sign_in):
    client, told = sign_in("lan", counter=1)
    client.delete("/api/v1/session", headers={"X-CSRF-Token": told.json["csrf"]})
    assert sign_in("boss", counter=1)[1].status_code == 200


def test_a_session_that_ran_out_holds_no_counter(hall, clock, sign_in):
    sign_in("lan", counter=1)
    clock.pass_s(24 * 3600)
    assert sign_in("boss", counter=1)[1].status_code == 200


def test_signing_in_without_a_counter_disturbs_nobody(hall, sign_in):
    first, _ = sign_in("lan")
    assert sign_in("lan")[1].status_code == 200
    assert first.get("/api/v1/session").status_code == 200


def test_who_has_a_password_needs_it_everywhere_but_at_the_counter(hall, sign_in):
    hall.accounts.set_password("lan", "hoa phượng đỏ")
    assert sign_in("lan")[1].json["code"] == "wrong-pin"
    assert sign_in("lan", counter=1)[1].status_code == 200
    assert sign_in("lan", "hoa phượng đỏ")[1].status_code == 200
    assert sign_in("lan", "hoa phượng đỏ", counter=1)[1].json["code"] == "wrong-pin"


def test_a_first_secret_opens_nothing_but_the_choice_of_another(hall, sign_in):
    hall.accounts.set_pin("boss", "112233", one_time=True)
    client, told = sign_in("boss", "112233")
    assert told.json["must_change"] is True
    assert client.get("/api/v1/live").json["code"] == "change-first"
    assert client.get("/manage", headers=HTML).location == "/secret"
    token = {"X-CSRF-Token": told.json["csrf"]}
    same = {"old": "112233", "new": "112233"}
    assert client.post("/api/v1/session/secret", json=same, headers=token).status_code == 401
    new = {"old": "112233", "new": "445566"}
    changed = client.post("/api/v1/session/secret", json=new, headers=token)
    assert (changed.status_code, changed.json["must_change"]) == (200, False)
    assert client.get("/api/v1/live").status_code == 200
    assert sign_in("boss", "112233")[1].status_code == 401
    assert sign_in("boss", "445566")[1].status_code == 200


def test_the_page_of_a_new_secret_says_everything_that_is_wrong(hall, sign_in):
    client, told = sign_in("boss")
    form = {"csrf_token": told.json["csrf"], "old": PIN, "new": "1", "again": "2"}
    answered = client.post("/secret", data=form, headers=HTML)
    assert answered.status_code == 422
    assert "từ 6 đến 64" in answered.text and "không giống nhau" in answered.text
    form |= {"new": "998877", "again": "998877"}
    assert client.post("/secret", data=form, headers=HTML).location == "/manage"
    assert client.get("/api/v1/session").status_code == 200


def test_a_new_secret_ends_the_other_sessions_of_the_login(hall, sign_in):
    other, _ = sign_in("boss")
    client, told = sign_in("boss")
    token = {"X-CSRF-Token": told.json["csrf"]}
    new = {"old": PIN, "new": "998877"}
    assert client.post("/api/v1/session/secret", json=new, headers=token).status_code == 200
    assert other.get("/api/v1/session").status_code == 401


def test_whose_place_was_taken_stands_in_the_audit(hall, sign_in):
    sign_in("lan", counter=1)
    assert sign_in("boss", counter=1, takeover=True)[1].status_code == 200
    with hall.store.read() as db:
        asked = "select data from journal where kind = 'signed_in' order by seq desc limit 1"
        fact = json.loads(db.execute(asked).fetchone()[0])
    assert (fact["login"], fact["seat"], fact["instead_of"]) == ("boss", 1, "lan")
