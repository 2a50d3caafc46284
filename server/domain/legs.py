"""The clocks of a leg: the one place where they are taken, for live and past figures alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from server.domain import sessions
from server.domain.plan import Group, Plan
from server.domain.statistics import LegFigures
from server.domain.tickets import OUTCOMES, Leg, LegState, Ticket


def figures(plan: Plan, ticket: Ticket, gone: Mapping[str, Group]) -> Iterator[LegFigures]:
    """Each leg of the ticket, as far as it has come; ``gone`` are groups of earlier plans."""
    if ticket.state is LegState.WITHDRAWN:
        return  # its touch counts once, by the ticket that the citizen holds
    tz = sessions.zone_of(plan)
    for leg in ticket.legs:
        planned = plan.groups.get(leg.group) or gone[leg.group]
        first = leg.no == 1
        told = ticket.forecast if first else None
        yield LegFigures(
            group=leg.group,
            department=planned.department,
            counter=leg.counter,
            zone=planned.zone,
            priority=ticket.priority,
            issued_at=leg.opened_at.astimezone(tz),
            wait_s=wait_s(plan, ticket, leg),
            response_s=_between_s(leg.last_called_at, leg.started_at),
            service_s=service_s(leg),
            outcome=_outcome(leg),
            target_wait_s=planned.target_wait_s,
            forecast_low_s=told.low_s if told else None,
            forecast_mid_s=told.mid_s if told else None,
            forecast_high_s=told.high_s if told else None,
            first_leg=first,
        )


def service_s(leg: Leg) -> float | None:
    """Finish less start, and what was served before it was set aside; None unless served.

    Without a start, service counts from the last call.
    """
    if leg.state is not LegState.SERVED:
        return None
    newest_s = _between_s(leg.started_at or leg.last_called_at, leg.ended_at)
    return None if newest_s is None else newest_s + leg.served_ms / 1000


def wait_s(plan: Plan, ticket: Ticket, leg: Leg) -> float | None:
    """First call less issue (or slot), less the time in which the centre was closed."""
    if leg.first_called_at is None:
        return None
    since = sessions.waits_from(plan, ticket) if leg.no == 1 else leg.opened_at
    closed_s = sessions.closed_s(plan, since, leg.first_called_at)
    return max((leg.first_called_at - since).total_seconds() - closed_s, 0.0)


def _outcome(leg: Leg) -> str | None:
    ended = leg.state in OUTCOMES or leg.state is LegState.TRANSFERRED
    return leg.state.value if ended else None


def _between_s(first: datetime | None, last: datetime | None) -> float | None:
    return None if first is None or last is None else max((last - first).total_seconds(), 0.0)
