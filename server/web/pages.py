"""The pages: shells that the browser fills from the interface and the sockets."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, g, redirect, request
from flask_login import current_user
from werkzeug.wrappers import Response

from server.boards import HALL
from server.domain import booking_slots, hall_places
from server.domain.goals import IN_TIME_PERCENT
from server.domain.permissions import Permission as P
from server.web import auth, own_texts, pages_voice
from server.web.context import context
from server.web.i18n import LANGUAGES, chosen, say, short
from server.web.ownpath import own_path
from server.web.permits import needs, public
from server.web.problems import Problem
from server.web.shells import notice as _notice
from server.web.shells import page as _page

pages = Blueprint("pages", __name__)
_YEAR_S = 365 * 24 * 3600
_TOLD = frozenset(
    {"taken-over", "moved-on", "session-over", "account-off", "secret-changed", "not-here-today"}
)
"""Ends of a session that its officer did not ask for."""


@pages.app_context_processor
def _words() -> dict[str, object]:
    """``t`` for templates: the words of the chosen language; ``also`` the other language's.

    ``people``, ``plans``, ``links``, ``audits``, ``machines``, ``sees_hall``, ``makes_reports``,
    ``keeps_feedback`` and ``guides``: whether who asks may go there. ``alarms``: how many nobody
    sees to yet.
    """
    lang = chosen(request)
    other = next(code for code in LANGUAGES if code != lang)
    own = own_texts.of_pages(context().layouts.texts)
    return {
        "people": auth.caller().may(P.MANAGE_PEOPLE),
        "plans": auth.caller().may(P.MANAGE_PLAN),
        "links": auth.caller().may(P.MANAGE_LINKS),
        "audits": auth.caller().may(P.SEE_AUDIT),
        "machines": auth.caller().may(P.SEE_DEVICES),
        "sees_hall": auth.caller().may(P.SEE_HALL),
        "makes_reports": auth.caller().may(P.MAKE_REPORTS),
        "keeps_feedback": auth.caller().may(P.KEEP_FEEDBACK),
        "guides": auth.caller().may(P.GUIDE),
        "alarms": context().devices.watch.open,
        "now": context().desk.now().isoformat(),
        "t": partial(say, lang, own=own.get(lang)),
        "also": partial(say, other, own=own.get(other)),
        "own": own,
        "lang": lang,
        "other": other,
        "languages": LANGUAGES,
        "short": short,
    }


@pages.after_app_request
def _remember(response: Response) -> Response:
    """A language chosen by ``?lang=`` is kept."""
    wanted = request.args.get("lang", "")
    if wanted in LANGUAGES and response.mimetype == "text/html":
        response.set_cookie("lang", wanted, max_age=_YEAR_S, samesite="Lax")
    return response


@pages.get("/")
@public
def start() -> str:
    """Where everything is."""
    plan = context().desk.plan
    zones = [(zone.id, zone.name_vi, zone.name_en) for zone in plan.zones.values()]
    books = bool(booking_slots.bookable(plan))
    return _page("start", centre=plan.centre, zones=zones, books=books)


@pages.get("/login")
@public
def login() -> str:
    """Sign in; who was signed out by the hall is told why."""
    centre, ended = context().desk.plan.centre, g.get("ended")
    told = Problem(ended).reason if ended in _TOLD else None
    parts, place = context().settings, own_path(request.args.get("next", ""))
    sso = parts.oidc_name or bool(parts.oidc_issuer)
    return _page(
        "login",
        centre=centre,
        next=place,
        told=told,
        sso=parts.oidc_issuer and sso,
        only=parts.oidc_only,
    )


@pages.get("/console")
@needs(P.WORK, "no_own_counter")
def own_console() -> Response:
    """The console of the officer's own counter."""
    counter = getattr(current_user, "counter", None)
    if counter is None:
        return _notice("no_own_counter", 403)
    return redirect(f"/console/{counter}")


@pages.get("/console/<int:number>")
@needs(P.WORK, "no_own_counter")
def console(number: int) -> Response | str:
    """A counter's console, for whoever may work there."""
    if number not in context().desk.plan.counters:
        return _notice("no_such_counter", 404, number)
    who = auth.session_caller()
    if not who.may_work_at(number):
        own = next(iter(who.counters), None)
        return _notice("not_yours" if own else "no_own_counter", 403, number, own=own)
    planned = context().desk.plan.counters[number]
    return _page("console", number=number, name=who.name, department=planned.department)


@pages.get("/rate/<int:number>")
@public
def rate(number: int) -> Response | str:
    """The tablet of a counter; it shows nothing before it is bound or an officer signed in."""
    if number not in context().desk.plan.counters:
        return _notice("no_such_counter", 404, number)
    return _page("rate", number=number)


@pages.get("/board/<zone>")
@public
def board(zone: str) -> Response | str:
    """A zone's board, or ``hall`` for all; public. ``?at=`` names it on the map of the hall."""
    plan = context().desk.plan
    if zone != HALL and zone not in plan.zones:
        return _notice("no_such_board", 404, zone)
    at = request.args.get("at")
    ways = None if at is None else hall_places.ways(plan).get(at, {})
    voice = pages_voice.for_board(context().settings, request.args.get("voice", ""))
    return _page("board", zone=zone, centre=plan.centre, ways=ways, voice=voice)


@pages.get("/manage")
@needs(P.SEE_HALL, "not_a_manager")
def manage() -> str:
    """The manager's live view; with ``?tv=1`` for a wall: large, and nothing to press."""
    tv = "1" if request.args.get("tv") == "1" else ""
    return _for_managers("manage", tv=tv, centre=context().desk.plan.centre)


@pages.get("/manage/balance")
@needs(P.SEE_HALL, "not_a_manager")
def balance() -> str:
    """Where work waits, and what would help."""
    return _for_managers("balance")


@pages.get("/manage/advice")
@needs(P.SEE_HALL, "not_a_manager")
def advice() -> str:
    """What to change for good: authorisations and open counters."""
    return _for_managers("advice", goal=IN_TIME_PERCENT)


@pages.get("/desk")
@needs(P.GUIDE, "not_a_guide")
def guidance() -> str:
    """The guidance desk: numbers for others, kiosks, and who needs a hand."""
    who = auth.session_caller()
    books = bool(booking_slots.bookable(context().desk.plan))
    return _page("guidance", name=who.name, books=books)


def _for_managers(page: str, **values: object) -> str:
    who = auth.session_caller()
    return _page(page, name=who.name, acts=who.may(P.RUN_HALL), **values)
