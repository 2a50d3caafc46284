"""Officers and devices as they are kept."""

from __future__ import annotations

import hashlib

import pytest

from server.store import keys, pins
from server.store.accounts import FRESH_S, AccountRefused, Accounts
from server.store.ended import EndedSessions


class Seconds:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now_s = 1_000_000.0

    def __call__(self) -> float:
        return self.now_s


def test_pins_are_kept_as_argon2id_with_the_agreed_cost(hall):
    with hall.store.read() as db:
        kept = db.execute("select pin_hash from officer where login = 'lan'").fetchone()[0]
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_pin_matches_only_itself_and_never_nobody():
    hashed = pins.hash_pin("123456")
    assert pins.matches(hashed, "123456")
    assert not pins.matches(hashed, "123457")
    assert not pins.matches(None, "123456")


def test_a_secret_is_shown_once_and_only_its_hash_is_kept(hall):
    secret = hall.accounts.create_device("kiosk-2", "kiosk")
    with hall.store.read() as db:
        row = tuple(db.execute("select * from device where id = 'kiosk-2'").fetchone())
    assert secret not in str(row)
    assert hashlib.sha256(secret.encode()).hexdigest() in row
    assert hall.accounts.verify_device(secret).id == "kiosk-2"
    assert hall.accounts.verify_device(secret + "x") is None


def test_a_revoked_device_is_entitled_to_nothing(hall):
    assert hall.accounts.entitled("kiosk-1", "kiosk")
    assert not hall.accounts.entitled("kiosk-1", "display")
    assert not hall.accounts.entitled("unknown", "kiosk")
    hall.accounts.revoke("kiosk-1")
    assert not hall.accounts.entitled("kiosk-1", "kiosk")
    assert [d.revoked for d in hall.accounts.list_devices() if d.id == "kiosk-1"] == [True]


@pytest.mark.parametrize(
    "wrong",
    [
        {"login": "a b"},
        {"login": ""},
        {"roles": ["king"]},
        {"roles": []},
        {"pin": "12345"},
        {"login": "lan"},
    ],
)
def test_an_account_that_cannot_be_is_refused_with_what_to_do(hall, wrong):
    asked = {"login": "new", "name": "N", "department": "D", "roles": ["officer"], "pin": "123456"}
    with pytest.raises(AccountRefused):
        hall.accounts.create_officer(**(asked | wrong))


@pytest.mark.parametrize(("id", "role"), [("a/b", "kiosk"), ("x", "server"), ("tv-1", "display")])
def test_a_device_that_cannot_be_is_refused(hall, id, role):
    with pytest.raises(AccountRefused):
        hall.accounts.create_device(id, role)


def test_changing_who_is_not_there_is_refused(hall):
    for change in (hall.accounts.disable, hall.accounts.revoke):
        with pytest.raises(AccountRefused, match="nobody"):
            change("nobody")


def test_what_another_process_changed_counts_within_seconds(hall):
    seconds = Seconds()
    ours, theirs = Accounts(hall.store, seconds), Accounts(hall.store)
    theirs.disable("lan")
    assert ours.officer("lan") is not None, "still from memory"
    seconds.now_s += FRESH_S + 1
    assert ours.officer("lan") is None
    theirs.disable("lan", False)
    seconds.now_s += FRESH_S + 1
    assert ours.officer("lan") is not None


def test_nobody_who_asks_twice_costs_a_second_read(hall, monkeypatch):
    accounts = Accounts(hall.store, Seconds())
    monkeypatch.setattr(hall.store, "read", None)
    assert accounts.verify_device(hall.secrets["kiosk"]) is not None
    assert accounts.officer("lan") is not None


def test_a_secret_of_the_centre_is_made_once(hall):
    first = keys.secret(hall.store, "session")
    assert keys.secret(hall.store, "session") == first
    assert keys.secret(hall.store, "other") != first
    assert len(first) >= 43


def test_ended_sessions_survive_a_restart_and_are_forgotten_when_run_out(hall):
    seconds = Seconds()
    EndedSessions(hall.store, 3600, seconds).end("s1")
    again = EndedSessions(hall.store, 3600, seconds)
    assert "s1" in again
    seconds.now_s += 3601
    again.end("s2")
    assert "s1" not in again
    assert "s2" in again
