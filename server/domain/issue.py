"""Giving a number: whether, which, and with what mark and forecast."""

from __future__ import annotations

from bisect import bisect_left
from datetime import datetime

from server.domain import facts as f
from server.domain import forecast, leases, numbers, sessions
from server.domain.book import BEGINNER
from server.domain.errors import Reason, refuse
from server.domain.forecast import Book, Prediction, Signals
from server.domain.hall import Hall
from server.domain.plan import Group
from server.domain.policy import call_mark
from server.domain.scene import of_hall, officers_of
from server.domain.waiting import Kind, Waiting


def may_issue(hall: Hall, group: Group, now: datetime, *, booked: bool = False) -> None:
    """Raises Refused with group-closed, too-late or cap-reached.

    Of the day's numbers, those of appointments that are still to come are kept for them.
    """
    refused = sessions.may_issue(hall.rules, now)
    if refused is not None:
        code = "too-late" if refused == "too-late" else "group-closed"
        raise refuse(code, detail=_reopens(hall, now))
    if group.daily_cap is None or booked:
        return
    given = hall.issued.get(group.code, 0) + hall.bookings.expected(group.code, hall.day)
    if given >= group.daily_cap:
        raise refuse("cap-reached", group.daily_cap)


def issue(
    hall: Hall,
    now: datetime,
    *,
    ticket: str,
    key: str,
    group: str,
    priority: bool,
    dossiers: int,
    channel: str,
    lang: str,
    slot_at: datetime | None = None,
    book: Book | None = None,
    booked: bool = False,
    asked: tuple[str, str] | None = None,
) -> list[f.Fact]:
    """One ticket; ``slot_at`` is the time of an appointment, ``book`` what forecasts have learnt,
    ``asked`` the device and its request. A number was kept for whoever ``booked``.

    Raises Refused when the group is unknown, closed, full or out of numbers."""
    wanted = hall.rules.groups.get(group)
    if wanted is None:
        raise refuse("unknown-group", group)
    may_issue(hall, wanted, now, booked=booked)
    if slot_at is not None and not _today(hall, now, slot_at):
        raise refuse("slot-not-today")
    series = hall.rules.series[wanted.series]
    try:
        number = numbers.next_number(
            series, hall.last_number.get(series.id), leases.of_day(hall, hall.day)
        )
    except numbers.SeriesExhausted:
        raise refuse("series-exhausted", series.id) from None
    mark = f.to_ms(call_mark(hall.rules.terms[group], now, priority, slot_at))
    ahead = _ahead(hall, group, mark, number)
    found = _foresee(hall, now, number, group, mark, priority, slot_at, book or BEGINNER)
    return [
        f.TicketIssued(
            ticket,
            key,
            number,
            series.id,
            group,
            priority,
            dossiers,
            channel,
            lang,
            mark,
            ahead,
            (found.told.low_s, found.told.mid_s, found.told.high_s) if found else None,
            f.to_ms(slot_at) if slot_at else None,
            _whole(found.signals) if found else None,
            *(asked or ()),
        )
    ]


def _foresee(
    hall: Hall,
    now: datetime,
    number: int,
    group: str,
    mark_ms: int,
    priority: bool,
    slot_at: datetime | None,
    book: Book,
) -> Prediction | None:
    if not any(hall.counter(n).state == "open" for n in hall.rules.able[group]):
        return None
    kind: Kind = "priority" if priority else "normal" if slot_at is None else "appointment"
    issued = f.to_ms(now)
    since = max(issued, f.to_ms(slot_at)) if slot_at else issued
    probe = Waiting(mark_ms, number, "", group, kind, issued, since)
    times = book.times_for(hall.rules, officers_of(hall))
    return forecast.predict(of_hall(hall, now, times), [probe], book)[0]


def _whole(signals: Signals) -> tuple[int, ...]:
    return tuple(round(value) for value in signals)


def _today(hall: Hall, now: datetime, slot_at: datetime) -> bool:
    tz = sessions.zone_of(hall.rules)
    same_day = sessions.local_day(slot_at, tz) == sessions.local_day(now, tz)
    return same_day and sessions.session_at(hall.rules, slot_at) is not None


def _ahead(hall: Hall, group: str, mark_ms: int, number: int) -> int:
    return bisect_left(hall.waiting.get(group, ()), (mark_ms, number, ""))


def _reopens(hall: Hall, now: datetime) -> Reason:
    at = sessions.reopens_at(hall.rules, now)
    if at is None:
        return Reason("", "")
    local = at.astimezone(sessions.zone_of(hall.rules))
    clock = local.strftime("%H:%M")
    today = local.date() == sessions.local_day(now, sessions.zone_of(hall.rules))
    if today:
        return Reason(f"Mở lại lúc {clock}.", f"Opens at {clock}.")
    return Reason(f"Mở lại lúc {clock} ngày {local:%d/%m}.", f"Opens at {clock} on {local:%d/%m}.")
