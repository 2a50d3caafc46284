"""``/manage/decide/staffing``: counters needed and open, by department and half hour."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, request
from flask import Response as File
from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from server.domain.goals import IN_TIME_PERCENT
from server.domain.permissions import Permission as P
from server.trials import Asked, Tried
from server.web import api_trials, auth, charts, decide_figures, decide_form, decide_tables
from server.web.context import context
from server.web.permits import needs
from server.web.problems import Problem
from server.web.shells import page

bp = Blueprint("staffing_page", __name__)
HOME = "/manage/decide/staffing"
CLOSED = 0.75
"""So many counters of a department, in the mean, that could be opened."""
USUAL_DAYS = 20
"""The newest days, four weeks of work."""


@bp.get(HOME)
@needs(P.SEE_HALL, "not_a_manager")
def staffing() -> str:
    """The table of the address, or how far it is."""
    found = context().trials.find(request.args.get("trial", ""))
    return _page(found if found is not None and found.asked.kind == "staffing" else None)


@bp.post(HOME)
@needs(P.RUN_HALL)
def act() -> Response | tuple[str, int]:
    """Work it out for these days."""
    choice, past = request.form.get("day", ""), api_trials.past_days()
    days = decide_form.days(choice, past) if choice[:1] == "w" else tuple(past[:USUAL_DAYS])
    try:
        found = api_trials.begin(Asked(tuple(sorted(days)), kind="staffing"))
    except Problem as problem:
        return _page(None, said=problem), problem.status
    return redirect(f"{HOME}?trial={found.id}", 303)


@bp.get(f"{HOME}.csv")
@needs(P.SEE_HALL)
def table() -> File:
    """A row for each department and half hour."""
    found = api_trials.known(request.args.get("trial", ""))
    if found.result is None or found.asked.kind != "staffing":
        raise NotFound
    rows = [
        {"department": one["department"], "counters": len(one["counters"]), **row}
        for one in found.result["departments"]
        for row in one["slots"]
    ]
    return decide_tables.table_of(rows, f"staffing-{found.asked.days[0]}-{found.asked.days[-1]}")


def _page(found: Tried | None, said: Problem | None = None) -> str:
    parts, by = context(), auth.caller()
    past = api_trials.past_days()
    d = found.result if found else None
    wanted = request.args.get("department", "")
    return page(
        "staffing",
        name=by.name,
        acts=by.may(P.RUN_HALL),
        goal=IN_TIME_PERCENT,
        tried=found,
        d=d,
        said=said,
        past=past,
        usual=min(len(past), USUAL_DAYS),
        weekdays=decide_form.weekdays(past),
        day=_choice(found, past),
        look=_look(d, wanted),
        short=_short(d),
        departments=parts.desk.plan.departments,
        try_it=_try_it,
        charts=charts,
        figures=decide_figures,
        csrf=auth.csrf_token(),
    )


def _choice(found: Tried | None, past: list[str]) -> str:
    """Which of the choices the days of a table are."""
    if found is None:
        return "all"
    same = (
        key
        for key, days in decide_form.weekdays(past).items()
        if tuple(sorted(days)) == found.asked.days
    )
    return next(same, "all")


def _look(d: Any, wanted: str) -> dict[str, Any] | None:
    """The department that is drawn: the one asked for, else the one that is short the longest."""
    if d is None:
        return None
    rows: list[dict[str, Any]] = d["departments"]
    known = next((one for one in rows if one["department"] == wanted), None)
    return known or next(iter(_short(d)), rows[0] if rows else None)


def _short(d: Any) -> list[dict[str, Any]]:
    """Departments that are short: first those with a closed counter, then by how many were late."""
    if d is None:
        return []
    rows = [one for one in d["departments"] if one["short"]]
    found = sorted(rows, key=lambda one: (one["spare"] < CLOSED, -one["late"]))
    return [{**one, "longest": max(one["short"], key=_minutes)} for one in found]


def _minutes(span: dict[str, Any]) -> int:
    ends = [int(span[end][:2]) * 60 + int(span[end][3:]) for end in ("to", "from")]
    return ends[0] - ends[1]


def _try_it(day: str, department: str, span: dict[str, Any], past: list[str]) -> str:
    """The address that tries one more counter in these hours."""
    first = past[0] if past else ""
    change = f"more {department} {span['from']}-{span['to']}"
    return urlencode({"day": first if day == "all" else day, "change": change})
