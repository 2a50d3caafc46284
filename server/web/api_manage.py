"""For managers and auditors: the hall at a glance, and figures over days."""

from __future__ import annotations

from datetime import date
from typing import Any

from apiflask import APIBlueprint
from flask import Response

from server import balance as balance_view
from server.desk import Desk
from server.domain import sessions, statistics
from server.domain.permissions import Permission as P
from server.web import answers, auth, rooms
from server.web.answers_balance import Balance
from server.web.answers_live import Live
from server.web.context import answer, context
from server.web.permits import needs
from server.web.problems import Problem
from server.web.schemas import SummaryQuery

bp = APIBlueprint("manage", __name__, tag="Management", url_prefix="/api/v1")
LONGEST_DAYS = 3 * 366
"""The longest range of days that one call may ask for."""


@bp.get("/live")
@bp.output(Live)
@bp.doc(security=["officer"])
@needs(P.SEE_HALL)
def live() -> Response:
    """The whole hall now: zones, counters, today's figures, alerts.

    Who sits at a counter is told to those who run the hall, and to nobody else.
    """
    parts = context()
    snap = parts.snapshot()
    made = rooms.live_view(parts, snap)
    if auth.caller().may(P.RUN_HALL):
        for row in made["counters"]:
            row["officer"] = _name(snap.hall.counter(row["number"]).officer)
    return answer(made)


def _name(login: str | None) -> str | None:
    found = context().accounts.officer(login) if login else None
    return found.name if found else login


@bp.get("/balance")
@bp.output(Balance)
@bp.doc(security=["officer"])
@needs(P.SEE_HALL)
def balance() -> Response:
    """Where work waits, who could take it, and what would help, with its expected effect."""
    parts = context()
    return answer(parts.runtime.offload(balance_view.view, parts.snapshot()))


@bp.get("/stats/summary")
@bp.input(SummaryQuery, location="query")
@bp.output(answers.many(answers.SummaryRow))
@bp.doc(security=["officer"])
@needs(P.SEE_HALL)
def summary(query_data: SummaryQuery) -> Response:
    """Figures by group, counter, department, hour or day; n beside every clock.

    Those by counter only for who may see figures of officers.
    """
    parts = context()
    if query_data.by == "counter" and not auth.caller().may(P.SEE_OFFICERS):
        raise Problem("not-allowed")
    first, last = _days(parts.desk, query_data)
    return answer(parts.runtime.offload(_summary, parts.desk, first, last, query_data.by))


def _days(desk: Desk, asked: SummaryQuery) -> tuple[date, date]:
    """The days asked for: up to today, or today alone, where they are not named."""
    today = sessions.local_day(desk.now(), sessions.zone_of(desk.plan))
    last = asked.last or max(today, asked.first or today)
    first = asked.first or last
    if not 0 <= (last - first).days < LONGEST_DAYS:
        raise Problem("invalid", [{"where": "query.from", "message": "from is after to, or far"}])
    return first, last


def _summary(desk: Desk, first: date, last: date, by: statistics.By) -> list[dict[str, Any]]:
    return statistics.summary(desk.legs(first, last), by)
