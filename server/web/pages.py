"""The pages: shells that the browser fills from the interface and the sockets."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, redirect, request
from flask_login import current_user
from werkzeug.wrappers import Response

from server.boards import HALL
from server.domain import booking_slots
from server.web import auth
from server.web.context import context
from server.web.i18n import LANGUAGES, chosen, say, short
from server.web.shells import notice as _notice
from server.web.shells import page as _page

pages = Blueprint("pages", __name__)
_YEAR_S = 365 * 24 * 3600


@pages.app_context_processor
def _words() -> dict[str, object]:
    """``t`` for templates: the words of the chosen language; ``also`` the other language's."""
    lang = chosen(request)
    other = next(code for code in LANGUAGES if code != lang)
    return {
        "now": context().desk.now().isoformat(),
        "t": partial(say, lang),
        "also": partial(say, other),
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
def start() -> str:
    """Where everything is."""
    plan = context().desk.plan
    zones = [(zone.id, zone.name_vi, zone.name_en) for zone in plan.zones.values()]
    books = bool(booking_slots.bookable(plan))
    return _page("start", centre=plan.centre, zones=zones, books=books)


@pages.get("/login")
def login() -> str:
    """Sign in with a PIN."""
    centre = context().desk.plan.centre
    return _page("login", centre=centre, next=_own_path(request.args.get("next", "")))


@pages.get("/console")
def own_console() -> Response:
    """The console of the officer's own counter."""
    if not current_user.is_authenticated:
        return redirect("/login?next=/console")
    counter = getattr(current_user, "counter", None)
    if counter is None:
        return _notice("no_own_counter", 403)
    return redirect(f"/console/{counter}")


@pages.get("/console/<int:number>")
def console(number: int) -> Response | str:
    """A counter's console, for whoever may work there."""
    if not current_user.is_authenticated:
        return redirect(f"/login?next=/console/{number}")
    if number not in context().desk.plan.counters:
        return _notice("no_such_counter", 404, number)
    who = auth.session_caller()
    if not who.may_work_at(number):
        own = next(iter(who.counters), None)
        return _notice("not_yours" if own else "no_own_counter", 403, number, own=own)
    planned = context().desk.plan.counters[number]
    return _page("console", number=number, name=who.name, department=planned.department)


@pages.get("/rate/<int:number>")
def rate(number: int) -> Response | str:
    """The tablet of a counter; it shows nothing before it is bound or an officer signed in."""
    if number not in context().desk.plan.counters:
        return _notice("no_such_counter", 404, number)
    return _page("rate", number=number)


@pages.get("/board/<zone>")
def board(zone: str) -> Response | str:
    """A zone's board, or ``hall`` for all; public."""
    plan = context().desk.plan
    if zone != HALL and zone not in plan.zones:
        return _notice("no_such_board", 404, zone)
    return _page("board", zone=zone, centre=plan.centre)


@pages.get("/manage")
def manage() -> Response | str:
    """The manager's live view."""
    return _for_managers("manage")


@pages.get("/manage/balance")
def balance() -> Response | str:
    """Where work waits, and what would help."""
    return _for_managers("balance")


@pages.get("/manage/advice")
def advice() -> Response | str:
    """What to change for good: authorisations and open counters."""
    return _for_managers("advice")


@pages.get("/desk")
def guidance() -> Response | str:
    """The guidance desk: numbers for others, kiosks, and who needs a hand."""
    if not current_user.is_authenticated:
        return redirect("/login?next=/desk")
    who = auth.session_caller()
    if auth.GUIDES.isdisjoint(who.roles):
        return _notice("not_a_guide", 403, own=next(iter(who.counters), None))
    return _page("guidance", name=who.name)


def _for_managers(page: str) -> Response | str:
    if not current_user.is_authenticated:
        return redirect(f"/login?next={request.path}")
    who = auth.session_caller()
    if auth.READERS.isdisjoint(who.roles):
        return _notice("not_a_manager", 403, own=next(iter(who.counters), None))
    return _page(page, name=who.name, acts=not auth.MANAGERS.isdisjoint(who.roles))


def _own_path(path: str) -> str:
    """Only a path of this server: a login never leads elsewhere."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else ""
