"""Appointments: never more than a slot takes, whatever is booked, called off, lost or restarted."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server import bookingcodes
from server.domain import facts as f
from server.domain.booking import BookingState
from server.domain.errors import Refused
from server.domain.fold import apply
from server.domain.hall import Hall
from server.domain.plan import parse_plan
from server.ledger import Actor
from server.store import journal
from server.store.errors import StoreUnavailable

WEB, KIOSK = Actor("citizen", "anonymous"), Actor("device", "kiosk-1")
CAPACITY = 3


def test_many_clients_at_once_never_get_more_than_a_slot_takes(desk):
    slot_at, made, refused = desk.slots()[0], [], []
    ready = threading.Barrier(8)

    def client():
        ready.wait(30)
        for _ in range(4):
            try:
                made.append(desk.book(slot_at)["code"])
            except Refused as full:
                refused.append(full.code)

    hands = [threading.Thread(target=client) for _ in range(8)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(120)
    assert len(set(made)) == len(made) == CAPACITY
    assert Counter(refused) == {"slot-full": 32 - CAPACITY}


def test_a_repeat_of_a_request_is_the_same_appointment(desk, refused_with):
    first, later = desk.slots()[:2]
    told = desk.book(first, key="k1")
    assert desk.book(first, key="k1") == told
    assert desk.kept.holding("a", first) == 1
    assert refused_with(lambda: desk.book(later, key="k1")).code == "idempotency-conflict"


def test_no_code_and_no_client_stands_in_the_journal(desk):
    desk.desk.tick()
    hall = desk.desk.snapshot().hall
    client = desk.desk.clients.of_address(hall.day, "203.0.113.7")
    told = desk.book(desk.slots()[0], client=client)
    with desk.store.read() as db:
        rows = [str(tuple(row)) for row in db.execute("select * from journal")]
    code = told["code"].replace("-", "")
    assert not [row for row in rows if code in row or told["code"] in row or client in row]


def test_slots_lie_in_sessions_and_end_before_the_last_ticket(desk):
    clocks = [f"{at + timedelta(hours=7):%H:%M}" for at in desk.slots(days=1)]
    assert (clocks[0], clocks[-1]) == ("07:30", "16:15")
    assert "11:00" in clocks
    assert not [clock for clock in clocks if "11:00" < clock < "13:30"]


def test_slots_are_offered_an_hour_ahead_and_six_days_on(desk, refused_with):
    assert desk.slots()[0] == desk.clock.at + timedelta(hours=1)
    assert desk.slots(days=6)
    assert desk.slots(days=7) == []
    soon = desk.clock.at + timedelta(minutes=15)
    assert refused_with(lambda: desk.book(soon)).code == "slot-too-soon"
    for odd in (soon + timedelta(minutes=2), soon + timedelta(days=7), soon + timedelta(hours=3)):
        assert refused_with(lambda odd=odd: desk.book(odd)).code == "not-a-slot"


def test_a_group_without_capacity_takes_no_appointments(
    desk, make_booked, make_document, refused_with
):
    slot_at = desk.slots()[0]
    assert refused_with(lambda: desk.book(slot_at, "b")).code == "no-booking"
    other = make_booked(parse_plan(make_document()))
    assert refused_with(lambda: other.book(slot_at)).code == "no-booking"


def test_one_client_holds_two_appointments_and_staff_any_number(desk, refused_with):
    first, *more = desk.slots()
    one = desk.book(first, client="x")
    desk.book(more[0], client="x")
    limit = refused_with(lambda: desk.book(more[1], client="x"))
    assert (limit.code, limit.status) == ("booking-limit", 429)
    desk.book(more[1], client="y")
    desk.desk.cancel_booking(WEB, None, one["code"])
    desk.book(more[1], client="x")
    for _ in range(CAPACITY):
        desk.book(more[2])


def test_an_address_counts_as_one_home_and_only_for_a_day(desk):
    clients = desk.desk.clients
    home = clients.of_address("2026-11-24", "2001:db8:1:2::7")
    assert clients.of_address("2026-11-24", "2001:db8:1:2:3::9") == home
    assert clients.of_address("2026-11-24", "2001:db8:1:3::7") != home
    mapped = clients.of_address("2026-11-24", "::ffff:203.0.113.7")
    assert clients.of_address("2026-11-24", "203.0.113.7") == mapped
    assert clients.of_address("2026-11-25", "2001:db8:1:2::7") != home


def test_an_appointment_of_days_to_come_survives_nights_and_restarts(desk, refused_with):
    codes = [desk.book(desk.slots(days=2)[-1])["code"] for _ in range(CAPACITY)]
    slot_at = desk.slots(days=2)[-1]
    gone = desk.book(desk.slots(days=1)[0])["code"]
    for _ in range(2):
        desk.clock.at += timedelta(days=1)
        desk.crash()
        desk.desk.tick()
        desk.crash()
        assert desk.kept.holding("a", slot_at) == CAPACITY
    assert refused_with(lambda: desk.check_in(gone)).code == "unknown-booking"
    desk.clock.at = slot_at
    told = {desk.check_in(code)["appointment_at"] for code in codes}
    assert told == {"2026-11-26T16:15:00+07:00"}
    with desk.store.read() as db:
        missed = [r.fact for r in journal.read(db) if isinstance(r.fact, f.SlotMissed)]
    assert len(missed) == 1


def folded(centre):
    hall = Hall()
    with centre.store.read() as db:
        for recorded in journal.read(db):
            apply(hall, recorded)
    return hall.bookings


UNSCOPED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]  # each founds a centre
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("book"), st.integers(0, 1), st.integers(1, 4)),
        st.tuples(st.just("cancel"), st.integers(0, 20), st.none()),
        st.tuples(st.just("come"), st.integers(0, 20), st.none()),
        st.tuples(st.just("pass"), st.sampled_from([600, 3600, 40_000]), st.none()),
        st.tuples(st.sampled_from(["lose", "crash"]), st.none(), st.none()),
    ),
    max_size=25,
)


@given(steps=STEPS)
@settings(max_examples=60, deadline=None, suppress_health_check=UNSCOPED)
def test_whatever_happens_no_slot_is_overbooked_and_the_journal_knows_all(
    make_booked, booked_plan, steps
):
    centre, codes = make_booked(booked_plan()), []
    promised, called_off = {}, set()
    for what, first, second in steps:
        try:
            if what == "book" and (free := centre.slots(days=first)):
                for _ in range(second):
                    codes.append(centre.book(free[0])["code"])
                    promised[centre.desk.read_code(codes[-1])[1]] = free[0]
            elif what == "cancel" and codes:
                told = centre.desk.cancel_booking(WEB, None, codes[first % len(codes)])
                called_off.add(centre.desk.read_code(told["code"])[1])
            elif what == "come" and codes:
                centre.check_in(codes[first % len(codes)])
            elif what == "pass":
                centre.clock.pass_s(first)
                centre.desk.tick()
            elif what == "lose":
                centre.store.lose()
            elif what == "crash":
                centre.crash()
        except (Refused, StoreUnavailable):
            pass
        kept = centre.kept
        for (group, at), held in kept.held.items():
            there = [b for b in kept.all.values() if (b.group, b.slot_at) == (group, at)]
            live = [b for b in there if b.state is not BookingState.CANCELLED]
            assert held == len(live) <= CAPACITY
        for id, at in promised.items():
            day = f"{at + timedelta(hours=7):%Y-%m-%d}"
            assert (id in kept.all) or day < centre.desk.snapshot().hall.day or id in called_off
    centre.store.unlucky = 0
    centre.crash()
    assert centre.kept == folded(centre)
    tickets = [b.ticket for b in centre.kept.all.values() if b.ticket]
    assert len(set(tickets)) == len(tickets)


def test_a_plan_without_a_booked_group_is_refused(desk, make_document):
    from server.domain.plan import PlanRefused

    desk.book(desk.slots(days=1, group="c")[0], "c")
    document = make_document()
    document["group"] = document["group"][:2]
    document["counter"] = document["counter"][:2]
    document["counter"][1].pop("help")
    with pytest.raises(PlanRefused, match="1 appointments in it are still to come"):
        desk.ledger.adopt(parse_plan(document))


def test_codes_are_forty_bits_of_signs_that_nobody_confuses():
    assert len(set(bookingcodes.ALPHABET)) ** bookingcodes.LENGTH == 2**40
    assert not set("0O1I") & set(bookingcodes.ALPHABET)
    code = bookingcodes.new_code()
    assert bookingcodes.plain(bookingcodes.shown(code).lower()) == code
    assert bookingcodes.Codes("a").id_of(code) != bookingcodes.Codes("b").id_of(code)
