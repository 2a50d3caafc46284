"""Giving numbers while the server is away, out of the kiosk's lease.

What the kiosk cannot know it does not say: no wait, nobody ahead, and no cap is checked. What it
does know it keeps to: the hours of the day, groups that were closed when the server was last heard,
and the credit of priority.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from broker import messages as m
from kiosk.errors import LeaseUsedUp, NoAnswer
from kiosk.hall import Hall
from kiosk.rolls import Given, Roll

CLOSED = m.Bilingual(
    vi="Ngoài giờ cấp số. Mời Ông/Bà đến bàn Hướng dẫn.",
    en="Numbers are not given at this hour. Please see the Help desk.",
)


class Alone:
    """Knows the lease, and gives out of it. Safe from any thread."""

    def __init__(self, roll: Roll, hall: Hall) -> None:
        self._roll, self._hall = roll, hall
        kept = roll.kept("lease")
        self.lease = m.decode(m.Lease, kept) if kept else None

    def take(self, lease: m.Lease) -> None:
        """A lease came. Not ours when it was granted to another memory, or to an older server."""
        if lease.roll != self._roll.id:
            return
        old, live = self.lease, lease.ep == self._hall.beat_ep
        if old is not None and not live and (lease.ep, lease.rev) < (old.ep, old.rev):
            return
        self.lease = lease
        self._roll.keep("lease", m.encode(lease))
        self._hall.touch()

    def can_issue(self, group: str, now_s: float) -> bool:
        """Is there a number for a group, today?"""
        series, today = self._series(group), self._today(now_s)
        if series is None or today is None:
            return False
        return self._roll.has_number(today.day, _of(today, series.series))

    def can_issue_any(self, now_s: float) -> bool:
        """Is this an hour at which numbers are given, and is there one?"""
        terms = self.lease.terms if self.lease else []
        series = {one.series for one in terms}
        return self.is_open(now_s) and len(self.used_up(now_s)) < len(series)

    def used_up(self, now_s: float) -> list[str]:
        """The series out of which nothing can be given today."""
        today = self._today(now_s)
        terms = self.lease.terms if self.lease else []
        names = sorted({one.series for one in terms})
        return [
            name
            for name in names
            if today is None or not self._roll.has_number(today.day, _of(today, name))
        ]

    def is_open(self, now_s: float) -> bool:
        """Is this an hour at which numbers are given?"""
        now_ms, today = self._hall.now_ms(now_s), self._today(now_s)
        return now_ms is not None and today is not None and _window(today, now_ms) is not None

    def issue(self, asked: m.KioskRequest, now_s: float) -> m.TicketReply | m.RefusalReply:
        """A ticket, or why the group takes nobody. Raises LeaseUsedUp, or NoAnswer without a hall.

        A repeat of a request gets its first ticket.
        """
        now_ms, series = self._hall.now_ms(now_s), self._series(asked.group)
        today = self._today(now_s)
        found = self._hall.group(asked.group)
        if now_ms is None or found is None:
            raise NoAnswer("the server is away, and this kiosk does not know the hall yet")
        if series is None or today is None:
            raise LeaseUsedUp("this kiosk holds no numbers for today")
        zone, group = found
        window = _window(today, now_ms)
        if window is None:
            return _refused(asked, CLOSED)
        if not group.open and window == _window(today, self._hall.heard_ms.get(zone.zone, 0)):
            return _refused(asked, group.reason or CLOSED)

        held = _of(today, series.series)

        def make(number: int, newest_ms: int) -> Given:
            at_ms = max(self._hall.now_ms(now_s) or now_ms, newest_ms)
            return self._ticket(asked, series, number, at_ms, zone, group, _is_drawn(held, at_ms))

        given = self._roll.give(asked.id, today.day, held, make)
        if given is None:
            raise LeaseUsedUp(f"series {series.series}: all numbers of this kiosk are used")
        return given

    def _ticket(
        self,
        asked: m.KioskRequest,
        series: m.LeaseTerms,
        number: int,
        at_ms: int,
        zone: m.Catalogue,
        group: m.CatalogueGroup,
        is_drawn: bool,
    ) -> Given:
        told = m.IssuedAlone(
            v=1,
            id=asked.id,
            ticket=secrets.token_hex(8),
            number=number,
            series=series.series,
            group=asked.group,
            key=secrets.token_urlsafe(16),
            priority=asked.priority,
            dossiers=asked.dossiers,
            lang=asked.lang,
            issued_ms=at_ms,
        )
        url = self._hall.centre.url if self._hall.centre else ""
        issued = datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(self._tz())
        credit = timedelta(seconds=series.credit_s if asked.priority else 0)
        reply = m.TicketReply(
            request=asked.id,
            id=told.ticket,
            key=told.key,
            number=number,
            group=asked.group,
            zone=zone.zone,
            counters=group.counters,
            ahead=None,
            wait=None,
            issued_at=issued.isoformat(timespec="seconds"),
            url=f"{url}/t/{told.key}",
            mark_at=None if is_drawn else (issued - credit).isoformat(timespec="seconds"),
            priority=asked.priority,
            group_name=group.name,
            zone_name=zone.name,
            alone=True,
        )
        return Given(told, reply)

    def _tz(self) -> ZoneInfo:
        return ZoneInfo(self._hall.tz or "UTC")

    def _series(self, group: str) -> m.LeaseTerms | None:
        terms = self.lease.terms if self.lease else []
        return next((one for one in terms if group in one.groups), None)

    def _today(self, now_s: float) -> m.LeaseDay | None:
        """What is held for the hall's day."""
        lease = self.lease
        if lease is None or self._hall.tz is None:
            return None
        day = self._hall.day(now_s).isoformat()
        if day == lease.day:
            return m.LeaseDay(
                day=day, ranges=lease.ranges, hours=lease.hours, expires_ms=lease.expires_ms
            )
        if lease.next is not None and lease.day < day < lease.next.day:
            return m.LeaseDay(day=day, ranges=[], hours=[], expires_ms=0)  # the centre is closed
        return lease.next if lease.next is not None and lease.next.day == day else None


def _of(day: m.LeaseDay, series: str) -> list[m.LeaseRange]:
    return [one for one in day.ranges if one.series == series]


def _window(day: m.LeaseDay, ms: int) -> m.LeaseHours | None:
    return next((one for one in day.hours if one.from_ms <= ms <= one.until_ms), None)


def _is_drawn(held: list[m.LeaseRange], ms: int) -> bool:
    """Do others draw their places at this moment?"""
    return any(one.drawn_until_ms is not None and ms < one.drawn_until_ms for one in held)


def _refused(asked: m.KioskRequest, reason: m.Bilingual) -> m.RefusalReply:
    return m.RefusalReply(id=asked.id, request=asked.id, code="group-closed", reason=reason)
