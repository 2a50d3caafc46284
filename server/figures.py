"""Legs as rows for statistics: the clocks of each leg, from the projected tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date

from server.domain import sessions
from server.domain.facts import from_ms
from server.domain.plan import Plan
from server.domain.statistics import LegFigures
from server.domain.tickets import OUTCOMES, LegState

_QUERY = """
select leg.no, leg.grp, leg.state, leg.opened_ms, leg.counter, leg.first_called_ms,
       leg.last_called_ms, leg.started_ms, leg.ended_ms,
       ticket.priority, ticket.low_s, ticket.mid_s, ticket.high_s
from ticket join leg on leg.ticket = ticket.id
where ticket.day between ? and ?
order by ticket.day, ticket.issued_ms, leg.no
"""


def legs(db: sqlite3.Connection, plan: Plan, first: date, last: date) -> list[LegFigures]:
    """Every leg of tickets issued on the local days ``first`` to ``last``, both included."""
    rows = db.execute(_QUERY, (first.isoformat(), last.isoformat()))
    return list(_figures(rows, plan))


def _figures(rows: sqlite3.Cursor, plan: Plan) -> Iterator[LegFigures]:
    tz = sessions.zone_of(plan)
    for no, group, state, opened, counter, called, again, started, ended, prio, *told in rows:
        planned = plan.groups.get(group)
        if planned is None:
            continue
        low_s, mid_s, high_s = told if no == 1 else (None, None, None)
        yield LegFigures(
            group=group,
            department=planned.department,
            counter=counter,
            zone=planned.zone,
            priority=bool(prio),
            issued_at=from_ms(opened).astimezone(tz),
            wait_s=None if called is None else _wait_s(plan, opened, called),
            response_s=_between(again, started),
            service_s=_between(started or again, ended) if state == LegState.SERVED else None,
            outcome=state if state in OUTCOMES or state == LegState.TRANSFERRED else None,
            target_wait_s=planned.target_wait_s,
            forecast_low_s=low_s,
            forecast_mid_s=mid_s,
            forecast_high_s=high_s,
            first_leg=no == 1,
        )


def _wait_s(plan: Plan, opened_ms: int, called_ms: int) -> float:
    """First call less issue, less the time in which the centre was closed."""
    opened, called = from_ms(opened_ms), from_ms(called_ms)
    closed_s = sessions.closed_s(plan, opened, called)
    return max((called_ms - opened_ms) / 1000 - closed_s, 0.0)


def _between(first_ms: int | None, last_ms: int | None) -> float | None:
    if first_ms is None or last_ms is None:
        return None
    return max((last_ms - first_ms) / 1000, 0.0)
