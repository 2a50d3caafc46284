"""Past days, for managers: the figures of any days, a view at a time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from apiflask import APIBlueprint
from flask import Response

from server.domain import report_periods
from server.domain.errors import refuse
from server.domain.permissions import Permission as P
from server.errors import ChildLate
from server.historyview import Asked
from server.web import auth
from server.web.answers_history import History
from server.web.context import answer, context
from server.web.permits import needs
from server.web.problems import Problem
from server.web.schemas_history import HistoryQuery

bp = APIBlueprint("history", __name__, tag="Management", url_prefix="/api/v1")
LONGEST_DAYS = 3 * 366
USUAL_DAYS = 28
"""The days before today that are shown when none are asked for."""


@bp.get("/stats/history")
@bp.input(HistoryQuery, location="query")
@bp.output(History)
@bp.doc(security=["officer"])
@needs(P.SEE_HALL)
def history(query_data: HistoryQuery) -> Response:
    """Waits, flow, service, counters or fairness of any days, in parts; n beside every figure."""
    told = found(query_data, *days(query_data))
    somewhere(query_data, told)
    return answer(told)


def days(asked: HistoryQuery) -> tuple[date, date]:
    """The days asked for. Raises Problem when they are the wrong way round, or too many."""
    known(asked.first, asked.last)
    last = asked.last or max(date.fromisoformat(context().today), asked.first or date.min)
    first = asked.first or last - timedelta(days=USUAL_DAYS - 1)
    check(first, last)
    return first, last


def known(*some: date | None) -> None:
    """Raises Problem for a day that no centre can have had."""
    if not all(report_periods.known(day) for day in some if day):
        raise Problem("day-far")


def check(first: date, last: date) -> None:
    """Raises Problem when days are the wrong way round, too many, or no centre had them."""
    known(first, last)
    if not 0 <= (last - first).days < LONGEST_DAYS:
        raise Problem("invalid", [{"where": "query.from", "message": "from is after to, or far"}])


def somewhere(asked: HistoryQuery, told: dict[str, Any]) -> None:
    """Raises Refused for a group or department that neither the plan nor these days know."""
    plan = context().desk.plan
    if told["days"]:
        return
    if asked.department and asked.department not in plan.departments:
        raise refuse("unknown-department", asked.department)
    if asked.group and asked.group not in plan.groups:
        raise refuse("unknown-group", asked.group)


def found(asked: HistoryQuery, first: date, last: date) -> dict[str, Any]:
    """What there is to say of these days. Raises Problem for figures that are not the caller's."""
    if asked.of_officers and not auth.caller().may(P.SEE_OFFICERS):
        raise Problem("not-allowed")
    try:
        return context().histories.view(Asked(first, last, asked.wanted(), asked.view, asked.by))
    except ChildLate as error:
        raise Problem("unavailable") from error
