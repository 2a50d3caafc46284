"""What stands on the wire: the heartbeat, and every retained document, said anew when needed."""

from __future__ import annotations

from broker import messages as m
from broker import topics
from server import boards
from server.desk import Desk
from server.domain.facts import to_ms
from server.wire import Link


def heartbeat(desk: Desk) -> m.Heartbeat:
    """The server lives."""
    snap = desk.snapshot()
    return m.Heartbeat(ep=snap.ep, ms=to_ms(desk.now()), tz=desk.plan.centre.timezone)


def retained(desk: Desk, link: Link) -> None:
    """Say every retained document anew: at the start and on each reconnect."""
    snap = desk.touch()
    link.publish_message(topics.TIME, heartbeat(desk))
    link.publish_message(topics.CENTRE, boards.centre_info(snap, desk.url))
    for zone in (*snap.hall.rules.zones, boards.HALL):
        link.publish_message(topics.BOARD, boards.board(snap, zone), zone=zone)
    for zone in snap.hall.rules.zones:
        link.publish_message(topics.CATALOGUE, boards.catalogue(snap, zone), zone=zone)
    for device in snap.hall.alerts:
        link.publish_message(topics.KIOSK_DESK, boards.desk_answer(snap, device), id=device)
    for number in snap.hall.rules.counters:
        state = boards.counter_state(snap, number)
        link.publish_message(topics.COUNTER_STATE, state, counter=number)
