"""Appointments for staff: a day by slot and group, and a code that is taken or called off.

Codes are kept nowhere and nobody is named, so the page counts; plain forms, without scripts.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, make_response, redirect, request
from werkzeug.wrappers import Response

from server import bookings
from server.domain import booking_slots, sessions
from server.domain.errors import Refused, refuse
from server.domain.permissions import Permission as P
from server.web import auth, qr
from server.web.context import context
from server.web.guesses import Guesses
from server.web.i18n import chosen
from server.web.permits import needs
from server.web.shells import page

REASONS = ("asked", "staff", "system", "closed")
"""Why staff call an appointment off: codes of ``docs/facts.md``; or words."""
_LONGEST = 200
_BACK = "/desk/appointments"


def blueprint(guesses: Guesses) -> Blueprint:
    """``/desk/appointments`` and its two forms."""
    bp = Blueprint("appointments", __name__)

    @bp.get(_BACK)
    @needs(P.GUIDE, "not_a_guide")
    def appointments() -> str:
        """A day of those ahead, counted."""
        return _shown(auth.caller().name or "")

    @bp.post(f"{_BACK}/check-in")
    @needs(P.GUIDE)
    def check_in() -> Response | str:
        """The holder of a code is here: a number, on paper or as a code for the phone."""
        by = auth.caller()
        asked = request.form
        try:
            _, plain = guesses.find(asked.get("code", ""))
            priority = asked.get("priority") == "yes"
            given = context().desk.check_in(
                by.actor, None, plain, priority=priority, channel="guide"
            )
            printed = _print(by.actor, given["number"], asked.get("where", ""))
        except Refused as refused:
            return make_response(_shown(by.name or "", wrong=_words(refused)), refused.status)
        return _shown(by.name or "", given=given, printed=printed)

    @bp.post(f"{_BACK}/cancel")
    @needs(P.GUIDE)
    def cancel() -> Response:
        """Call an appointment off, for a reason that its holder reads."""
        by = auth.caller()
        asked = request.form
        why = asked.get("words", "").strip()[:_LONGEST] or asked.get("reason", "")
        try:
            if not why:
                raise refuse("reason-needed")
            _, plain = guesses.find(asked.get("code", ""))
            told = context().desk.cancel_booking(by.actor, None, plain, why)
        except Refused as refused:
            return make_response(_shown(by.name or "", wrong=_words(refused)), refused.status)
        query = urlencode({"day": told["slot_at"][:10], "off": told["slot_at"][11:16]})
        return redirect(f"{_BACK}?{query}", 303)

    return bp


def _print(by: Any, number: int, kiosk: str) -> str | None:
    """Where the slip comes out, or None: no kiosk was chosen, or it cannot print."""
    if not kiosk:
        return None
    try:
        context().desk.reprint(by, None, number, kiosk)
    except Refused:
        return None
    return kiosk


def _words(refused: Refused) -> str:
    return refused.reason.en if chosen(request) == "en" else refused.reason.vi


def _shown(name: str, **told: Any) -> str:
    parts = context()
    snap = parts.snapshot()
    plan = snap.hall.rules
    days = booking_slots.days(plan, snap.at)
    day = _day(days)
    rows = bookings.by_slot(snap.hall, day)
    sums: Counter[str] = Counter()
    for row in rows:
        sums.update({outcome: row[outcome] for outcome in bookings.OUTCOMES})
    given = told.get("given")
    return page(
        "appointments",
        name=name,
        days=[(one, _count(snap.hall, one)) for one in days],
        day=day,
        today=sessions.local_day(snap.at, sessions.zone_of(plan)),
        slots=[(at, list(some)) for at, some in groupby(rows, key=lambda row: row["slot_at"])],
        sums=sums,
        outcomes=bookings.OUTCOMES,
        groups=plan.groups,
        kiosks=[id for id, seen in parts.desk.seen.devices.items() if _prints(id, seen.state)],
        reasons=REASONS,
        csrf=auth.csrf_token(),
        off=request.args.get("off", "")[:5],
        qr=qr.data_uri(given["url"]) if given else "",
        **told,
    )


def _prints(id: str, state: str) -> bool:
    known = {device.id for device in context().accounts.list_devices() if device.role == "kiosk"}
    return state == "online" and id in known


def _day(days: list[date]) -> date:
    wanted = request.args.get("day", "")
    return next((one for one in days if one.isoformat() == wanted), days[0])


def _count(hall: Any, day: date) -> int:
    return sum(1 for one in hall.bookings.of_day(day.isoformat()) if one.state.value != "cancelled")
