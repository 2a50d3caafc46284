"""How each fact changes the hall: the one place where state is made.

Live desk, rebuild, replay and simulator all fold with this function, so what the journal says
and what the hall does cannot differ (invariant 5).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from server.domain import facts as f
from server.domain import (
    fold_bookings,
    fold_counters,
    fold_figures,
    fold_groups,
    fold_guided,
    fold_help,
    fold_issued,
    fold_legs,
    fold_plan,
    fold_refused,
    fold_undone,
    persons,
)
from server.domain.hall import Hall, Step
from server.domain.plan import parse_plan
from server.domain.skilled import limited
from server.domain.tickets import LegState, Ticket


def apply(hall: Hall, recorded: f.Recorded) -> Step:
    """Fold one fact into the hall; returns what its command has changed so far."""
    if hall.step is None or hall.step.seq != recorded.step:
        hall.step = Step(recorded.step, recorded.at)
    step = hall.step
    step.kind = recorded.fact.KIND
    _FOLDS[type(recorded.fact)](hall, recorded.fact, recorded.at)
    hall.seq = recorded.seq
    counter = getattr(recorded.fact, "counter", None)
    if counter is not None:
        _remember(hall, counter, recorded.fact, step)
    return step


_UNDOABLE = (
    *(f.TicketCalled, f.ServiceFinished, f.LegOpened),
    *(f.TicketMissed, f.TicketParked, f.ServiceStarted),
)


def _remember(hall: Hall, counter: int, fact: f.Fact, step: Step) -> None:
    if isinstance(fact, _UNDOABLE):
        hall.undo[counter] = step
    else:
        hall.undo.pop(counter, None)


def _plan_adopted(hall: Hall, fact: f.PlanAdopted, at: datetime) -> None:
    if hall.plan is not None:
        hall.gone = {**hall.gone, **hall.plan.groups}
    hall.adopted = hall.decided = parse_plan(fact.document)
    hall.plan = limited(hall.adopted, hall.learnt)
    hall.undo.clear()  # else a finished ticket could come back into a group that is gone
    groups = hall.plan.groups
    hall.waiting = {code: line for code, line in hall.waiting.items() if line or code in groups}


def _day_opened(hall: Hall, fact: f.DayOpened, at: datetime) -> None:
    hall.day = fact.day
    hall.plan = hall.decided = hall.adopted
    hall.coming, hall.learnt = None, {}
    hall.tickets.clear()
    hall.keys, hall.numbers, hall.asked = {}, {}, {}  # pictures of the day before keep theirs
    hall.late.clear()
    hall.leases = tuple(lease for lease in hall.leases if lease.day >= fact.day)
    hall.counters.clear()
    hall.waiting.clear()
    hall.bound.clear()
    hall.seen_at.clear()
    hall.last_number.clear()
    hall.issued.clear()
    hall.undo.clear()
    fold_figures.forget(hall)
    fold_bookings.forget(hall)
    hall.gone, hall.shut, hall.refused, hall.announced = {}, {}, {}, {}
    fold_help.end_all(hall)


def _ticket_called(hall: Hall, fact: f.TicketCalled, at: datetime) -> None:
    ticket = hall.tickets[fact.ticket]
    fold_figures.called(hall, ticket, at)
    _change(
        hall,
        ticket,
        state=LegState.CALLED,
        counter=fact.counter,
        officer=fact.officer,
        call=fact.call,
        calls=ticket.leg.calls + 1,
        first_called_at=ticket.leg.first_called_at or at,
        last_called_at=at,
        summons=1,
        summoned_at=at,
        started_at=None,
        ended_at=None,
    )
    hall.put_counter(replace(hall.counter(fact.counter), ticket=fact.ticket, since=at, armed=False))


def _ticket_recalled(hall: Hall, fact: f.TicketRecalled, at: datetime) -> None:
    ticket = hall.tickets[fact.ticket]
    leg = ticket.leg
    calls, summons = leg.calls + 1, leg.summons + 1
    _change(hall, ticket, call=fact.call, calls=calls, summons=summons, last_called_at=at)


def _service_started(hall: Hall, fact: f.ServiceStarted, at: datetime) -> None:
    _change(hall, hall.tickets[fact.ticket], state=LegState.SERVING, started_at=at)
    hall.put_counter(replace(hall.counter(fact.counter), since=at))


def _service_finished(hall: Hall, fact: f.ServiceFinished, at: datetime) -> None:
    _end(hall, fact.ticket, LegState.SERVED, at)
    said = {"procedure": fact.procedure, "outcome": fact.outcome, "done": fact.dossiers}
    _change(hall, hall.tickets[fact.ticket], **said)
    _free(hall, fact.counter, at)


def _ticket_missed(hall: Hall, fact: f.TicketMissed, at: datetime) -> None:
    _end(hall, fact.ticket, LegState.NO_SHOW, at)
    _free(hall, fact.counter, at)


def _ticket_parked(hall: Hall, fact: f.TicketParked, at: datetime) -> None:
    leg = hall.tickets[fact.ticket].leg
    here_ms = f.to_ms(at) - f.to_ms(leg.started_at or leg.last_called_at or at)
    _end(hall, fact.ticket, LegState.PARKED, at, fact.reason, leg.served_ms + max(here_ms, 0))
    _free(hall, fact.counter, at)


def _ticket_returned(hall: Hall, fact: f.TicketReturned, at: datetime) -> None:
    _change(
        hall,
        hall.tickets[fact.ticket],
        state=LegState.WAITING,
        mark=f.from_ms(fact.mark_ms),
        ended_at=None,
    )
    persons.follow(hall)


def _ticket_left(hall: Hall, fact: f.TicketLeft, at: datetime) -> None:
    _leave(hall, fact.ticket, LegState.LEFT, at, fact.reason or None)


def _ticket_expired(hall: Hall, fact: f.TicketExpired, at: datetime) -> None:
    _leave(hall, fact.ticket, LegState.EXPIRED, at)


def _ticket_withdrawn(hall: Hall, fact: f.TicketWithdrawn, at: datetime) -> None:
    _leave(hall, fact.ticket, LegState.WITHDRAWN, at)
    ghost = hall.tickets[fact.ticket]
    hall.issued[ghost.legs[0].group] -= 1
    hall.keys[ghost.key] = fact.instead


def _ticket_rated(hall: Hall, fact: f.TicketRated, at: datetime) -> None:
    hall.put(replace(hall.tickets[fact.ticket], rating=fact.score))


def _ticket_printed(hall: Hall, fact: f.TicketPrinted, at: datetime) -> None:
    if fact.ticket in hall.tickets:
        hall.put(replace(hall.tickets[fact.ticket], printed=fact.ok))


def _told_elsewhere(hall: Hall, fact: f.Fact, at: datetime) -> None:
    """Nothing of the hall changes: feedback and lists have tables, a copy is the same ticket."""


def _change(hall: Hall, ticket: Ticket, **changes: Any) -> None:
    leg = replace(ticket.leg, **changes)
    hall.put(replace(ticket, legs=(*ticket.legs[:-1], leg)))


def _end(
    hall: Hall,
    ticket: str,
    state: LegState,
    at: datetime,
    note: str | None = None,
    served_ms: int | None = None,
) -> None:
    ended = hall.tickets[ticket]
    served_ms = ended.leg.served_ms if served_ms is None else served_ms
    _change(hall, ended, state=state, ended_at=at, note=note, served_ms=served_ms)


def _leave(hall: Hall, ticket: str, state: LegState, at: datetime, note: str | None = None) -> None:
    held_by = hall.tickets[ticket].leg.counter
    _end(hall, ticket, state, at, note)
    if held_by is not None and hall.counter(held_by).ticket == ticket:
        _free(hall, held_by, at)


def _free(hall: Hall, counter: int, at: datetime) -> None:
    hall.put_counter(replace(hall.counter(counter), ticket=None, since=at))


_FOLDS: dict[type[f.Fact], Callable[[Hall, Any, datetime], None]] = {
    f.PlanAdopted: _plan_adopted,
    f.DayOpened: _day_opened,
    f.TicketWithdrawn: _ticket_withdrawn,
    f.TicketCalled: _ticket_called,
    f.TicketRecalled: _ticket_recalled,
    f.ServiceStarted: _service_started,
    f.ServiceFinished: _service_finished,
    f.TicketMissed: _ticket_missed,
    f.TicketParked: _ticket_parked,
    f.TicketReturned: _ticket_returned,
    f.TicketLeft: _ticket_left,
    f.TicketExpired: _ticket_expired,
    f.TicketRated: _ticket_rated,
    f.TicketPrinted: _ticket_printed,
    f.FeedbackGiven: _told_elsewhere,
    f.FeedbackAnswered: _told_elsewhere,
    f.FeedbackClosed: _told_elsewhere,
    f.TicketReprinted: _told_elsewhere,
    **fold_counters.FOLDS,
    **fold_bookings.FOLDS,
    **fold_issued.FOLDS,
    **fold_legs.FOLDS,
    **fold_groups.FOLDS,
    **fold_plan.FOLDS,
    **fold_help.FOLDS,
    **fold_refused.FOLDS,
    **fold_guided.FOLDS,
    **fold_undone.FOLDS,
    f.ProceduresAdopted: _told_elsewhere,
    **dict.fromkeys(f.AROUND, _told_elsewhere),
}
