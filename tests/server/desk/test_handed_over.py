"""What becomes of tickets that a kiosk gave while it was alone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from server.domain import handover, leases
from server.domain.errors import Refused
from server.domain.tickets import LegState
from server.ledger import Actor
from server.store import projection

KIOSK = Actor("device", "kiosk-1")
ROLL = "roll-1"


@pytest.fixture
def lent(hall: Any) -> Any:
    """Kiosk-1 holds numbers; ``told`` makes a ticket out of them, ``take`` hands it over."""
    hall.desk.lend("kiosk-1", ROLL, 2)
    first = leases.ranges(hall.desk.snapshot().hall, "kiosk-1", ROLL, "2026-11-24")[0][1]

    def told(n: int = 0, **more: Any) -> handover.Alone:
        made = handover.Alone(
            f"r-{n}", f"t-{n}", f"{n:022d}", first + n, "A", "a", False, 1, "vi", hall.clock.now()
        )
        return made._replace(**more)

    hall.told = told
    hall.take = lambda *args, **more: hall.desk.hand_over(KIOSK, told(*args, **more))
    hall.ticket = lambda id: hall.desk.snapshot().hall.tickets[id]
    return hall


def refusal(hall: Any, *args: Any, **more: Any) -> str:
    with pytest.raises(Refused) as refused:
        hall.take(*args, **more)
    return refused.value.code


def test_it_waits_with_its_true_time_and_mark_and_stands_before_later_ones(lent):
    at = lent.clock.now()
    lent.clock.pass_s(1800)
    later = lent.give("a")
    assert lent.take(issued_at=at, priority=True) == {"ticket": "t-0"}
    ticket = lent.ticket("t-0")
    assert (ticket.issued_at, ticket.leg.opened_at) == (at, at)
    assert ticket.leg.mark == at - timedelta(seconds=1800)
    assert (ticket.alone, ticket.forecast) == (True, None)
    called = [lent.desk.next(Actor("officer", "lan"), None, 1)["number"] for _ in range(2)]
    assert called == [ticket.number, later["number"]]


def test_its_wait_counts_from_the_true_time(lent, officer):
    at = lent.clock.now()
    lent.clock.pass_s(600)
    lent.take(issued_at=at)
    lent.desk.next(officer, None, 1)
    (leg,) = lent.desk.legs(date(2026, 11, 24), date(2026, 11, 24))
    assert leg.wait_s == 600


def test_a_repeat_gets_the_first_answer_and_another_ticket_under_its_request_does_not(lent):
    assert lent.take() == lent.take()
    assert refusal(lent, dossiers=2) == "idempotency-conflict"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"number": 101}, "not-leased"),
        ({"series": "B"}, "not-leased"),
        ({"group": "z"}, "unknown-group"),
        ({"key": "short"}, "bad-key"),
        ({"key": "x" * 21 + "!"}, "bad-key"),
    ],
)
def test_nonsense_is_refused_with_a_code(lent, more, code):
    assert refusal(lent, **more) == code
    assert "t-0" not in lent.desk.snapshot().hall.tickets


def test_a_clock_a_little_fast_is_ours_and_one_far_ahead_is_refused(lent):
    now = lent.clock.now()
    assert refusal(lent, 0, issued_at=now + timedelta(seconds=61)) == "issued-in-future"
    lent.take(1, issued_at=now + timedelta(seconds=59))
    assert lent.ticket("t-1").issued_at == now


def test_numbers_ids_and_keys_of_others_are_refused(lent):
    lent.take(0)
    assert refusal(lent, 1, number=lent.told(0).number) == "number-taken"
    assert refusal(lent, 2, ticket="t-0") == "number-taken"
    assert refusal(lent, 3, key=lent.told(0).key) == "number-taken"


def test_another_kiosk_may_not_use_the_lease(lent):
    with pytest.raises(Refused) as refused:
        lent.desk.hand_over(Actor("device", "kiosk-2"), lent.told())
    assert refused.value.code == "not-leased"


def ghost_of(lent: Any) -> str:
    """The server gave a number to touch r-0, and nobody heard of it."""
    return lent.desk.issue(KIOSK, "r-0", group="a")["id"]


def test_a_ghost_is_withdrawn_counts_nowhere_and_leads_to_the_ticket_that_lives(lent):
    ghost = ghost_of(lent)
    key = lent.ticket(ghost).key
    assert lent.take() == {"ticket": "t-0"}
    hall = lent.desk.snapshot().hall
    assert hall.tickets[ghost].state is LegState.WITHDRAWN
    assert [place.id for place in hall.waiting["a"]] == ["t-0"]
    assert (hall.issued["a"], hall.keys[key]) == (1, "t-0")
    (leg,) = lent.desk.legs(date(2026, 11, 24), date(2026, 11, 24))
    assert (leg.first_leg, leg.outcome) == (True, None)


def test_a_ghost_that_was_called_frees_its_counter(lent, officer):
    ghost = ghost_of(lent)
    assert lent.desk.next(officer, None, 1)["number"] == lent.ticket(ghost).number
    lent.take()
    assert lent.desk.snapshot().hall.ticket_at(1) is None
    with pytest.raises(Refused):
        lent.desk.undo(officer, None, 1)
    assert lent.desk.next(officer, None, 1)["number"] == lent.ticket("t-0").number


@pytest.mark.parametrize("verbs", [["start"], ["start", "finish"]])
def test_a_ghost_that_is_served_is_the_ticket_that_counts(lent, officer, verbs):
    ghost = ghost_of(lent)
    lent.desk.next(officer, None, 1)
    for verb in verbs:
        getattr(lent.desk, verb)(officer, None, 1)
    assert lent.take() == {"ticket": ghost}
    hall = lent.desk.snapshot().hall
    assert hall.tickets["t-0"].state is LegState.WITHDRAWN
    assert hall.keys[lent.told().key] == ghost
    assert hall.issued["a"] == 1


def test_a_request_that_arrives_after_its_ticket_gets_that_ticket(lent):
    lent.take()
    answer = lent.desk.issue(KIOSK, "r-0", group="a")
    assert (answer["id"], answer["ahead"], answer["wait"]) == ("t-0", None, None)
    assert len(lent.desk.snapshot().hall.tickets) == 1


def test_a_ticket_of_a_day_that_is_over_expired_then_and_has_no_part_in_today(lent):
    before, told = lent.clock.now(), lent.told()
    lent.clock.at += timedelta(days=3)
    assert lent.desk.hand_over(KIOSK, told) == {"ticket": "t-0"}
    hall = lent.desk.snapshot().hall
    assert (hall.day, hall.tickets, hall.waiting.get("a", ())) == ("2026-11-27", {}, ())
    (leg,) = lent.desk.legs(date(2026, 11, 24), date(2026, 11, 24))
    assert (leg.outcome, leg.wait_s, leg.issued_at) == ("expired", None, before)
    assert lent.desk.legs(date(2026, 11, 27), date(2026, 11, 27)) == []
    twin = told._replace(request="r-9", ticket="t-9", key="9" * 22)
    with pytest.raises(Refused, match="number-taken"):
        lent.desk.hand_over(KIOSK, twin)
    with pytest.raises(Refused, match="not-leased"):
        lent.desk.hand_over(KIOSK, twin._replace(request="r-8", number=101))
    lent.clock.at += timedelta(days=3)
    assert lent.desk.hand_over(KIOSK, told) == {"ticket": "t-0"}
    check_rebuilt(lent)


def check_rebuilt(centre: Any) -> None:
    with centre.store.read() as db:
        before = projection.digest(db)
    centre.store.write(projection.rebuild)
    with centre.store.read() as db:
        assert projection.digest(db) == before


def test_leases_for_tomorrow_are_there_when_the_day_has_turned_and_after_a_crash(lent):
    def held() -> list[tuple[str, int, int]]:
        return leases.ranges(lent.desk.snapshot().hall, "kiosk-1", ROLL, "2026-11-25")

    promised = held()
    assert promised
    lent.clock.at += timedelta(days=1)
    lent.desk.tick()
    assert held() == promised
    lent.crash()
    assert held() == promised
    assert leases.of_day(lent.desk.snapshot().hall, "2026-11-24") == []


def test_a_lease_of_which_half_is_used_grows_again_and_leaves_the_server_its_share(lent):
    def size() -> int:
        hall = lent.desk.snapshot().hall
        return sum(b - a + 1 for s, a, b in leases.ranges(hall, "kiosk-1", ROLL, hall.day))

    full = size()
    for n in range(13):
        lent.take(n)
    lent.desk.lend("kiosk-1", ROLL, 2)
    assert size() == full + 13
    assert lent.give("a")["number"] == 101
