"""Legs of past days for statistics: tickets as the projected tables have them."""

from __future__ import annotations

import sqlite3
from datetime import date

from server.domain import legs as clocks
from server.domain.plan import Group, Plan, parse_plan
from server.domain.statistics import LegFigures
from server.store import journal
from server.store.read_tickets import read_tickets


def legs(db: sqlite3.Connection, plan: Plan, first: date, last: date) -> list[LegFigures]:
    """Every leg of tickets issued on the local days ``first`` to ``last``, both included."""
    tickets = list(read_tickets(db, first.isoformat(), last.isoformat()))
    known = all(leg.group in plan.groups for ticket in tickets for leg in ticket.legs)
    gone = {} if known else groups_ever(db)
    return [figure for ticket in tickets for figure in clocks.figures(plan, ticket, gone)]


def groups_ever(db: sqlite3.Connection) -> dict[str, Group]:
    """Groups of all plans, as they were last: who was served in one that is gone still counts."""
    return {code: g for doc in journal.plans(db) for code, g in parse_plan(doc).groups.items()}


def counters_ever(db: sqlite3.Connection) -> frozenset[int]:
    """Numbers of the counters of all plans."""
    return frozenset(n for doc in journal.plans(db) for n in parse_plan(doc).counters)
