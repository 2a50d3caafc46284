"""The pages: shells that the browser fills from the interface and the sockets."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, render_template, request
from flask_login import current_user
from werkzeug.wrappers import Response

from server.boards import HALL
from server.web.context import context
from server.web.i18n import LANGUAGES, chosen, texts

pages = Blueprint("pages", __name__)
_YEAR_S = 365 * 24 * 3600


@pages.app_context_processor
def _words() -> dict[str, object]:
    """``t`` for templates: the words of the chosen language."""
    lang = chosen(request)
    words = texts(lang)
    return {"t": lambda key: words.get(key, key), "lang": lang, "languages": LANGUAGES}


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
    zones = [(HALL, plan.centre.name_vi, plan.centre.name_en)]
    zones += [(zone.id, zone.name_vi, zone.name_en) for zone in plan.zones.values()]
    return _page("start", zones=zones)


@pages.get("/login")
def login() -> str:
    """Sign in with a PIN."""
    return _page("login", next=_own_path(request.args.get("next", "")))


@pages.get("/console")
def own_console() -> Response | str:
    """The console of the officer's own counter."""
    counter = getattr(current_user, "counter", None)
    if counter is None:
        return redirect("/login?next=/console" if not current_user.is_authenticated else "/")
    return redirect(f"/console/{counter}")


@pages.get("/console/<int:number>")
def console(number: int) -> Response | str:
    """A counter's console."""
    if not current_user.is_authenticated:
        return redirect(f"/login?next=/console/{number}")
    return _page("console", number=number, name=getattr(current_user, "name", ""))


@pages.get("/board/<zone>")
def board(zone: str) -> Response | str:
    """A zone's board, or ``hall`` for all; public."""
    plan = context().desk.plan
    if zone != HALL and zone not in plan.zones:
        return make_response(_page("missing"), 404)
    return _page("board", zone=zone, centre=plan.centre)


@pages.get("/manage")
def manage() -> Response | str:
    """The manager's live view."""
    if not current_user.is_authenticated:
        return redirect("/login?next=/manage")
    return _page("manage", name=getattr(current_user, "name", ""))


@pages.get("/manage/balance")
def balance() -> Response | str:
    """Where work waits, and what would help."""
    if not current_user.is_authenticated:
        return redirect("/login?next=/manage/balance")
    return _page("balance", name=getattr(current_user, "name", ""))


@pages.get("/t/<key>")
def phone(key: str) -> str:
    """A citizen's ticket on the phone; whoever has the key may see it."""
    return _page("phone", key=key, centre=context().desk.plan.centre)


def _page(page: str, **values: object) -> str:
    return render_template(f"{page}.html", page=page, **values)


def _own_path(path: str) -> str:
    """Only a path of this server: a login never leads elsewhere."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else ""
