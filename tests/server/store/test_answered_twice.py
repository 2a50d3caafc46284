"""A repeat of a request id gets the first answer, over restarts too; another body is refused."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from server.domain.errors import Refused
from server.ledger import Actor
from server.store.answered import KEEP_MS

KIOSK, OTHER = Actor("device", "kiosk-1"), Actor("device", "kiosk-2")


@pytest.fixture(params=["the same run", "after a restart", "after a crash"])
def later(request, centre):
    """What happens between a request and its repeat."""

    def pass_() -> None:
        if request.param == "after a restart":
            centre.close()
            centre.reopen()
        elif request.param == "after a crash":
            centre.crash()

    return pass_


def test_the_same_key_gets_the_first_answer(centre, later):
    first = centre.desk.issue(KIOSK, "k1", group="a", priority=True)
    later()
    assert centre.desk.issue(KIOSK, "k1", group="a", priority=True) == first
    assert len(centre.desk.snapshot().hall.tickets) == 1


def test_another_body_under_the_key_is_refused(centre, later):
    centre.desk.issue(KIOSK, "k1", group="a")
    later()
    for other in ({"group": "b"}, {"group": "a", "priority": True}, {"group": "a", "lang": "en"}):
        with pytest.raises(Refused, match="idempotency-conflict"):
            centre.desk.issue(KIOSK, "k1", **other)
    with pytest.raises(Refused, match="idempotency-conflict"):
        centre.desk.open(KIOSK, "k1", 1)
    assert len(centre.desk.snapshot().hall.tickets) == 1


def test_a_refusal_is_repeated_as_it_was_even_when_it_would_go_well_now(centre, later, officer):
    with pytest.raises(Refused, match="counter-closed") as first:
        centre.desk.next(officer, "n1", 1)
    centre.desk.open(officer, None, 1)
    later()
    with pytest.raises(Refused, match="counter-closed") as again:
        centre.desk.next(officer, "n1", 1)
    assert (again.value.reason, again.value.status) == (first.value.reason, first.value.status)
    assert centre.desk.next(officer, "n2", 1)["call"] is None


def test_a_conflict_does_not_take_the_key_from_its_first_request(centre, later):
    first = centre.desk.issue(KIOSK, "k1", group="a")
    with pytest.raises(Refused, match="idempotency-conflict"):
        centre.desk.issue(KIOSK, "k1", group="b")
    later()
    assert centre.desk.issue(KIOSK, "k1", group="a") == first


def test_a_key_belongs_to_who_used_it(centre):
    numbers = [centre.desk.issue(by, "k1", group="a")["number"] for by in (KIOSK, OTHER)]
    assert numbers == [101, 102]


def test_without_a_key_every_request_is_new(centre):
    assert [centre.desk.issue(KIOSK, None, group="a")["number"] for _ in "ab"] == [101, 102]


def test_one_press_sent_many_times_at_once_is_one_call(centre, officer):
    centre.desk.open(officer, None, 1)
    for _ in range(5):
        centre.desk.issue(KIOSK, None, group="a")
    told = []
    hands = [
        threading.Thread(target=lambda: told.append(centre.desk.next(officer, "press", 1)))
        for _ in range(8)
    ]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(60)
    assert len(told) == 8
    assert all(one == told[0] for one in told)
    assert centre.desk.snapshot().hall.tickets[told[0]["call"]["ticket"]].leg.calls == 1


def test_answers_are_kept_two_days_and_then_forgotten(centre):
    centre.desk.issue(KIOSK, "old", group="a")
    centre.clock.at += timedelta(milliseconds=KEEP_MS)
    centre.desk.tick()
    assert centre.desk.issue(KIOSK, "old", group="a")["number"] == 101
    with centre.store.read() as db:
        days = [row[0] for row in db.execute("select day from ticket")]
    assert days == ["2026-11-24"], "a repeat, not a new ticket"
    centre.clock.at += timedelta(hours=2)
    centre.desk.tick()
    centre.desk.issue(KIOSK, "old", group="a")
    with centre.store.read() as db:
        assert db.execute("select count(*) from ticket").fetchone()[0] == 2


def test_an_answer_whose_commit_was_lost_is_asked_anew(centre):
    centre.store.lose()
    with pytest.raises(OSError, match="nothing was written"):
        centre.desk.issue(KIOSK, "k1", group="a")
    assert centre.desk.issue(KIOSK, "k1", group="b")["number"] == 101
