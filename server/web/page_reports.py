"""``/manage/reports``: reports that were made, one more at once, and how their sending stands."""

from __future__ import annotations

from datetime import date
from typing import cast

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as Answer

from server.domain import facts as f
from server.domain import report_periods, sessions
from server.domain.facts import from_ms
from server.domain.permissions import Permission as P
from server.errors import ChildLate
from server.reports.making import FORMS, MEDIA_TYPES, Form
from server.reports.words import Lang
from server.web import auth
from server.web.context import context
from server.web.i18n import LANGUAGES
from server.web.permits import needs
from server.web.shells import page

bp = Blueprint("reports_page", __name__)
HOME = "/manage/reports"
SHOWN = 100


@bp.get(HOME)
@needs(P.MAKE_REPORTS, "not_of_office")
def reports() -> str:
    """The list, the form, and the settings as they are."""
    parts = context()
    settings, may = parts.settings, _may_see_officers()
    known = [one for one in parts.clerk.book.newest(SHOWN) if may or not one.officers]
    return page(
        "reports",
        name=auth.caller().name,
        reports=known,
        local=_local,
        settings=settings,
        folder=parts.clerk.folder,
        tests_mail=auth.caller().may(P.MANAGE_ALERTS),
        officers=may,
        today=parts.today,
        proposed=report_periods.due("daily", date.fromisoformat(parts.today), at_hand=False).name,
        wrong=request.args.get("wrong", ""),
        made=request.args.get("made", ""),
        failed=any(one.mail == "failed" for one in known),
        csrf=auth.csrf_token(),
    )


@bp.post(HOME)
@needs(P.MAKE_REPORTS)
def make() -> Answer:
    """One report, made while the browser waits; or everything that failed is sent again."""
    asked = request.form
    if asked.get("deed") == "again":
        context().clerk.book.again()
        context().clerk.look()
        return redirect(HOME, 303)
    kind, lang, form = (asked.get(name, "") for name in ("kind", "lang", "form"))
    officers = bool(asked.get("counters"))
    try:
        day = date.fromisoformat(asked.get("day", ""))
    except ValueError:
        return redirect(f"{HOME}?wrong=day", 303)
    known = kind in report_periods.KINDS and lang in LANGUAGES and form in FORMS
    if not known or (officers and not _may_see_officers()):
        return redirect(f"{HOME}?wrong=form", 303)
    if day.isoformat() > context().today or not report_periods.known(day):
        return redirect(f"{HOME}?wrong=day", 303)
    who = auth.caller().actor
    period = report_periods.day_of(day) if kind == "daily" else report_periods.month_of(day)
    try:
        made = context().clerk.make(
            period,
            cast(Form, form),
            cast(Lang, lang),
            officers=officers,
            by=str(who),
        )
    except ChildLate:
        return redirect(f"{HOME}?wrong=late", 303)
    fact = f.ReportMade(made.name, made.period, made.form, made.lang, officers)
    context().desk.keep_fact(who, fact)
    return redirect(f"{HOME}?made={made.name}", 303)


@bp.get(f"{HOME}/<name>")
@needs(P.MAKE_REPORTS)
def download(name: str) -> Response:
    """The file; one with figures of officers only for who may see them."""
    clerk = context().clerk
    one = clerk.book.get(name)
    if one is None or (one.officers and not _may_see_officers()):
        raise NotFound
    content = clerk.read(one.name)
    if content is None:
        raise NotFound
    return Response(
        content,
        mimetype=MEDIA_TYPES[cast(Form, one.form)],
        headers={
            "Content-Disposition": f'attachment; filename="{one.name}"',
            "Cache-Control": "no-store",
        },
    )


def _may_see_officers() -> bool:
    return auth.caller().may(P.SEE_OFFICERS)


def _local(at_ms: int) -> str:
    at = from_ms(at_ms).astimezone(sessions.zone_of(context().desk.plan))
    return at.strftime("%H:%M %d/%m/%Y")
