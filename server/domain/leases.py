"""Numbers that kiosks may give alone: who gets which, and whose a number is.

They are taken from the top of a series downward, for today and for the next day on which the
centre opens, so that a kiosk that starts while the server is away can still work in the morning.
Nothing is lent for a holiday or a closed weekday. What was lent is never given by anybody else on
that day, used or not (invariant 1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from server.domain import sessions
from server.domain.facts import LeaseGranted
from server.domain.hall import Hall
from server.domain.plan import Plan, Series

TOP_UP_SHARE = 2
"""A lease of which a half is used grows to its full size again."""
LEAST_SHARE = 8
"""No grant is smaller than this part of a full lease: else crumbs would eat up a series."""


def of_day(hall: Hall, day: str) -> list[LeaseGranted]:
    """Everything lent for a local day."""
    return [lease for lease in hall.leases if lease.day == day]


def numbers(lent: Iterable[LeaseGranted]) -> frozenset[int]:
    """Every number that is lent."""
    return frozenset(n for lease in lent for n in range(lease.first, lease.last + 1))


def kept(hall: Hall, today: str) -> list[LeaseGranted]:
    """The leases that a new day must know: its own and later ones."""
    return [lease for lease in hall.leases if lease.day >= today]


def holder(hall: Hall, device: str, day: str, number: int, series: str) -> LeaseGranted | None:
    """The lease out of which ``device`` may have given ``number`` on ``day``."""
    return next(
        (
            lease
            for lease in of_day(hall, day)
            if lease.device == device
            and lease.series == series
            and lease.first <= number <= lease.last
        ),
        None,
    )


def wanted(hall: Hall, device: str, roll: str, kiosks: int) -> list[LeaseGranted]:
    """What ``device`` is to be lent now; nothing when it has enough. ``kiosks`` share a series.

    ``roll`` names the memory of the kiosk: a kiosk that has lost it cannot know which numbers it
    gave, and gets others.
    """
    made: list[LeaseGranted] = []
    for day in _open_days(hall):
        for series in hall.rules.series.values():
            made += _grant(hall, device, roll, kiosks, day, series)
    return made


def next_day(hall: Hall) -> str | None:
    """The next day on which numbers are given; None when the centre does not say when it opens."""
    found = sessions.next_open_day(hall.rules, date_of(hall.day))
    return None if found is None else found.isoformat()


def date_of(day: str) -> date:
    """A local day as a date."""
    return date.fromisoformat(day)


def ranges(hall: Hall, device: str, roll: str, day: str) -> list[tuple[str, int, int]]:
    """Series, first and last of what the kiosk holds for ``day`` and has not used up."""
    found = sorted(
        (lease.series, lease.first, lease.last)
        for lease in of_day(hall, day)
        if lease.device == device and lease.roll == roll
    )
    return [one for one in _joined(found) if _used(hall, day, *one[1:]) < one[2] - one[1] + 1]


def hours(plan: Plan, day: str) -> Iterator[tuple[datetime, datetime]]:
    """From when until when numbers are given on ``day``; never on a day that has no session."""
    on = date_of(day)
    for session in sessions.sessions_on(plan, on):
        early_s = max(session.opens_s - plan.centre.issue_early_s, 0)
        yield (
            sessions.moment(plan, on, early_s),
            sessions.moment(plan, on, session.last_ticket_s),
        )


def _open_days(hall: Hall) -> list[str]:
    held = sessions.sessions_on(hall.rules, date_of(hall.day))
    return [day for day in (hall.day if held else None, next_day(hall)) if day is not None]


def _grant(
    hall: Hall, device: str, roll: str, kiosks: int, day: str, series: Series
) -> list[LeaseGranted]:
    full = _full(hall.rules, series, kiosks)
    lent = of_day(hall, day)
    own = [one for one in lent if (one.device, one.roll, one.series) == (device, roll, series.id)]
    has = sum(one.last - one.first + 1 - _used(hall, day, one.first, one.last) for one in own)
    if has * TOP_UP_SHARE > full:
        return []
    inside = [one.first for one in lent if series.first <= one.first <= series.last]
    top = min(inside, default=series.last + 1) - 1
    free = top - _given_up_to(hall, day, series, top)
    count = min(full - has, free // (kiosks + 1))
    if count < max(full // LEAST_SHARE, 1):
        return []
    return [LeaseGranted(device, day, series.id, top - count + 1, top, roll)]


def _full(plan: Plan, series: Series, kiosks: int) -> int:
    """How many numbers of a series one kiosk is to hold."""
    if plan.centre.lease_numbers is not None:
        return plan.centre.lease_numbers
    return (series.last - series.first + 1) // 2 // max(kiosks, 1)


def _given_up_to(hall: Hall, day: str, series: Series, top: int) -> int:
    """The highest number below ``top`` that was given; just below the series when none was."""
    if day != hall.day:
        return series.first - 1
    return max((n for n in hall.numbers if series.first <= n <= top), default=series.first - 1)


def _used(hall: Hall, day: str, first: int, last: int) -> int:
    if day != hall.day:
        return 0
    return sum(number in hall.numbers for number in range(first, last + 1))


def _joined(found: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    whole: list[tuple[str, int, int]] = []
    for series, first, last in found:
        if whole and whole[-1][0] == series and whole[-1][2] + 1 == first:
            whole[-1] = (series, whole[-1][1], last)
        else:
            whole.append((series, first, last))
    return whole
