"""Appointments: never more than a slot takes, whatever is booked, called off, lost or restarted."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server import bookingcodes
from server.domain import booking_slots
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


@pytest.fixture(scope="session")
def booked_plan(make_document):
    """The small centre, whose groups a and c take appointments."""

    def made(**rules):
        document = make_document()
        for row in document["group"]:
            if row["code"] in "ac":
                row["slot_capacity"] = CAPACITY
        document["booking"] = {"enabled": True, **rules}
        return parse_plan(document)

    return made


@pytest.fixture
def desk(found_centre, booked_plan):
    """A centre that takes appointments, at nine."""
    return found_centre(booked_plan())


def book(centre, slot_at, group="a", client=None, key=None):
    return centre.desk.book(WEB, key, group=group, slot_at=slot_at, client=client)


def slots(centre, days=0, group="a"):
    at = centre.clock.at
    day = (at + timedelta(hours=7)).date() + timedelta(days=days)
    return [one.at for one in booking_slots.offers(centre.desk.snapshot().hall, group, day, at)]


def bookings(centre):
    return centre.desk.snapshot().hall.bookings


def refusal(work):
    with pytest.raises(Refused) as refused:
        work()
    return refused.value


def test_many_clients_at_once_never_get_more_than_a_slot_takes(desk):
    slot_at, made, refused = slots(desk)[0], [], []
    ready = threading.Barrier(8)

    def client():
        ready.wait(5)
        for _ in range(4):
            try:
                made.append(book(desk, slot_at)["code"])
            except Refused as full:
                refused.append(full.code)

    hands = [threading.Thread(target=client) for _ in range(8)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(30)
    assert len(set(made)) == len(made) == CAPACITY
    assert Counter(refused) == {"slot-full": 32 - CAPACITY}


def test_a_repeat_of_a_request_is_the_same_appointment(desk):
    first, later = slots(desk)[:2]
    told = book(desk, first, key="k1")
    assert book(desk, first, key="k1") == told
    assert bookings(desk).holding("a", first) == 1
    assert refusal(lambda: book(desk, later, key="k1")).code == "idempotency-conflict"


def test_no_code_and_no_client_stands_in_the_journal(desk):
    desk.desk.tick()
    hall = desk.desk.snapshot().hall
    client = desk.desk.clients.of_address(hall.day, "203.0.113.7")
    told = book(desk, slots(desk)[0], client=client)
    with desk.store.read() as db:
        rows = [str(tuple(row)) for row in db.execute("select * from journal")]
    code = told["code"].replace("-", "")
    assert not [row for row in rows if code in row or told["code"] in row or client in row]


def test_slots_lie_in_sessions_and_end_before_the_last_ticket(desk):
    clocks = [f"{at + timedelta(hours=7):%H:%M}" for at in slots(desk, days=1)]
    assert (clocks[0], clocks[-1]) == ("07:30", "16:15")
    assert "11:00" in clocks
    assert not [clock for clock in clocks if "11:00" < clock < "13:30"]


def test_slots_are_offered_an_hour_ahead_and_six_days_on(desk):
    assert slots(desk)[0] == desk.clock.at + timedelta(hours=1)
    assert slots(desk, days=6)
    assert slots(desk, days=7) == []
    soon = desk.clock.at + timedelta(minutes=15)
    assert refusal(lambda: book(desk, soon)).code == "slot-too-soon"
    for odd in (soon + timedelta(minutes=2), soon + timedelta(days=7), soon + timedelta(hours=3)):
        assert refusal(lambda odd=odd: book(desk, odd)).code == "not-a-slot"


def test_a_group_without_capacity_takes_no_appointments(desk, found_centre):
    slot_at = slots(desk)[0]
    assert refusal(lambda: book(desk, slot_at, "b")).code == "no-booking"
    assert refusal(lambda: book(found_centre(), slot_at)).code == "no-booking"


def test_one_client_holds_two_appointments_and_staff_any_number(desk):
    first, *more = slots(desk)
    one = book(desk, first, client="x")
    book(desk, more[0], client="x")
    limit = refusal(lambda: book(desk, more[1], client="x"))
    assert (limit.code, limit.status) == ("booking-limit", 429)
    book(desk, more[1], client="y")
    desk.desk.cancel_booking(WEB, None, one["code"])
    book(desk, more[1], client="x")
    for _ in range(CAPACITY):
        book(desk, more[2])


def test_an_address_counts_as_one_home_and_only_for_a_day(desk):
    clients = desk.desk.clients
    home = clients.of_address("2026-11-24", "2001:db8:1:2::7")
    assert clients.of_address("2026-11-24", "2001:db8:1:2:3::9") == home
    assert clients.of_address("2026-11-24", "2001:db8:1:3::7") != home
    mapped = clients.of_address("2026-11-24", "::ffff:203.0.113.7")
    assert clients.of_address("2026-11-24", "203.0.113.7") == mapped
    assert clients.of_address("2026-11-25", "2001:db8:1:2::7") != home


def check_in(centre, code, key=None):
    return centre.desk.check_in(KIOSK, key, code)


def test_who_checks_in_gets_a_ticket_with_the_mark_of_the_slot(desk):
    slot_at = slots(desk)[0]
    code = book(desk, slot_at)["code"]
    desk.clock.at = slot_at - timedelta(minutes=20)
    walk_in = desk.desk.issue(KIOSK, None, group="a")
    desk.clock.pass_s(60)
    told = check_in(desk, code.lower().replace("-", " "), key="k")
    assert check_in(desk, code, key="k") == told
    assert told["appointment_at"] == "2026-11-24T10:00:00+07:00"
    assert told["mark_at"] == "2026-11-24T09:40:00+07:00" == walk_in["mark_at"]
    hall = desk.desk.snapshot().hall
    assert [place.number for place in hall.waiting["a"]] == [walk_in["number"], told["number"]]
    used = refusal(lambda: check_in(desk, code))
    assert used.code == "booking-used" and str(told["number"]) in used.reason.vi


def test_check_in_has_a_first_and_a_last_moment(desk):
    slot_at = slots(desk)[0]
    early, late = (book(desk, slot_at)["code"] for _ in range(2))
    desk.clock.at = slot_at - timedelta(seconds=1201)
    refused = refusal(lambda: check_in(desk, early))
    assert refused.code == "check-in-early" and "09:40" in refused.reason.en
    desk.clock.pass_s(1)
    assert check_in(desk, early)["appointment_at"]
    desk.clock.at = slot_at + timedelta(seconds=900)
    desk.desk.tick()
    assert check_in(desk, late)["appointment_at"]


def test_a_late_one_queues_as_a_walk_in_and_is_counted_as_missed(desk):
    slot_at = slots(desk)[0]
    code = book(desk, slot_at)["code"]
    desk.clock.at = slot_at + timedelta(seconds=901)
    desk.desk.tick()
    assert states(desk) == [BookingState.MISSED]
    told = check_in(desk, code)
    assert told["appointment_at"] is None
    assert told["mark_at"] == told["issued_at"]
    (one,) = bookings(desk).all.values()
    assert (one.state, one.late) == (BookingState.TAKEN, True)


def test_a_late_one_is_refused_where_the_plan_says_so(found_centre, booked_plan):
    centre = found_centre(booked_plan(late="refuse", late_s=0))
    slot_at = slots(centre)[0]
    code = book(centre, slot_at)["code"]
    centre.clock.at = slot_at + timedelta(seconds=1)
    assert refusal(lambda: check_in(centre, code)).code == "check-in-late"


def states(centre):
    return [one.state for one in bookings(centre).all.values()]


def test_other_days_cancelled_and_unknown_codes_are_refused(desk):
    tomorrow = book(desk, slots(desk, days=1)[0])["code"]
    refused = refusal(lambda: check_in(desk, tomorrow))
    assert refused.code == "booking-other-day" and "07:30 25/11" in refused.reason.vi
    desk.desk.cancel_booking(WEB, None, tomorrow)
    desk.desk.cancel_booking(WEB, None, tomorrow)
    assert refusal(lambda: check_in(desk, tomorrow)).code == "booking-cancelled"
    for nobody in ("2222-2222", "K7MP", "O0I1-O0I1", ""):
        assert refusal(lambda nobody=nobody: check_in(desk, nobody)).code == "unknown-booking"


def test_a_check_in_that_is_refused_leaves_the_appointment_as_it_was(desk):
    slot_at = slots(desk)[0]
    code = book(desk, slot_at)["code"]
    desk.clock.at = slot_at
    desk.store.lose()
    with pytest.raises(StoreUnavailable):
        check_in(desk, code, key="k")
    assert states(desk) == [BookingState.BOOKED]
    assert check_in(desk, code, key="k")["appointment_at"]


def test_numbers_of_a_capped_day_are_kept_for_appointments(found_centre, make_document):
    document = make_document()
    document["group"][0] |= {"slot_capacity": 1, "daily_cap": 2}
    centre = found_centre(parse_plan({**document, "booking": {"enabled": True}}))
    slot_at = slots(centre)[0]
    code = book(centre, slot_at)["code"]
    centre.desk.issue(KIOSK, None, group="a")
    assert refusal(lambda: centre.desk.issue(KIOSK, None, group="a")).code == "cap-reached"
    centre.clock.at = slot_at
    assert check_in(centre, code)["number"]


def test_an_appointment_of_days_to_come_survives_nights_and_restarts(desk):
    codes = [book(desk, slots(desk, days=2)[-1])["code"] for _ in range(CAPACITY)]
    slot_at = slots(desk, days=2)[-1]
    gone = book(desk, slots(desk, days=1)[0])["code"]
    for _ in range(2):
        desk.clock.at += timedelta(days=1)
        desk.crash()
        desk.desk.tick()
        desk.crash()
        assert bookings(desk).holding("a", slot_at) == CAPACITY
    assert refusal(lambda: check_in(desk, gone)).code == "unknown-booking"
    desk.clock.at = slot_at
    told = {check_in(desk, code)["appointment_at"] for code in codes}
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


UNSCOPED = [HealthCheck.function_scoped_fixture]  # each example founds a centre of its own
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
    found_centre, booked_plan, steps
):
    centre, codes = found_centre(booked_plan()), []
    promised, called_off = {}, set()
    for what, first, second in steps:
        try:
            if what == "book" and (free := slots(centre, days=first)):
                for _ in range(second):
                    codes.append(book(centre, free[0])["code"])
                    promised[centre.desk.read_code(codes[-1])[1]] = free[0]
            elif what == "cancel" and codes:
                told = centre.desk.cancel_booking(WEB, None, codes[first % len(codes)])
                called_off.add(centre.desk.read_code(told["code"])[1])
            elif what == "come" and codes:
                check_in(centre, codes[first % len(codes)])
            elif what == "pass":
                centre.clock.pass_s(first)
                centre.desk.tick()
            elif what == "lose":
                centre.store.lose()
            elif what == "crash":
                centre.crash()
        except (Refused, StoreUnavailable):
            pass
        kept = bookings(centre)
        for (group, at), held in kept.held.items():
            there = [b for b in kept.all.values() if (b.group, b.slot_at) == (group, at)]
            live = [b for b in there if b.state is not BookingState.CANCELLED]
            assert held == len(live) <= CAPACITY
        for id, at in promised.items():
            day = f"{at + timedelta(hours=7):%Y-%m-%d}"
            assert (id in kept.all) or day < centre.desk.snapshot().hall.day or id in called_off
    centre.store.unlucky = 0
    centre.crash()
    assert bookings(centre) == folded(centre)
    tickets = [b.ticket for b in bookings(centre).all.values() if b.ticket]
    assert len(set(tickets)) == len(tickets)


def test_a_plan_without_a_booked_group_is_refused(desk, make_document):
    from server.domain.plan import PlanRefused

    book(desk, slots(desk, days=1, group="c")[0], "c")
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
