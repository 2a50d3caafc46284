"""``/manage/history``: past days as charts, each with its table, its CSV and a link to it.

Everything is in the address, so that a link shows the same; the page is drawn whole by the server.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Flask, Response, request
from pydantic import ValidationError
from werkzeug.exceptions import NotFound

from server import historyview
from server.domain import definitions
from server.domain.errors import Reason, Refused
from server.domain.permissions import Permission as P
from server.web import api_history, auth, charts, history_links, historycharts, historytables
from server.web.context import context
from server.web.permits import needs
from server.web.problems import Problem
from server.web.schemas_history import ComparedQuery
from server.web.shells import page
from server.web.unhurried import unhurried

bp = Blueprint("history_page", __name__)
HOME = "/manage/history"
_FILTERS = ("department", "group", "counter", "priority", "weekday")
_FIELDS = ("from", "to", *_FILTERS, "view", "by", "with_from", "with_to", "compare")


def make_ready(app: Flask, rest: Callable[[], None]) -> None:
    """Compile the templates before somebody asks: the first page would hold everybody for it."""
    for name in app.jinja_env.list_templates(filter_func=lambda one: one.startswith("history")):
        app.jinja_env.get_template(name)
        rest()


@bp.get(HOME)
@needs(P.SEE_HALL, "not_of_office")
def history() -> str | tuple[str, int]:
    """One view of the days asked for, and on wish of the days they are compared with."""
    typed = {name: request.args[name].strip() for name in _FIELDS if request.args.get(name)}
    try:
        asked = ComparedQuery.model_validate(typed)
        first, last = api_history.days(asked)
        others = _others(asked, first, last)
    except ValidationError:
        return _page(typed, wrong="days"), 422
    except Problem as error:
        plain = error.code == "invalid"
        return _page(typed, wrong="days", said=None if plain else error.reason), error.status
    if asked.of_officers and not auth.caller().may(P.SEE_OFFICERS):
        return _page(typed, wrong="officers")
    found = api_history.found(asked, first, last)
    try:
        api_history.somewhere(asked, found)
    except Refused as error:
        return _page(typed, wrong="place", said=error.reason), error.status
    if not asked.compare:
        typed.pop("compare", None)
    earlier = api_history.found(asked, *others) if others else None
    typed |= {"from": first.isoformat(), "to": last.isoformat()}
    return _page(typed, asked=asked, found=found, earlier=earlier)


@bp.get(f"{HOME}.csv")
@needs(P.SEE_HALL)
def table() -> Response:
    """One table of a view, ``?table=``, as CSV: clocks in seconds, shares from 0 to 1."""
    try:
        asked = ComparedQuery.model_validate({k: v for k, v in request.args.items() if v})
    except ValidationError as error:
        raise Problem("invalid") from error
    first, last = api_history.days(asked)
    name = request.args.get("table", "")
    if name not in historytables.TABLES[asked.view]:
        raise NotFound
    _others(asked, first, last)
    found = api_history.found(asked, first, last)
    api_history.somewhere(asked, found)
    head, rows = historytables.flat(found, name)
    text = io.StringIO()
    csv.writer(text).writerows([head, *rows])
    return Response(
        "\ufeff" + text.getvalue(),
        mimetype="text/csv",
        headers={
            "Content-Disposition": f'attachment; filename="{name}-{first}-{last}.csv"',
            "Cache-Control": "no-store",
        },
    )


@bp.get("/manage/definitions")
@needs(P.SEE_HALL, "not_of_office")
def meanings() -> str:
    """What every figure means."""
    return page(
        "definitions",
        name=auth.caller().name,
        definitions=definitions.DEFINITIONS,
        formula=definitions.formula,
    )


def _others(asked: ComparedQuery, first: date, last: date) -> tuple[date, date] | None:
    if asked.with_to and not asked.with_from:
        raise Problem("first-day-needed")
    api_history.known(asked.with_from, asked.with_to)
    if asked.with_from:
        others = asked.with_from, asked.with_to or asked.with_from + (last - first)
        api_history.check(*others)
        return others
    return historyview.before(first, last) if asked.compare else None


def _page(
    typed: dict[str, str],
    *,
    wrong: str = "",
    said: Reason | None = None,
    asked: ComparedQuery | None = None,
    found: dict[str, Any] | None = None,
    earlier: dict[str, Any] | None = None,
) -> str:
    plan, officers = context().desk.plan, auth.caller().may(P.SEE_OFFICERS)
    target_min = min((g.target_wait_s for g in plan.groups.values()), default=900) // 60
    rest = context().runtime.rest
    found, earlier = (unhurried(one, rest) if one else None for one in (found, earlier))
    drawn = historycharts.drawn(found, earlier, plan.sessions) if found else None
    return page(
        "history",
        name=auth.caller().name,
        typed=typed,
        wrong=wrong,
        said=said,
        view=asked.view if asked else "wait",
        by=asked.by if asked else "group",
        bys=[by for by in historyview.BYS if officers or by != "counter"],
        officers=officers,
        d=found,
        earlier=earlier,
        query=urlencode(typed),
        plain=urlencode({k: v for k, v in typed.items() if k not in ("view", "by")}),
        presets=_presets(date.fromisoformat(context().today), typed),
        departments=plan.departments.values(),
        groups=plan.groups.values(),
        counters=sorted(plan.counters),
        target_min=target_min,
        meanings=definitions.BY_KEY,
        charts=charts,
        c=unhurried(drawn, rest) if drawn else None,
        try_more=history_links.try_more(found, plan, typed) if found else None,
        staffing=history_links.STAFFING,
    )


def _presets(today: date, typed: dict[str, str]) -> list[tuple[str, str]]:
    """Name of the words, and the address, of the spans that are asked for most."""
    month = today.replace(day=1)
    spans = (
        ("today", today, today),
        ("yesterday", today - timedelta(days=1), today - timedelta(days=1)),
        ("week", today - timedelta(days=today.weekday()), today),
        ("month", month, today),
        ("last_month", (month - timedelta(days=1)).replace(day=1), month - timedelta(days=1)),
        ("year", today.replace(month=1, day=1), today),
    )
    kept = {k: v for k, v in typed.items() if not k.startswith("with_")}
    return [
        (word, urlencode(kept | {"from": a.isoformat(), "to": b.isoformat()}))
        for word, a, b in spans
    ]
