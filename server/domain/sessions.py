"""Opening hours: the day, its sessions, and the time in which the centre was closed.

Hours are local; everything that comes in and goes out is aware UTC.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from server.domain.plan import Plan, Session
from server.domain.tickets import Ticket

State = Literal["open", "before", "break", "closed"]
DAY_S = 86_400


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def zone_of(plan: Plan) -> tzinfo:
    """The centre's time zone."""
    return _zone(plan.centre.timezone)


def local_day(at: datetime, tz: tzinfo) -> date:
    """The day in the centre."""
    return at.astimezone(tz).date()


def moment(plan: Plan, day: date, second: int) -> datetime:
    """``second`` seconds after local midnight of ``day``, as aware UTC."""
    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - made aware in the next line
    local = (midnight + timedelta(seconds=second)).replace(tzinfo=zone_of(plan))
    return local.astimezone(UTC)


def day_bounds(plan: Plan, day: date) -> tuple[datetime, datetime]:
    """Start and end of a local day; it may last 23 or 25 hours where clocks change."""
    return moment(plan, day, 0), moment(plan, day + timedelta(days=1), 0)


def second_of_day(plan: Plan, at: datetime) -> float:
    """Seconds on the wall since local midnight."""
    local = at.astimezone(zone_of(plan))
    return local.hour * 3600 + local.minute * 60 + local.second + local.microsecond / 1e6


def session_at(plan: Plan, at: datetime) -> Session | None:
    """The session that is going on."""
    second = second_of_day(plan, at)
    return next((s for s in plan.sessions if s.opens_s <= second < s.closes_s), None)


def state_at(plan: Plan, at: datetime) -> State:
    """Open; before the day's first session; in a break between two; or closed for the day."""
    second = second_of_day(plan, at)
    if session_at(plan, at) is not None:
        return "open"
    if second < plan.sessions[0].opens_s:
        return "before"
    return "break" if second < plan.sessions[-1].opens_s else "closed"


def reopens_at(plan: Plan, at: datetime) -> datetime | None:
    """The next opening: later today, or the first of tomorrow."""
    second, today = second_of_day(plan, at), local_day(at, zone_of(plan))
    for session in plan.sessions:
        if session.opens_s > second:
            return moment(plan, today, session.opens_s)
    return moment(plan, today + timedelta(days=1), plan.sessions[0].opens_s)


def may_issue(plan: Plan, at: datetime) -> str | None:
    """None, or why no number may be given now: before-opening, too-late or closed.

    Numbers are given from a little before each opening until the session's last ticket.
    """
    second = second_of_day(plan, at)
    for session in plan.sessions:
        if session.opens_s - plan.centre.issue_early_s <= second <= session.last_ticket_s:
            return None
        if session.last_ticket_s < second < session.closes_s:
            return "too-late"
    return "before-opening" if second < plan.sessions[-1].opens_s else "closed"


def closed_s(plan: Plan, a: datetime, b: datetime) -> float:
    """Seconds between ``a`` and ``b`` outside every session; 0 when ``b`` is not after ``a``."""
    if b <= a:
        return 0.0
    now = session_at(plan, a)
    if now is not None and b <= moment(plan, local_day(a, zone_of(plan)), now.closes_s):
        return 0.0
    whole_s = (b - a).total_seconds()
    open_s = sum(_overlap_s(plan, day, a, b) for day in _days(plan, a, b))
    return max(whole_s - open_s, 0.0)


def waits_from(plan: Plan, ticket: Ticket) -> datetime:
    """Where the wait of a ticket counts from: its issue, or the slot of an appointment if later."""
    return max(ticket.issued_at, ticket.slot_at) if ticket.slot_at else ticket.issued_at


def waited_ms(plan: Plan, ticket: Ticket, until: datetime) -> int:
    """The wait of a ticket up to ``until``, in milliseconds of opening hours."""
    since = waits_from(plan, ticket)
    open_s = (until - since).total_seconds() - closed_s(plan, since, until)
    return max(round(open_s * 1000), 0)


def _days(plan: Plan, a: datetime, b: datetime) -> list[date]:
    first, last = local_day(a, zone_of(plan)), local_day(b, zone_of(plan))
    return [first + timedelta(days=i) for i in range((last - first).days + 1)]


def _overlap_s(plan: Plan, day: date, a: datetime, b: datetime) -> float:
    total_s = 0.0
    for session in plan.sessions:
        start = max(moment(plan, day, session.opens_s), a)
        end = min(moment(plan, day, session.closes_s), b)
        total_s += max((end - start).total_seconds(), 0.0)
    return total_s
