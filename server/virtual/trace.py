"""A trace: who came on a day, when, for what, and how long they took (a CSV file)."""

from __future__ import annotations

import math
from pathlib import Path

from server.domain.plan import Plan
from server.virtual.people import Citizen
from server.virtual.sheet import Row, Sheet

COLUMNS = ("ticket", "arrival_s", "group", "priority", "appointment_s", "service_s", "shows")


def read_trace(path: Path, plan: Plan) -> list[Citizen]:
    """The citizens of the day in the order of their rows, which is that of their arrivals.

    Only a header is a day on which nobody came. Raises SheetRefused with every error.
    """
    sheet = Sheet(path)
    found: list[Citizen] = []
    seen: dict[str, int] = {}
    latest_s = 0.0
    for row in sheet.rows(COLUMNS):
        citizen = _citizen(row, plan, len(found) + 1)
        if citizen is None:
            continue
        if citizen.ticket in seen:
            row.wrong("ticket", f"{citizen.ticket!r} stands in row {seen[citizen.ticket]} already")
        if citizen.arrival_s < latest_s:
            row.wrong("arrival_s", f"{row.cells['arrival_s']} is before a row above: sort the rows")
        seen.setdefault(citizen.ticket, row.number)
        latest_s = max(latest_s, citizen.arrival_s)
        found.append(citizen)
    sheet.check()
    return found


def unserved(plan: Plan, citizens: list[Citizen]) -> dict[str, int]:
    """How many come for each group that no counter may serve: they can only expire."""
    counts: dict[str, int] = {}
    for citizen in citizens:
        if not plan.able[citizen.group]:
            counts[citizen.group] = counts.get(citizen.group, 0) + 1
    return counts


def _citizen(row: Row, plan: Plan, number: int) -> Citizen | None:
    ticket, group = row.text("ticket"), row.text("group")
    if group is not None and group not in plan.groups:
        row.wrong("group", f"there is no group {group!r} in the plan")
        group = None
    arrival_s, service_s = row.seconds("arrival_s"), row.seconds("service_s")
    slot_s = row.seconds("appointment_s", optional=True)
    priority, shows = row.flag("priority"), row.flag("shows")
    if ticket is None or group is None or arrival_s is None or service_s is None:
        return None
    if priority is None or shows is None:
        return None
    return Citizen(ticket, number, _up(arrival_s), group, service_s, priority, slot_s, shows)


def _up(seconds: float) -> float:
    """To whole milliseconds, upward: nobody is called before they came."""
    return math.ceil(round(seconds * 1000, 6)) / 1000
