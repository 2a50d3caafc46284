"""Officers and devices: PINs as argon2id, device secrets as hashes, nothing readable on disk."""

from __future__ import annotations

import pytest

from server.store import accounts as module
from server.store import keys, pins
from server.store.accounts import AccountRefused, Accounts
from server.store.ended import EndedSessions

PIN = "đường-246810"


@pytest.fixture
def accounts(centre):
    return Accounts(centre.store)


@pytest.fixture
def lan(accounts):
    return accounts.create_officer("lan", "Lan", "Sở", ["officer", "guide"], PIN, 1)


def on_disk(centre) -> bytes:
    files = sorted(centre.data.iterdir())
    return b"".join(path.read_bytes() for path in files if not path.name.endswith("-shm"))


def test_a_pin_is_kept_as_a_salted_argon2id_hash(centre, accounts, lan):
    with centre.store.read() as db:
        kept = db.execute("select pin_hash from officer").fetchone()[0]
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert pins.hash_pin(PIN) != kept
    assert PIN.encode() not in on_disk(centre)


def test_only_the_right_pin_opens(accounts, lan):
    assert accounts.verify_pin("lan", PIN) == lan
    for wrong in (PIN + " ", PIN.upper(), "", "246810"):
        assert accounts.verify_pin("lan", wrong) is None
    assert accounts.verify_pin("minh", PIN) is None


def test_an_unknown_login_costs_as_much_work_as_a_wrong_pin(accounts, lan, monkeypatch):
    asked = []
    monkeypatch.setattr(module, "matches", lambda known, pin: asked.append(known) or False)
    accounts.verify_pin("lan", "000000")
    accounts.verify_pin("nobody", "000000")
    assert len(asked) == 2
    assert asked[1] is None
    assert pins.matches(None, "whatever") is False


def test_a_disabled_officer_is_out_at_once_and_may_come_back(accounts, lan):
    accounts.disable("lan")
    assert accounts.verify_pin("lan", PIN) is None
    assert accounts.officer("lan") is None
    assert [officer.login for officer in accounts.list_officers()] == ["lan"]
    accounts.disable("lan", False)
    assert accounts.verify_pin("lan", PIN) is not None


def test_a_new_pin_ends_old_sessions_by_its_stamp(accounts, lan):
    accounts.set_pin("lan", "another-pin")
    assert accounts.verify_pin("lan", PIN) is None
    assert accounts.verify_pin("lan", "another-pin").stamp != lan.stamp


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"login": "lan anh"}, "use letters"),
        ({"login": ""}, "use letters"),
        ({"roles": []}, "roles"),
        ({"roles": ["boss"]}, "roles"),
        ({"pin": "12345"}, "6 to 64"),
        ({"pin": "1" * 65}, "6 to 64"),
    ],
)
def test_a_bad_account_is_refused_with_what_to_do(accounts, changed, words):
    good = {"login": "minh", "name": "M", "department": "S", "roles": ["officer"], "pin": PIN}
    with pytest.raises(AccountRefused, match=words):
        accounts.create_officer(**(good | changed))
    assert accounts.list_officers() == []


def test_a_login_or_device_that_exists_is_not_taken_over(accounts, lan):
    with pytest.raises(AccountRefused, match="exists"):
        accounts.create_officer("lan", "Other", "Sở", ["admin"], "another-pin")
    accounts.create_device("kiosk-1", "kiosk")
    with pytest.raises(AccountRefused, match="exists"):
        accounts.create_device("kiosk-1", "monitor")
    assert accounts.verify_pin("lan", PIN) == lan


def test_changes_to_nobody_are_refused(accounts):
    for change in (lambda: accounts.disable("x"), lambda: accounts.revoke("x")):
        with pytest.raises(AccountRefused, match="there is no"):
            change()


def test_a_device_secret_is_kept_only_as_its_hash(centre, accounts):
    secret = accounts.create_device("box-1", "terminal", [2, 1])
    assert len(secret) >= 43
    assert secret.encode() not in on_disk(centre)
    device = accounts.verify_device(secret)
    assert (device.id, device.role, device.counters) == ("box-1", "terminal", {1, 2})
    assert accounts.verify_device(secret + "x") is None
    assert accounts.verify_device("") is None
    assert secret != accounts.create_device("box-2", "terminal")


def test_a_revoked_device_is_refused_everywhere_also_after_a_restart(centre, accounts):
    secret = accounts.create_device("kiosk-1", "kiosk")
    assert accounts.entitled("kiosk-1", "kiosk")
    assert not accounts.entitled("kiosk-1", "display")
    accounts.revoke("kiosk-1")
    centre.close()
    centre.reopen()
    for known in (accounts, Accounts(centre.store)):
        assert known.verify_device(secret) is None
        assert known.device("kiosk-1") is None
        assert not known.entitled("kiosk-1", "kiosk")
    assert [device.revoked for device in Accounts(centre.store).list_devices()] == [True]


@pytest.mark.parametrize(("id", "role"), [("máy 1", "kiosk"), ("a.b", "kiosk"), ("k", "server")])
def test_a_device_with_a_bad_id_or_role_is_refused(accounts, id, role):
    with pytest.raises(AccountRefused, match="use"):
        accounts.create_device(id, role)


def test_what_another_process_changed_counts_within_seconds(centre):
    now_s = [0.0]
    here, there = Accounts(centre.store, lambda: now_s[0]), Accounts(centre.store)
    secret = there.create_device("kiosk-1", "kiosk")
    assert here.verify_device(secret) is None
    now_s[0] += module.FRESH_S + 0.1
    assert here.verify_device(secret) is not None


def test_an_ended_session_stays_ended_until_its_cookie_has_run_out(centre):
    now_s = [1_000_000.0]
    EndedSessions(centre.store, 3600, lambda: now_s[0]).end("s1")
    now_s[0] += 3600
    again = EndedSessions(centre.store, 3600, lambda: now_s[0])
    assert "s1" in again
    now_s[0] += 1
    again.end("s2")
    assert "s1" not in again
    assert "s2" in again


def test_a_secret_is_made_once_and_the_same_ever_after(centre):
    made = keys.secret(centre.store, "session")
    centre.crash()
    assert keys.secret(centre.store, "session") == made
    assert keys.secret(centre.store, "other") != made
    assert len(made) >= 43
