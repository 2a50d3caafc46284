"""The rows of a board: who is at a counter, which calls are over, who comes first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from heapq import nlargest

from broker import messages as m
from server import replies
from server.domain import announcing, sentences, sessions
from server.domain.facts import from_ms
from server.domain.hall import Hall
from server.domain.snapshot import Snapshot
from server.domain.tickets import AT_COUNTER, Ticket

ROWS = 12
"""How many tickets at counters a zone's board lists; the hall's lists twice as many.

Whoever is called and has not come is listed in any case: a rush at thirty counters is longer."""
RECENT = 8
"""How many calls that are over a board knows."""
FIRST = 3
"""How many of those who wait a board names while the centre is closed."""
HALL = "hall"
"""The board of all zones together."""


def at_counters(snap: Snapshot, zone: str) -> list[m.BoardRow]:
    """Whoever is called or served now, newest call first."""
    hall = snap.hall
    held = [hall.tickets[c.ticket] for c in hall.counters.values() if c.ticket]
    shown = [ticket for ticket in held if _in_zone(hall, ticket, zone)]
    most = ROWS * 2 if zone == HALL else ROWS
    newest = sorted(shown, key=_called_ms, reverse=True)
    listed = [t for i, t in enumerate(newest) if i < most or t.leg.state.value == "called"]
    return [_row(snap, ticket) for ticket in listed]


def over(snap: Snapshot, zone: str) -> list[m.BoardCall]:
    """The calls of tickets that have left their counters, newest first."""
    return [_over(snap, ticket) for ticket in nlargest(RECENT, _left(snap.hall, zone), _called_ms)]


def first(hall: Hall, zone: str) -> list[int]:
    """The numbers with the earliest marks of those who wait."""
    groups = [g.code for g in hall.rules.groups.values() if zone in (HALL, g.zone)]
    queues = [hall.waiting.get(code, ())[:FIRST] for code in groups]
    return [place.number for place in sorted(p for queue in queues for p in queue)[:FIRST]]


def age_ms(snap: Snapshot, ticket: Ticket) -> int:
    """How long ago the ticket was last called."""
    at = ticket.leg.last_called_at
    return max((snap.at - at) // timedelta(milliseconds=1), 0) if at else 0


def _left(hall: Hall, zone: str) -> Iterator[Ticket]:
    """The last few of every counter; one more than is wanted, for whom it has now."""
    for number, planned in hall.rules.counters.items():
        if zone in (HALL, planned.zone):
            seen = (hall.tickets[id] for id in hall.seen_at.get(number, ())[-RECENT - 1 :])
            here = (ticket for ticket in seen if ticket.leg.counter == number)
            yield from (ticket for ticket in here if ticket.state not in AT_COUNTER)


def _called_ms(ticket: Ticket) -> float:
    return (ticket.leg.last_called_at or ticket.issued_at).timestamp()


def _over(snap: Snapshot, ticket: Ticket) -> m.BoardCall:
    assert ticket.leg.counter is not None
    return m.BoardCall(
        number=ticket.number,
        counter=ticket.leg.counter,
        age_ms=age_ms(snap, ticket),
        priority=ticket.priority,
    )


def _row(snap: Snapshot, ticket: Ticket) -> m.BoardRow:
    leg = ticket.leg
    assert leg.counter is not None
    return m.BoardRow(
        number=ticket.number,
        counter=leg.counter,
        state="called" if leg.state.value == "called" else "serving",
        age_ms=age_ms(snap, ticket),
        priority=ticket.priority,
        call=leg.call,
    )


def _in_zone(hall: Hall, ticket: Ticket, zone: str) -> bool:
    counter = ticket.leg.counter
    return counter is not None and (zone == HALL or hall.rules.counters[counter].zone == zone)


def any_open(hall: Hall, zone: str) -> bool:
    """Whether a counter of the zone works."""
    return any(
        c.zone == zone and hall.counter(c.number).state == "open"
        for c in hall.rules.counters.values()
    )


def notice(snap: Snapshot, zone: str) -> m.Bilingual | None:
    """What the guidance desk announces to a zone and to all, the zone's own words first."""
    told = announcing.told(snap.hall.announced, zone, snap.at)
    if not told:
        return None
    return m.Bilingual(vi=" ".join(a.vi for a in told), en=" ".join(a.en for a in told))


def notices(snap: Snapshot, zone: str) -> list[m.Notice]:
    """The same, one by one, each with the moment at which it ends: its own, or midnight."""
    hall = snap.hall
    midnight = sessions.day_bounds(hall.rules, sessions.today_of(hall.rules, snap.at))[1]
    return [
        m.Notice(
            vi=one.vi,
            en=one.en,
            until=replies.local(hall, from_ms(one.until_ms) if one.until_ms else midnight),
        )
        for one in announcing.told(hall.announced, zone, snap.at)
    ]


def said_to_all(snap: Snapshot) -> list[m.Sentence]:
    """What loudspeakers say to all today."""
    return [
        m.Sentence(say=one.say, at=replies.local(snap.hall, one.at))
        for one in sentences.of_day(snap.hall.rules, snap.at)
    ]


def voice(ticket: Ticket, counter: int, kind: str, results: bool) -> m.Bilingual:
    """The words of a call; ``results``: a result is collected there."""
    who_vi = "công dân ưu tiên" if ticket.priority else "công dân"
    end_vi, end_en = (" nhận kết quả", " for your results") if results else ("", "")
    vi = f"ời {who_vi} có số thứ tự {ticket.number} đến quầy số {counter}{end_vi}."
    en = f"umber {ticket.number}, please go to counter {counter}{end_en}."
    if kind == "recall":
        return m.Bilingual(vi=f"Nhắc lại: m{vi}", en=f"Again: n{en}")
    return m.Bilingual(vi=f"M{vi}", en=f"N{en}")
