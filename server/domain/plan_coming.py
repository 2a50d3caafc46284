"""A plan that holds from the next day on: asked for, taken back, and begun when the day turns."""

from __future__ import annotations

from server.domain.facts import Fact, PlanAdopted, PlanScheduled, PlanUnscheduled
from server.domain.hall import Hall
from server.domain.plan import Plan, PlanRefused, parse_plan, plan_to_document
from server.domain.plan_change import reasons_tomorrow


def schedule(hall: Hall, plan: Plan, by: str, note: str, network: str) -> list[Fact]:
    """From the next day on ``plan``, instead of another one that was to come.

    None when nothing would change. Raises PlanRefused with every reason.
    """
    document = plan_to_document(plan)
    if hall.coming is not None and hall.coming.document == document:
        return []
    if hall.adopted is not None and plan_to_document(hall.adopted) == document:
        return unschedule(hall)
    if errors := reasons_tomorrow(hall, plan):
        raise PlanRefused(errors)
    return [PlanScheduled(document, by, note, network)]


def unschedule(hall: Hall) -> list[Fact]:
    """Keep the plan of today; nothing when no other one was to come."""
    return [] if hall.coming is None else [PlanUnscheduled()]


def begins(hall: Hall) -> list[Fact]:
    """What the end of a day makes of the plan that was to come.

    Appointments made since may need what it takes away; then the old plan stays, for that reason.
    """
    coming = hall.coming
    if coming is None:
        return []
    plan = parse_plan(coming.document)
    if errors := reasons_tomorrow(hall, plan):
        return [PlanUnscheduled("; ".join(f"{one.key}: {one.message}" for one in errors))]
    return [PlanAdopted(coming.document, coming.note, coming.network)]
