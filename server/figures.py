"""Legs of past days for statistics: tickets as the projected tables have them."""

from __future__ import annotations

import sqlite3
from datetime import date

from server.domain import legs as clocks
from server.domain.plan import Plan
from server.domain.statistics import LegFigures
from server.store.read_tickets import read_tickets


def legs(db: sqlite3.Connection, plan: Plan, first: date, last: date) -> list[LegFigures]:
    """Every leg of tickets issued on the local days ``first`` to ``last``, both included."""
    tickets = read_tickets(db, first.isoformat(), last.isoformat())
    return [figure for ticket in tickets for figure in clocks.figures(plan, ticket)]
