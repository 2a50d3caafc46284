"""Opening hours: the day, its sessions, and the time in which the centre was closed.

Hours are local; everything that comes in and goes out is aware UTC. A day that is no weekday of the
plan, or a holiday, has no session, or only those that the holiday names.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from server.domain.plan import Holiday, Plan, Session
from server.domain.plan_rows import EVERY_DAY
from server.domain.tickets import Ticket

State = Literal["open", "before", "break", "closed"]
DAY_S = 86_400
LOOK_AHEAD_DAYS = 60
"""A centre that is closed for longer does not say when it opens again."""


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


def today_of(plan: Plan, at: datetime) -> date:
    """The day in the centre at this moment."""
    return local_day(at, zone_of(plan))


def clock_of(plan: Plan, at: datetime) -> tuple[str, int]:
    """The day in the centre at this moment as ISO, and its whole minutes since midnight."""
    local = at.astimezone(zone_of(plan))
    return local.date().isoformat(), local.hour * 60 + local.minute


def holiday_on(plan: Plan, day: date) -> Holiday | None:
    """The holiday of a day, whole or half, or None."""
    return plan.holidays.get(day.isoformat()) if plan.holidays else None


def sessions_on(plan: Plan, day: date) -> tuple[Session, ...]:
    """The sessions that are held on a day, in order; none when the centre is closed."""
    if (holiday := holiday_on(plan, day)) is not None:
        return tuple(one for one in plan.sessions if one.name in holiday.sessions)
    return plan.sessions if day.isoweekday() in plan.centre.weekdays else ()


def sessions_of(plan: Plan, at: datetime) -> tuple[Session, ...]:
    """The sessions of the day of ``at``."""
    every_day = not plan.holidays and len(plan.centre.weekdays) == len(EVERY_DAY)
    return plan.sessions if every_day else sessions_on(plan, today_of(plan, at))


def session_at(plan: Plan, at: datetime) -> Session | None:
    """The session that is going on."""
    second, held = second_of_day(plan, at), sessions_of(plan, at)
    return next((s for s in held if s.opens_s <= second < s.closes_s), None)


def state_at(plan: Plan, at: datetime) -> State:
    """Open; before the day's first session; in a break between two; or closed for the day."""
    second, held = second_of_day(plan, at), sessions_of(plan, at)
    if not held:
        return "closed"
    if any(s.opens_s <= second < s.closes_s for s in held):
        return "open"
    if second < held[0].opens_s:
        return "before"
    return "break" if second < held[-1].opens_s else "closed"


def reopens_at(plan: Plan, at: datetime) -> datetime | None:
    """The next opening: later today, or the first of the next day that has one.

    None when there is none within ``LOOK_AHEAD_DAYS``.
    """
    second, today = second_of_day(plan, at), today_of(plan, at)
    for session in sessions_on(plan, today):
        if session.opens_s > second:
            return moment(plan, today, session.opens_s)
    return next_day_opens_at(plan, today)


def next_day_opens_at(plan: Plan, today: date) -> datetime | None:
    """The first opening after ``today``; None when there is none within ``LOOK_AHEAD_DAYS``."""
    day = next_open_day(plan, today)
    return None if day is None else moment(plan, day, sessions_on(plan, day)[0].opens_s)


def next_open_day(plan: Plan, today: date) -> date | None:
    """The first day after ``today`` with a session; None within ``LOOK_AHEAD_DAYS``."""
    ahead = (today + timedelta(days=n) for n in range(1, LOOK_AHEAD_DAYS + 1))
    return next((day for day in ahead if sessions_on(plan, day)), None)


def may_issue(plan: Plan, at: datetime) -> str | None:
    """None, or why no number may be given now: before-opening, too-late or closed.

    Numbers are given from a little before each opening until the session's last ticket.
    """
    second, held = second_of_day(plan, at), sessions_of(plan, at)
    for session in held:
        if session.opens_s - plan.centre.issue_early_s <= second <= session.last_ticket_s:
            return None
        if session.last_ticket_s < second < session.closes_s:
            return "too-late"
    return "before-opening" if held and second < held[-1].opens_s else "closed"


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


def waited_s(plan: Plan, since: datetime, until: datetime) -> int:
    """Whole seconds of opening hours from ``since`` to ``until``; 0 when it is not after it."""
    return max(int((until - since).total_seconds() - closed_s(plan, since, until)), 0)


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
    for session in sessions_on(plan, day):
        start = max(moment(plan, day, session.opens_s), a)
        end = min(moment(plan, day, session.closes_s), b)
        total_s += max((end - start).total_seconds(), 0.0)
    return total_s
