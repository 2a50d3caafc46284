"""The pages of appointments: plain forms, which work without scripts."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from typing import Any
from urllib.parse import quote

from flask import Blueprint, make_response, redirect, request
from werkzeug.wrappers import Response

from server import bookings
from server.desk import Actor
from server.domain import booking_slots, sessions
from server.domain.errors import Refused, refuse
from server.domain.plan import Group
from server.web import auth, ics, qr, search
from server.web.booking_who import client
from server.web.context import context
from server.web.guesses import Guesses
from server.web.i18n import chosen, say
from server.web.permits import public
from server.web.problems import Problem
from server.web.shells import page as _shell

_NOON_H = 12


def blueprint(guesses: Guesses) -> Blueprint:
    """``/book`` in three steps, and ``/b/{code}``."""
    bp = Blueprint("booking", __name__)
    bp.after_request(_uncached)
    _steps(bp)
    _appointment(bp, guesses)
    return bp


def _steps(bp: Blueprint) -> None:
    @bp.get("/book")
    @public
    def groups() -> str:
        """Step 1: what for."""
        plan = context().desk.plan
        found = booking_slots.bookable(plan)
        query = request.args.get("q", "")[:200]
        shown = search.matching(found, query) if query.strip() else found
        return _page("book", groups=_by_department(shown), query=query, any=bool(found))

    @bp.get("/book/<group>")
    @public
    def days(group: str) -> str:
        """Step 2: on which day."""
        snap = context().snapshot()
        wanted = _bookable(group)
        found = []
        for day in booking_slots.days(snap.hall.rules, snap.at):
            offers = booking_slots.offers(snap.hall, group, day, snap.at)
            found.append((day, sum(one.left for one in offers), bool(offers)))
        return _page("book_day", group=wanted, days=found, papers=_papers(group))

    @bp.get("/book/<group>/<day>")
    @public
    def slots(group: str, day: str) -> str:
        """Step 3: at which time."""
        return _slots(group, day)

    @bp.post("/book/<group>/<day>")
    @public
    def book(group: str, day: str) -> Response:
        """Make the appointment, and show it."""
        if request.headers.get("Sec-Fetch-Site") == "cross-site":
            raise Problem("csrf")  # a page elsewhere would book in its visitors' names
        key = request.form.get("key", "")[:64] or None
        try:
            slot_at = datetime.fromisoformat(request.form.get("slot_at", ""))
            if slot_at.tzinfo is None:
                raise refuse("not-a-slot")
            made = context().desk.book(
                auth.caller().actor, key, group=group, slot_at=slot_at, client=client()
            )
        except ValueError as error:
            told = error if isinstance(error, Refused) else refuse("not-a-slot")
            reason = told.reason.en if chosen(request) == "en" else told.reason.vi
            return make_response(_slots(group, day, reason), told.status)
        return redirect(f"/b/{made['code']}", 303)


def _uncached(response: Response) -> Response:
    """What is left changes by the second, and a code is nobody else's."""
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _slots(group: str, day: str, problem: str = "") -> str:
    snap, wanted = context().snapshot(), _bookable(group)
    try:
        at = date.fromisoformat(day)
    except ValueError:
        raise refuse("not-a-slot") from None
    found = bookings.slots(snap, group, at)["slots"]
    halves = [
        (name, list(some))
        for name, some in groupby(found, key=lambda one: _half(str(one["slot_at"])))
    ]
    return _page(
        "book_slot", group=wanted, day=at, halves=halves, problem=problem, key=secrets.token_hex(16)
    )


def _appointment(bp: Blueprint, guesses: Guesses) -> None:
    @bp.get("/b/")
    @public
    def find() -> Response:
        """Somebody typed a code."""
        typed = request.args.get("code", "").strip()[:20]
        return redirect(f"/b/{quote(typed, safe='')}" if typed else "/book")

    @bp.get("/b/<code>")
    @public
    def show(code: str) -> Response | str:
        """An appointment; whoever has the code may see it."""
        found, plain = guesses.find(code)
        return _shown(found.id, plain, asks="cancel" in request.args)

    @bp.post("/b/<code>/cancel")
    @public
    def cancel(code: str) -> Response:
        """Call it off; the page asked once more before."""
        found, plain = guesses.find(code)
        told = context().desk.cancel_booking(Actor("citizen", found.id), None, plain)
        return redirect(f"/b/{told['code']}", 303)

    @bp.get("/b/<code>.ics")
    @public
    def calendar(code: str) -> Response:
        """The appointment for a calendar."""
        found, plain = guesses.find(code)
        parts, lang = context(), chosen(request)
        told = bookings.booking(parts.snapshot(), found.id, plain, parts.desk.url)
        centre = parts.desk.plan.centre
        answer = make_response(_event(told, found.id, parts.desk.now(), lang, _name(centre, lang)))
        answer.mimetype = "text/calendar"
        answer.headers["Content-Disposition"] = 'attachment; filename="lich-hen.ics"'
        answer.headers["Cache-Control"] = "no-store"
        return answer


def _shown(id: str, plain: str, *, asks: bool) -> str:
    parts = context()
    told = bookings.booking(parts.snapshot(), id, plain, parts.desk.url)
    at = {name: datetime.fromisoformat(told[name]) for name in _CLOCKS}
    code, papers = qr.data_uri(told["url"]), _papers(told["group"])
    return _page("booking", told=told, asks=asks, qr=code, papers=papers, **at)


_CLOCKS = ("slot_at", "slot_until", "check_in_from", "check_in_until")


def _event(told: dict[str, Any], uid: str, now: datetime, lang: str, centre: str) -> str:
    at = {name: datetime.fromisoformat(told[name]) for name in _CLOCKS}
    early, late = (f"{at[name]:%H:%M}" for name in ("check_in_from", "check_in_until"))
    group, zone = told["group_name"][lang], told["zone_name"][lang]
    return ics.event(
        uid=f"{uid}@luot",
        made_at=now,
        begins=at["slot_at"],
        ends=at["slot_until"],
        title=f"{group} · {told['code']}",
        place=f"{centre} · {zone}",
        note=f"{say(lang, 'bk_come')} {early}–{late}. {say(lang, 'bk_come_how')} {told['url']}",
    )


def _bookable(code: str) -> Group:
    for group in booking_slots.bookable(context().desk.plan):
        if group.code == code:
            return group
    raise refuse("no-booking")


def _papers(group: str) -> dict[str, list[str]]:
    return search.papers(context().shelf, group)


def _by_department(groups: Iterable[Group]) -> list[tuple[Any, list[Group]]]:
    """In the order of the departments of the plan."""
    every = list(groups)
    found = context().desk.plan.departments.values()
    made = [(one, [group for group in every if group.department == one.id]) for one in found]
    return [(one, some) for one, some in made if some]


def _half(local: str) -> str:
    return "morning" if int(local[11:13]) < _NOON_H else "afternoon"


def _name(thing: Any, lang: str) -> str:
    return str(thing.name_en if lang == "en" else thing.name_vi)


def _page(page: str, **values: object) -> str:
    desk = context().desk
    return _shell(
        page,
        centre=desk.plan.centre,
        today=sessions.local_day(desk.now(), sessions.zone_of(desk.plan)),
        **values,
    )
