"""What stands on the wire: the heartbeat, and every retained document, said anew when needed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from broker import messages as m
from broker import topics
from server import boards, machines
from server.desk import Desk
from server.domain import atcounter
from server.domain.facts import to_ms
from server.domain.hall import Hall
from server.domain.snapshot import Snapshot
from server.wireneeds import Link

T = TypeVar("T", str, int)


def heartbeat(desk: Desk) -> m.Heartbeat:
    """The server lives."""
    snap = desk.snapshot()
    now, tz = desk.now(), desk.plan.centre.timezone
    offset = now.astimezone(ZoneInfo(tz)).utcoffset() or timedelta()
    return m.Heartbeat(ep=snap.ep, ms=to_ms(now), tz=tz, offset_s=int(offset.total_seconds()))


def retained(desk: Desk, link: Link, breathe: Callable[[], None] = lambda: None) -> None:
    """Say every retained document anew: at the start, on each reconnect, now and then.

    ``breathe`` is called between two of them. Each is of the newest picture: what was said
    meanwhile must not be replaced by something older. The heartbeat comes last: a display shows
    what it holds as soon as it hears one.
    """
    link.publish_message(topics.CENTRE, machines.centre_info(desk, desk.touch()))
    for snap, zone in _each(desk, lambda hall: [*hall.rules.zones, boards.HALL], breathe):
        link.publish_message(topics.BOARD, boards.board(snap, zone), zone=zone)
    for snap, zone in _each(desk, lambda hall: hall.rules.zones, breathe):
        link.publish_message(topics.CATALOGUE, boards.catalogue(snap, zone), zone=zone)
    for snap, device in _each(desk, _kiosks_that_called, breathe):
        link.publish_message(topics.KIOSK_DESK, boards.desk_answer(snap, device), id=device)
    for snap, number in _each(desk, lambda hall: hall.rules.counters, breathe):
        state = boards.counter_state(snap, number)
        link.publish_message(topics.COUNTER_STATE, state, counter=number)
    link.publish_message(topics.TIME, heartbeat(desk))


def _kiosks_that_called(hall: Hall) -> list[str]:
    """Counters call for staff, too; their answer is part of their console."""
    return [device for device in hall.alerts if atcounter.calling(hall, device) is None]


def _each(
    desk: Desk, names: Callable[[Hall], Collection[T]], breathe: Callable[[], None]
) -> Iterator[tuple[Snapshot, T]]:
    """Each of the names that are still there when its turn comes, with the newest picture."""
    for name in list(names(desk.snapshot().hall)):
        snap = desk.snapshot()
        if name in names(snap.hall):
            yield snap, name
        breathe()
