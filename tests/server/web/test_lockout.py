"""Guessing waits longer each time, and holds up nobody else, at a clock that is set."""

from __future__ import annotations

import pytest

from server.cli import main
from server.store.waits import Waits
from server.web.gate import Gate, Locked, gate

PIN = "246810"
HTML = {"Accept": "text/html"}


class Seconds:
    """A clock that a test sets."""

    now_s = 1_000_000.0

    def __call__(self) -> float:
        return self.now_s


def fail(gate: Gate, login: str, address: str = "a", times: int = 5) -> None:
    for _ in range(times):
        gate.enter(login, address)
        gate.failed(login, address)


def test_the_wait_grows_and_a_right_pin_resets_it():
    clock = Seconds()
    gate = Gate(5, clock)
    for minutes in (1, 5, 30, 30):
        fail(gate, "lan")
        with pytest.raises(Locked) as told:
            gate.enter("lan", "a")
        assert told.value.minutes == minutes
        assert f"{minutes} phút" in told.value.reason.vi
        assert f"{minutes} minute" in told.value.reason.en
        clock.now_s += minutes * 60
    gate.enter("lan", "a")
    gate.passed("lan", "a")
    fail(gate, "lan")
    with pytest.raises(Locked) as told:
        gate.enter("lan", "a")
    assert told.value.minutes == 1


def test_who_signed_in_at_an_address_is_not_held_up_by_others_there():
    gate = Gate(5, Seconds())
    gate.enter("lan", "hall")
    gate.passed("lan", "hall")
    for no in range(12):
        fail(gate, f"guess{no}", "hall")
    with pytest.raises(Locked):
        gate.enter("stranger", "hall")
    gate.enter("lan", "hall")


def test_a_login_is_watched_over_all_addresses():
    gate = Gate(5, Seconds())
    for no in range(4):
        fail(gate, "lan", f"address{no}")
    with pytest.raises(Locked):
        gate.enter("lan", "another")


def test_a_try_that_is_never_finished_counts_as_wrong():
    gate = Gate(5, Seconds())
    fail(gate, "lan", times=4)
    gate.enter("lan", "a")
    with pytest.raises(Locked) as told:
        gate.enter("lan", "a")
    assert (told.value.minutes, told.value.retry_s) == (1, 60)


def test_the_time_that_is_told_is_the_time_to_wait():
    clock = Seconds()
    gate = Gate(5, clock)
    fail(gate, "lan")
    clock.now_s += 59
    with pytest.raises(Locked) as told:
        gate.enter("lan", "a")
    assert (told.value.minutes, told.value.retry_s) == (1, 1)
    clock.now_s += told.value.retry_s
    gate.enter("lan", "a")


def test_wrong_tries_far_apart_bring_no_wait():
    clock = Seconds()
    gate = Gate(5, clock)
    for _ in range(4):
        fail(gate, "lan", times=3)
        clock.now_s += 901
    gate.enter("lan", "a")


def try_pin(hall, pin: str):
    return hall.client().post("/api/v1/session", json={"login": "lan", "pin": pin})


@pytest.mark.parametrize("on_the_page", [True, False])
def test_an_unlocked_login_may_try_again(hall, boss, on_the_page):
    for _ in range(5):
        try_pin(hall, "000000")
    assert try_pin(hall, PIN).json["code"] == "locked"
    if on_the_page:
        form = {"csrf_token": boss.csrf}
        assert boss.client.post("/manage/people/lan/unlock", data=form).status_code == 303
    else:
        assert main(["user", "unlock", "lan", "--data", str(hall.store.path.parent)]) == 0
        hall.accounts._clock = lambda: float("inf")
    assert try_pin(hall, PIN).status_code == 200


def test_the_wait_is_told_on_the_page_of_secrets(hall, lan):
    form = {"csrf_token": lan.csrf, "old": "000000", "new": "998877", "again": "998877"}
    told = [lan.client.post("/secret", data=form, headers=HTML) for _ in range(6)]
    assert [one.status_code for one in told] == [422] * 5 + [429]
    assert "Đợi 1 phút." in told[-1].text
    english = lan.client.post("/secret?lang=en", data=form, headers=HTML)
    assert "Minutes to wait: 1." in english.text


def restarted(hall) -> Gate:
    """The gate of a server that was started anew over the same centre."""
    return gate(hall.web.app.extensions["luot"])


def test_a_restart_shortens_no_wait_and_the_next_one_still_grows(hall, clock):
    for _ in range(5):
        try_pin(hall, "000000")
    again = restarted(hall)
    with pytest.raises(Locked) as told:
        again.enter("lan", "127.0.0.1")
    assert told.value.minutes == 1
    clock.pass_s(61)
    fail(again, "lan", "127.0.0.1")
    with pytest.raises(Locked) as told:
        restarted(hall).enter("lan", "127.0.0.1")
    assert told.value.minutes == 5


def test_a_restart_brings_no_wait_back_that_a_right_pin_or_a_day_ended(hall, clock):
    first = restarted(hall)
    fail(first, "lan", "a", 4)
    first.enter("lan", "a")
    first.passed("lan", "a")
    restarted(hall).enter("lan", "a")
    fail(restarted(hall), "minh", "a")
    clock.pass_s(60 + 24 * 3600 + 1)
    again = restarted(hall)
    fail(again, "minh", "a")
    with pytest.raises(Locked) as told:
        again.enter("minh", "a")
    assert told.value.minutes == 1


def test_who_signed_in_at_an_address_is_still_not_held_up_by_others_after_a_restart(hall):
    first = restarted(hall)
    first.enter("lan", "hall")
    first.passed("lan", "hall")
    for no in range(12):
        fail(first, f"guess{no}", "hall")
    again = restarted(hall)
    with pytest.raises(Locked):
        again.enter("stranger", "hall")
    again.enter("lan", "hall")


def test_an_unlocked_login_stays_unlocked_over_a_restart(hall):
    fail(restarted(hall), "lan", "a")
    assert main(["user", "unlock", "lan", "--data", str(hall.store.path.parent)]) == 0
    hall.accounts._clock = lambda: float("inf")
    restarted(hall).enter("lan", "a")


def test_neither_logins_nor_addresses_can_be_read_out_of_the_table(hall):
    fail(restarted(hall), "lan", "203.0.113.7")
    with hall.store.read() as db:
        rows = [tuple(row) for row in db.execute("select kind, name from wait")]
    assert rows
    assert not any("lan" in name or ("203" in name and "." in name) for _, name in rows)
    assert all(len(name) == 64 for _, name in rows)
    assert Waits(hall.store, "here", "another").recall((("lan", 0), "203.0.113.7")) is None
