"""Logging in and out, CSRF, device secrets, and how guessing is slowed down."""

from __future__ import annotations

import time

import pytest

from server.settings import Settings
from server.store.accounts import FRESH_S, Accounts
from server.web.asked import KNOWN_S

PIN = "246810"


def try_pin(hall, login: str, pin: str, address: str = "10.0.0.1"):
    return hall.client().post(
        "/api/v1/session",
        json={"login": login, "pin": pin},
        environ_overrides={"REMOTE_ADDR": address},
    )


def test_a_login_answers_who_it_is_and_sets_a_guarded_cookie(hall):
    answered = try_pin(hall, "lan", PIN)
    told = answered.json
    assert (told["name"], told["roles"], told["counter"]) == ("Cán bộ lan", ["officer"], 1)
    assert told["csrf"]
    cookie = answered.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_who_am_i_is_401_without_a_session(hall, lan):
    assert lan.get("/session").json["login"] == "lan"
    assert lan.get("/session").json["csrf"]
    assert hall.client().get("/api/v1/session").json["code"] == "not-logged-in"
    device = hall.client().get("/api/v1/session", headers=hall.bearer("kiosk"))
    assert device.status_code == 401


def test_a_wrong_pin_and_an_unknown_login_are_told_alike(hall):
    wrong, unknown = try_pin(hall, "lan", "000000"), try_pin(hall, "nobody", PIN)
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.data == unknown.data
    assert "Set-Cookie" not in wrong.headers


def test_the_slow_hash_is_never_computed_on_the_loop(hall, monkeypatch):
    sent_away = []

    def offload(call, *values):
        sent_away.append(call)
        return call(*values)

    monkeypatch.setattr(hall.runtime, "offload", offload)
    assert try_pin(hall, "lan", PIN).status_code == 200
    assert sent_away == [hall.accounts.verify_pin]


def test_five_wrong_pins_close_the_gate_for_that_login_there(hall):
    codes = [try_pin(hall, "lan", "000000").status_code for _ in range(7)]
    assert codes == [401] * 5 + [429] * 2
    shut = try_pin(hall, "lan", PIN)
    assert (shut.status_code, shut.json["code"]) == (429, "locked")
    assert 50 <= int(shut.headers["Retry-After"]) <= 60
    assert shut.json["reason"] == {
        "vi": "Nhập sai quá nhiều lần. Thử lại sau 1 phút.",
        "en": "Too many wrong tries. Try again in 1 minute.",
    }
    assert try_pin(hall, "minh", PIN).status_code == 200, "another login"
    assert try_pin(hall, "lan", PIN, "10.0.0.2").status_code == 200, "another address"


def test_a_right_pin_forgives_the_wrong_ones_before_it(hall):
    for _ in range(3):
        assert [try_pin(hall, "lan", "000000").status_code for _ in range(4)] == [401] * 4
        assert try_pin(hall, "lan", PIN).status_code == 200


def test_logging_in_again_and_again_is_not_slowed_down(hall):
    assert {try_pin(hall, "lan", PIN).status_code for _ in range(12)} == {200}


def test_one_address_may_not_try_every_login(hall):
    codes = [try_pin(hall, f"login{i}", "000000").status_code for i in range(62)]
    assert codes == [401] * 60 + [429] * 2


def test_who_is_logged_in_may_not_guess_faster(hall, lan):
    body = {"login": "boss", "pin": "000000"}
    codes = [lan.post("/session", json=body).status_code for _ in range(6)]
    assert codes == [401] * 5 + [429]


def test_a_login_leaves_nothing_of_the_session_before_it(hall):
    client = hall.client()
    client.post("/api/v1/session", json={"login": "lan", "pin": PIN})
    with client.session_transaction() as before:
        before["planted"] = "by somebody else"
        first = (before["sid"], before["csrf_token"])
    client.post("/api/v1/session", json={"login": "minh", "pin": PIN})
    with client.session_transaction() as after:
        assert "planted" not in after
        assert after["sid"] != first[0]
        assert after["csrf_token"] != first[1]


def test_logging_out_ends_every_copy_of_the_cookie(hall, lan):
    copy = hall.client()
    value = lan.client.get_cookie("luot_session").value
    copy.set_cookie("luot_session", value)
    assert copy.get("/api/v1/session").status_code == 200
    assert (
        lan.client.delete("/api/v1/session", headers={"X-CSRF-Token": lan.csrf}).status_code == 204
    )
    assert lan.get("/session").status_code == 401
    assert copy.get("/api/v1/session").status_code == 401


