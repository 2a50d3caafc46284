"""For citizens, kiosks and staff: appointments."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import Response

from server import bookings
from server.desk import Actor
from server.domain import sessions
from server.domain.permissions import Permission as P
from server.web import answers, answers_booking, auth
from server.web.asked import idempotency_key
from server.web.booking_who import client
from server.web.context import answer, context
from server.web.guesses import Guesses
from server.web.permits import needs, public
from server.web.schemas_booking import BookingRequest, CheckIn, DayQuery, SlotQuery


def blueprint(guesses: Guesses) -> APIBlueprint:
    """``/slots`` and ``/bookings``; ``guesses`` slows down whoever tries codes."""
    bp = APIBlueprint("bookings", __name__, tag="Appointments", url_prefix="/api/v1")
    _for_citizens(bp, guesses)
    _for_staff(bp, guesses)
    return bp


def _for_citizens(bp: APIBlueprint, guesses: Guesses) -> None:
    @bp.get("/slots")
    @bp.input(SlotQuery, location="query")
    @bp.output(answers_booking.Slots)
    @public
    def slots(query_data: SlotQuery) -> Response:
        """The times of a day at which a group takes appointments."""
        snap = context().snapshot()
        today = sessions.local_day(snap.at, sessions.zone_of(snap.hall.rules))
        return answer(bookings.slots(snap, query_data.group, query_data.day or today))

    @bp.post("/bookings")
    @bp.input(BookingRequest)
    @bp.output(answers_booking.Booking, 201)
    @public
    def book(json_data: BookingRequest) -> Response:
        """Make an appointment; no name is asked, and the code is told once."""
        made = context().desk.book(
            auth.caller().actor,
            idempotency_key(),
            group=json_data.group,
            slot_at=json_data.slot_at,
            client=client(),
        )
        return answer(made, 201)

    @bp.get("/bookings/<code>")
    @bp.output(answers_booking.Booking)
    @public
    def view(code: str) -> Response:
        """An appointment as its holder sees it."""
        found, plain = guesses.find(code)
        parts = context()
        return answer(bookings.booking(parts.snapshot(), found.id, plain, parts.desk.url))

    @bp.post("/bookings/<code>/cancel")
    @bp.output(answers_booking.Booking)
    @public
    def cancel(code: str) -> Response:
        """Call an appointment off; its time is free for others."""
        found, plain = guesses.find(code)
        by = Actor("citizen", found.id)
        return answer(context().desk.cancel_booking(by, idempotency_key(), plain))


def _for_staff(bp: APIBlueprint, guesses: Guesses) -> None:
    @bp.post("/bookings/<code>/check-in")
    @bp.input(CheckIn)
    @bp.output(answers.Ticket, 201)
    @bp.doc(security=["device", "officer"])
    @needs(P.ISSUE)
    def check_in(code: str, json_data: CheckIn) -> Response:
        """Give the number of an appointment; for kiosks and staff."""
        by = auth.caller()
        _, plain = guesses.find(code)
        told = json_data.model_dump()
        return answer(context().desk.check_in(by.actor, idempotency_key(), plain, **told), 201)

    @bp.get("/bookings")
    @bp.input(DayQuery, location="query")
    @bp.output(answers_booking.BookedDay)
    @bp.doc(security=["device", "officer"])
    @needs(P.SEE_BOOKINGS)
    def of_day(query_data: DayQuery) -> Response:
        """A day's appointments and what became of them; for staff, without codes."""
        parts = context()
        snap = parts.snapshot()
        today = sessions.local_day(snap.at, sessions.zone_of(snap.hall.rules))
        day = query_data.day or today
        past = day < today
        hall = parts.runtime.offload(parts.desk.past_hall, day) if past else snap.hall
        return answer(bookings.of_day(hall, day))
