"""What a right secret still has to pass: the secondment, the counter, and who sits there."""

from __future__ import annotations

from flask import g, session

from server.desk import Actor
from server.domain import sessions, shift
from server.domain.errors import refuse
from server.domain.permissions import Permission as P
from server.domain.permissions import allowed
from server.store.account_rows import Officer
from server.web import auth, learnt
from server.web.context import Context
from server.web.problems import Problem


def today(parts: Context) -> str:
    """The day of the hall, ISO."""
    plan, now = parts.desk.plan, parts.desk.now()
    return sessions.local_day(now, sessions.zone_of(plan)).isoformat()


def admit(parts: Context, officer: Officer, counter: int | None, takeover: bool) -> None:
    """Begin a session of ``officer``, bound to ``counter`` if one is named.

    Raises Problem: their secondment is over or not begun, the counter is not theirs today; or, as
    long as ``takeover`` was not confirmed, somebody sits there, or they sit at another counter.
    """
    _check_secondment(parts, officer)
    if counter is not None:
        _check_counter(parts, officer, counter)
        _check_seats(parts, officer, counter, takeover)
    until = shift.ends_at(parts.desk.plan, parts.desk.now()).timestamp()
    sid = auth.log_in(officer, counter, until)
    if counter is not None and (
        left := parts.seats.sit(counter, sid, officer.name, until, officer.login)
    ):
        parts.ended.end(left)
    if counter is not None:
        learnt.bring(parts, officer.login, counter)
        _sit(parts, officer, counter)


def _sit(parts: Context, officer: Officer, counter: int) -> None:
    """At a counter that works already, it is from now on this officer who does."""
    now = parts.desk.snapshot().hall.counter(counter)
    if now.state == "open" and now.officer != officer.name:
        parts.desk.open(Actor("officer", officer.login), None, counter, officer.name)


def _check_seats(parts: Context, officer: Officer, counter: int, takeover: bool) -> None:
    """One session a counter, and one counter a person; ends the other seat once it may."""
    now, own = parts.desk.now().timestamp(), session.get("sid")
    taken = parts.seats.whose(counter, now, parts.ended)
    if taken and taken.sid != own and not takeover:
        raise Problem("counter-taken", name=taken.name)
    left = taken.login if taken and taken.sid != own and taken.login != officer.login else ""
    g.signs_in_at = counter, left
    while found := parts.seats.elsewhere(officer.login, counter, now, parts.ended):
        number, seat = found
        if seat.sid != own and not takeover:
            raise Problem("sits-elsewhere", counter=str(number))
        parts.seats.move(seat.sid)
        parts.ended.end(seat.sid)
        learnt.leave(parts, officer.login, number)


def _check_secondment(parts: Context, officer: Officer) -> None:
    day = today(parts)
    if officer.is_over(day):
        raise Problem("secondment-over", day=officer.seconded_to or "")
    if officer.not_begun(day):
        raise Problem("secondment-not-begun", day=officer.seconded_from or "")


def _check_counter(parts: Context, officer: Officer, counter: int) -> None:
    if counter not in parts.desk.plan.counters:
        raise refuse("unknown-counter", counter)
    if P.WORK_ANYWHERE in allowed(officer.roles):
        return
    usual = {one.login: one.counter for one in parts.accounts.list_officers()}
    if counter not in parts.people.counters_of(officer.login, usual, today(parts)):
        raise Problem("not-your-counter", counter=str(counter))
