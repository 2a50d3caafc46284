"""The clocks of a leg: the one place where they are taken, for live and past figures alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from server.domain import sessions
from server.domain.plan import Group, Plan
from server.domain.statistics import LegFigures
from server.domain.tickets import OUTCOMES, Leg, LegState, Ticket

LONGEST_S = 3600.0
TIMES_USUAL = 6
"""What no service takes: beyond both, somebody forgot to press Finish."""


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
            service_s=None if forgotten(plan, planned, ticket, leg) else service_s(leg),
            outcome=_outcome(leg),
            target_wait_s=planned.target_wait_s,
            forecast_low_s=told.low_s if told else None,
            forecast_mid_s=told.mid_s if told else None,
            forecast_high_s=told.high_s if told else None,
            first_leg=first,
            closed_s=closed_s(plan, ticket, leg),
            forgotten=forgotten(plan, planned, ticket, leg),
        )


def service_s(leg: Leg) -> float | None:
    """Finish less start, and what was served before it was set aside; None unless served.

    Without a start, service counts from the last call.
    """
    if leg.state is not LegState.SERVED:
        return None
    newest_s = _between_s(leg.started_at or leg.last_called_at, leg.ended_at)
    return None if newest_s is None else newest_s + leg.served_ms / 1000


def forgotten(plan: Plan, group: Group, ticket: Ticket, leg: Leg) -> bool:
    """Nobody pressed Finish when the service ended, so that its length is not known.

    The day's end closed it, or it is longer than ``LONGEST_S`` and ``TIMES_USUAL`` times the plan's
    mean of the group for each dossier, opening hours only.
    """
    if leg.state is LegState.EXPIRED:
        return leg.started_at is not None
    took_s, began = service_s(leg), leg.started_at or leg.last_called_at
    if took_s is None or began is None or leg.ended_at is None:
        return False
    open_s = took_s - sessions.closed_s(plan, began, leg.ended_at)
    usual_s = group.mean_service_s * max(ticket.dossiers, 1)
    return open_s > max(LONGEST_S, TIMES_USUAL * usual_s)


def closed_s(plan: Plan, ticket: Ticket, leg: Leg) -> float | None:
    """How long the centre was closed while the leg waited; None when it was never called."""
    if leg.first_called_at is None:
        return None
    return sessions.closed_s(plan, _since(plan, ticket, leg), leg.first_called_at)


def wait_s(plan: Plan, ticket: Ticket, leg: Leg) -> float | None:
    """First call less issue (or slot), less the time in which the centre was closed."""
    shut_s = closed_s(plan, ticket, leg)
    if shut_s is None or leg.first_called_at is None:
        return None
    since = _since(plan, ticket, leg)
    return max((leg.first_called_at - since).total_seconds() - shut_s, 0.0)


def _since(plan: Plan, ticket: Ticket, leg: Leg) -> datetime:
    return sessions.waits_from(plan, ticket) if leg.no == 1 else leg.opened_at


def _outcome(leg: Leg) -> str | None:
    if leg.state is LegState.EXPIRED and leg.started_at is not None:
        return LegState.SERVED.value  # the day's end pressed Finish
    ended = leg.state in OUTCOMES or leg.state is LegState.TRANSFERRED
    return leg.state.value if ended else None


def _between_s(first: datetime | None, last: datetime | None) -> float | None:
    return None if first is None or last is None else max((last - first).total_seconds(), 0.0)
