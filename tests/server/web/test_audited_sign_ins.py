"""Who signed in, who could not, and what became of accounts is in the journal, and no secret."""

from __future__ import annotations

import json
from typing import Any

import pytest

from server.cli import main
from server.domain.networks import network_of
from server.store import journal, notes


def _kept(hall: Any) -> list[tuple[str, str, dict[str, Any]]]:
    with hall.store.read() as db:
        return [(r.fact.KIND, r.by, r.fact.data()) for r in journal.read(db)]


def test_signing_in_and_out_is_kept_with_the_network(hall):
    lan = hall.log_in("lan")
    assert lan.client.delete("/api/v1/session", headers={"X-CSRF-Token": lan.csrf}).status_code
    kept = _kept(hall)
    told = {"login": "lan", "seat": 1, "network": "127.0.0.0/24"}
    told |= {"by": "", "instead_of": ""}
    row = ("signed_in", "officer:lan", told)
    assert row in kept
    assert ("signed_out", "officer:lan", {"login": "lan"}) in kept


@pytest.mark.parametrize(("typed", "login"), [("lan", "lan"), ("031199012345", "")])
def test_a_refused_sign_in_names_an_account_and_nothing_else(hall, typed, login):
    body = {"login": typed, "pin": "999999"}
    assert hall.client().post("/api/v1/session", json=body).status_code == 401
    assert _kept(hall)[-1] == (
        "sign_in_failed",
        "citizen:anonymous",
        {"login": login, "network": "127.0.0.0/24"},
    )
    assert "031199012345" not in json.dumps(_kept(hall))


def test_changes_of_accounts_in_any_process_become_facts_once(hall):
    hall.desk.tick()
    data = str(hall.store.path.parent)
    assert main(["user", "disable", "minh", "--data", data]) == 0
    assert main(["device", "revoke", "box-1", "--data", data]) == 0
    hall.desk.tick()
    hall.desk.tick()
    told = [
        (by, fact["account"], fact["id"], fact["change"])
        for kind, by, fact in _kept(hall)
        if kind == "account_changed"
    ]
    assert told.count(("command:luot", "officer", "minh", "created")) == 1
    assert told[-2:] == [
        ("command:luot", "officer", "minh", "disabled"),
        ("command:luot", "device", "box-1", "disabled"),
    ]


def test_a_note_that_is_taken_twice_is_one_fact(hall):
    hall.desk.tick()
    with hall.store.read() as db:
        assert notes.waiting(db) == []
    hall.accounts.set_pin("lan", "135791")
    with hall.store.read() as db:
        (one,) = notes.waiting(db)
    hall.desk.take_notes()
    hall.store.write(
        lambda db: (
            db.execute(
                "insert into noted values (?, ?, ?, ?)", (one.no, one.by, one.kind, one.data)
            )
            and None
        )
    )
    hall.desk.take_notes()
    secrets = [fact for _, _, fact in _kept(hall) if fact.get("change") == "secret"]
    assert len(secrets) == 1
    assert "135791" not in json.dumps(_kept(hall))


def test_a_fact_around_the_hall_leaves_undo_alone(hall, lan, kiosk):
    kiosk("ho-tich")
    assert lan.post("/counters/1/next").json["call"] is not None
    hall.log_in("lan")
    assert lan.post("/counters/1/undo").status_code == 200


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2::7", "2001:db8:1::/48"),
        ("no address", "unknown"),
        ("", "unknown"),
    ],
)
def test_of_an_address_its_network_is_kept(address, network):
    assert network_of(address) == network


def test_who_changed_an_account_on_a_page_is_told_and_later_changes_are_not_theirs(hall, boss):
    form = {"csrf_token": boss.csrf}
    for deed in ("unlock", "disable"):
        done = boss.client.post(f"/manage/people/minh/{deed}", data=form)
        assert done.status_code == 303
    assert main(["user", "enable", "minh", "--data", str(hall.store.path.parent)]) == 0
    hall.desk.tick()
    told = [(by, fact["id"], fact["change"]) for kind, by, fact in _kept(hall) if "change" in fact]
    assert told[-3:] == [
        ("officer:boss", "minh", "unlocked"),
        ("officer:boss", "minh", "disabled"),
        ("command:luot", "minh", "enabled"),
    ]
