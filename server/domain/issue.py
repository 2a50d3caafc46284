"""Giving a number: whether, which, and with what mark and forecast."""

from __future__ import annotations

from bisect import bisect_left
from datetime import datetime

from server.domain import admission, forecast, leases, numbers, opening, sessions
from server.domain import facts as f
from server.domain.book import BEGINNER
from server.domain.closing import ends
from server.domain.errors import refuse
from server.domain.forecast import Book, Prediction, Signals
from server.domain.hall import Hall
from server.domain.plan import Group, Series
from server.domain.policy import call_mark
from server.domain.scene import of_hall, officers_of
from server.domain.waiting import Kind, Waiting


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
    touch: tuple[str, str] | None = None,
    chance: float = 0.0,
) -> list[f.Fact]:
    """One ticket; ``slot_at`` is the time of an appointment, ``book`` what forecasts have learnt,
    ``touch`` the device and its request, ``chance`` a random number in [0, 1) for the opening draw.
    A number was kept for whoever ``booked``.

    Raises Refused when the group is unknown, closed, full or out of numbers."""
    wanted = _known(hall, group)
    lane = admission.lane(hall, wanted, dossiers, now)
    lane_of, group = (None, group) if lane is wanted else (group, lane.code)
    admission.may_issue(hall, lane, now, booked=booked)
    if slot_at is not None and not _today(hall, now, slot_at):
        raise refuse("slot-not-today")
    series = hall.rules.series[lane.series]
    number, counts_from = _number(hall, series, now, chance)
    mark = f.to_ms(call_mark(hall.rules.terms[group], counts_from, priority, slot_at))
    ahead = _ahead(hall, group, mark, number)
    found = _foresee(hall, now, number, group, mark, priority, slot_at, book or BEGINNER)
    _before_close(hall, now, group, found, slot_at)
    device, request = touch or (None, None)
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
            device=device,
            request=request,
            lane_of=lane_of,
        )
    ]


def _known(hall: Hall, group: str) -> Group:
    if (found := hall.rules.groups.get(group)) is None:
        raise refuse("unknown-group", group)
    return found


def _number(hall: Hall, series: Series, now: datetime, chance: float) -> tuple[int, datetime]:
    """A number, and from when its holder counts as waiting for the order of calls."""
    lent = leases.of_day(hall, hall.day)
    taken = leases.numbers(lent) if hall.rules.centre.opening == "draw" else ()
    place = opening.draw(hall, series, now, chance, taken)
    if place is not None and place.number is not None:
        return place.number, place.counts_from
    highest = opening.highest(hall.rules, series, hall.last_number.get(series.id))
    try:
        number = numbers.next_number(series, highest, lent)
    except numbers.SeriesExhausted:
        raise refuse("series-exhausted", series.id) from None
    return number, place.counts_from if place else now


def _before_close(
    hall: Hall, now: datetime, group: str, found: Prediction | None, slot_at: datetime | None
) -> None:
    """Refuse who would be sent home by the day's last close, where the plan wants that."""
    if not hall.rules.centre.stop_when_full or slot_at is not None:
        return
    if ends(hall, group, found.told if found else None, now).closing == "after":
        raise admission.full(hall, now)


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
