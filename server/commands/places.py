"""Counters, zones and departments that are named on the command line must be in the plan."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from server.domain.plan import Plan, parse_plan
from server.store import journal
from server.store.accounts import AccountRefused
from server.store.store import Store


def plan_of(store: Store) -> Plan | None:
    """The plan that the centre follows, if it follows one."""
    with store.read() as db:
        plans = journal.plans(db)
    return parse_plan(plans[-1]) if plans else None


def check(
    plan: Plan | None,
    *,
    counters: Iterable[int] = (),
    zone: str | None = None,
    department: str | None = None,
) -> None:
    """Raises AccountRefused for a place that the plan does not have."""
    if plan is None:
        return
    for number in counters:
        _known("counter", number, plan.counters)
    if zone:
        _known("zone", zone, plan.zones)
    if department:
        _known("department", department, plan.departments)


def _known(what: str, name: object, known: Collection[object]) -> None:
    if name not in known:
        there = ", ".join(map(str, known))
        raise AccountRefused(f"the plan has no {what} {name}: use one of {there}")
