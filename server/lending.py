"""Kiosks that may be left alone: pings, leases, and the tickets that they hand over."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable
from typing import Any, Protocol

from broker import messages as m
from broker import topics
from server.desk import Actor, Desk
from server.domain import handover, leases, opening, sessions
from server.domain.errors import Refused
from server.domain.facts import from_ms, to_ms
from server.domain.hall import Hall
from server.domain.plan import Plan
from server.domain.snapshot import Snapshot

log = logging.getLogger(__name__)
Handler = Callable[[topics.Parsed, bytes], None]


class Ears(Protocol):
    """The mouth that hears devices, as far as it is needed here."""

    def hear(self, spec: topics.TopicSpec, handler: Handler) -> None: ...
    def device(self, parsed: topics.Parsed, *roles: topics.Role) -> str: ...


class Mouth(Protocol):
    """What is said goes out here."""

    def publish_message(
        self, spec: topics.TopicSpec, message: m.Message, *, id: str = ""
    ) -> None: ...


class Lending:
    """Answers pings, lends numbers to whoever pings, and takes tickets over.

    A lease is looked at when something has changed for a kiosk, not at each ping.
    ``kiosks`` counts the kiosks in force.
    """

    def __init__(self, desk: Desk, ears: Ears, mouth: Mouth, kiosks: Callable[[], int]) -> None:
        self._desk, self._ears, self._mouth, self._kiosks = desk, ears, mouth, kiosks
        self._looked: dict[str, tuple[Any, ...]] = {}
        self._said: dict[str, Any] = {}

    def listen(self) -> None:
        """Hear kiosks."""
        self._ears.hear(topics.KIOSK_PING, self._ping)
        self._ears.hear(topics.KIOSK_ISSUED, self._issued)

    def forget(self) -> None:
        """Say every lease again at the next ping: the broker may have forgotten them."""
        self._said.clear()
        self._looked.clear()

    def _ping(self, parsed: topics.Parsed, payload: bytes) -> None:
        kiosk = self._ears.device(parsed, topics.Role.KIOSK)
        ping = m.decode(m.Ping, payload)
        self._mouth.publish_message(topics.KIOSK_PONG, m.Pong(v=1, n=ping.n), id=kiosk)
        self._look(kiosk, ping.roll)

    def _look(self, kiosk: str, roll: str) -> None:
        """Lend what is missing, and say the lease when it is another one."""
        if self._looked.get(kiosk) == _seen(self._desk.snapshot().hall, kiosk, roll):
            return
        kiosks = self._kiosks()
        if leases.wanted(self._desk.snapshot().hall, kiosk, roll, kiosks):
            self._desk.lend(kiosk, roll, kiosks)
        snap = self._desk.snapshot()
        self._looked[kiosk] = _seen(snap.hall, kiosk, roll)
        told = lease(snap, kiosk, roll)
        what = told.model_dump(exclude={"ep", "rev"})
        if self._said.get(kiosk) != what:
            self._said[kiosk] = what
            self._mouth.publish_message(topics.KIOSK_LEASE, told, id=kiosk)

    def _issued(self, parsed: topics.Parsed, payload: bytes) -> None:
        kiosk = self._ears.device(parsed, topics.Role.KIOSK)
        told, by = m.decode(m.IssuedAlone, payload), Actor("device", kiosk)
        try:
            answer = self._desk.hand_over(by, _alone(told))
        except Refused as refused:
            log.warning("%s issued %s alone, refused: %s", kiosk, told.number, refused.code)
            self._desk.keep_refused(by, _alone(told), refused.code)
            taken = m.Taken(v=1, id=told.id, ok=False, code=refused.code)
        else:
            taken = m.Taken(v=1, id=told.id, ok=True, ticket=answer["ticket"])
        self._mouth.publish_message(topics.KIOSK_TAKEN, taken, id=kiosk)


def lease(snap: Snapshot, kiosk: str, roll: str) -> m.Lease:
    """What a kiosk holds for today and for the next day on which the centre opens."""
    today, later = _day(snap.hall, kiosk, roll, snap.hall.day), leases.next_day(snap.hall)
    return m.Lease(
        v=1,
        ep=snap.ep,
        rev=snap.rev,
        roll=roll,
        terms=_terms(snap.hall),
        next=None if later is None else _day(snap.hall, kiosk, roll, later),
        **{name: getattr(today, name) for name in m.LeaseDay.model_fields},
    )


def _day(hall: Hall, kiosk: str, roll: str, day: str) -> m.LeaseDay:
    plan = hall.rules
    return m.LeaseDay(
        day=day,
        ranges=[
            _range(plan, day, series, first, last)
            for series, first, last in leases.ranges(hall, kiosk, roll, day)
        ],
        hours=[
            m.LeaseHours(from_ms=to_ms(a), until_ms=to_ms(b)) for a, b in leases.hours(plan, day)
        ],
        expires_ms=to_ms(sessions.day_bounds(plan, leases.date_of(day))[1]),
    )


def _range(plan: Plan, day: str, series: str, first: int, last: int) -> m.LeaseRange:
    until_ms = _drawn_until(plan, series, day)
    return m.LeaseRange(series=series, first=first, last=last, drawn_until_ms=until_ms)


def _drawn_until(plan: Plan, series: str, day: str) -> int | None:
    window = opening.window_on(plan, leases.date_of(day))
    known = plan.series.get(series)
    if window is None or known is None or opening.block_end(plan, known) is None:
        return None
    return to_ms(window.end)


def _terms(hall: Hall) -> list[m.LeaseTerms]:
    groups: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for code, group in hall.rules.groups.items():
        groups[group.series, hall.rules.terms[code].priority_credit_s].append(code)
    return [
        m.LeaseTerms(series=series, credit_s=credit_s, groups=codes)
        for (series, credit_s), codes in groups.items()
    ]


def _alone(told: m.IssuedAlone) -> handover.Alone:
    return handover.Alone(
        request=told.id,
        ticket=told.ticket,
        key=told.key,
        number=told.number,
        series=told.series,
        group=told.group,
        priority=told.priority,
        dossiers=told.dossiers,
        lang=told.lang,
        issued_at=from_ms(told.issued_ms),
    )


def _seen(hall: Hall, kiosk: str, roll: str) -> tuple[Any, ...]:
    """What a lease hangs on; compared by identity where that is enough."""
    used = sum(ticket.alone for ticket in hall.tickets.values())
    return roll, hall.day, hall.leases, id(hall.adopted), used