def test_a_write_with_a_cookie_needs_the_token_of_its_session(hall, lan, boss):
    bare = lan.client.post("/api/v1/counters/1/next")
    assert (bare.status_code, bare.json["code"]) == (403, "csrf")
    foreign = lan.client.post("/api/v1/counters/1/next", headers={"X-CSRF-Token": boss.csrf})
    assert foreign.json["code"] == "csrf"
    assert lan.post("/counters/1/next").status_code == 200


def test_a_public_write_needs_no_token_even_with_a_cookie(hall, kiosk, lan):
    key = kiosk("ho-tich").json["key"]
    assert lan.client.post(f"/api/v1/tickets/{key}/leave").status_code == 200


def test_a_new_pin_ends_the_sessions_of_the_old_one(hall, lan, monkeypatch):
    hall.accounts.set_pin("lan", "135790")
    assert lan.get("/session").status_code == 401
    assert try_pin(hall, "lan", PIN).status_code == 401
    assert try_pin(hall, "lan", "135790").status_code == 200


def test_a_disabled_officer_is_out_at_once(hall, lan):
    hall.accounts.disable("lan")
    assert lan.get("/session").status_code == 401
    assert try_pin(hall, "lan", PIN).status_code == 401


def test_a_wrong_or_revoked_secret_is_401_everywhere(hall):
    for path in ("/centre", "/counters/1"):
        answered = hall.client().get(f"/api/v1{path}", headers={"Authorization": "Bearer nonsense"})
        assert (answered.status_code, answered.json["code"]) == (401, "bad-credentials")
    hall.accounts.revoke("kiosk-1")
    assert hall.client().get("/api/v1/centre", headers=hall.bearer("kiosk")).status_code == 401


@pytest.mark.parametrize("settings", [Settings(anonymous_per_s=2)])
def test_anonymous_calls_are_limited_by_address_and_known_ones_never(hall, lan):
    def read(address: str, **more: object) -> int:
        return (
            hall.client()
            .get("/api/v1/centre", environ_overrides={"REMOTE_ADDR": address}, **more)
            .status_code
        )

    assert [read("10.0.0.1") for _ in range(21)] == [200] * 20 + [429]
    assert read("10.0.0.2") == 200
    assert {read("10.0.0.1", headers=hall.bearer("kiosk")) for _ in range(30)} == {200}
    assert {lan.get("/centre").status_code for _ in range(30)} == {200}


@pytest.mark.parametrize("settings", [Settings(anonymous_per_s=2)])
def test_wrong_secrets_are_counted_like_strangers(hall):
    def read() -> int:
        headers = {"Authorization": "Bearer guess"}
        return hall.client().get("/api/v1/centre", headers=headers).status_code

    assert [read() for _ in range(21)] == [401] * 20 + [429]


@pytest.mark.parametrize("settings", [Settings(https=True)])
def test_with_https_cookies_are_secure_and_plain_http_is_sent_on(hall):
    plain = hall.client().get("/api/v1/centre")
    assert plain.headers["Location"].startswith("https://")
    answered = hall.client().post(
        "/api/v1/session", json={"login": "lan", "pin": PIN}, base_url="https://hall.test"
    )
    assert "Secure" in answered.headers["Set-Cookie"]
    assert "max-age" in answered.headers["Strict-Transport-Security"]


def test_a_pin_that_another_process_has_set_ends_open_sessions_within_seconds(
    hall, lan, monkeypatch
):
    Accounts(hall.store).set_pin("lan", "135790")
    later_s = time.monotonic() + FRESH_S + 0.1
    monkeypatch.setattr(hall.accounts, "_clock", lambda: later_s)
    assert lan.get("/session").status_code == 401
    assert try_pin(hall, "lan", "135790").status_code == 200


def test_a_known_cookie_with_another_signature_is_nobodys(hall, lan):
    assert lan.get("/session").status_code == 200
    value = lan.client.get_cookie("luot_session").value
    body, _, signature = value.rpartition(".")
    for forged in (f"{body}.{signature[::-1]}", f"{body}.", body, f"x{value}", f"{value}x"):
        other = hall.client()
        other.set_cookie("luot_session", forged)
        assert other.get("/api/v1/session").status_code == 401


def test_a_known_cookie_is_read_anew_after_a_minute(hall, lan, monkeypatch):
    read = []
    signer = type(hall.web.app.session_interface).get_signing_serializer

    def counted(self, app):
        read.append(1)
        return signer(self, app)

    monkeypatch.setattr(type(hall.web.app.session_interface), "get_signing_serializer", counted)
    lan.get("/session")
    first = len(read)
    lan.get("/session")
    assert len(read) == first
    beyond_s = time.monotonic() + KNOWN_S
    monkeypatch.setattr("server.web.asked.time.monotonic", lambda: beyond_s)
    lan.get("/session")
    assert len(read) > first
