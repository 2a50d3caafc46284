"""What a tried change asks of the roster: who would sit at its counters, to be looked at and saved.

``?sit=8 07:30-11:00`` on the page of the roster is a counter and the hours that it would be open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from server.domain.plan import Plan
from server.store.account_rows import Officer

Seat = tuple[int, str]
"""A counter and the name of a session."""
_HOURS = len("07:30-11:00")


class Proposed(NamedTuple):
    """Seats with the login of who usually sits there, and counters for which nobody is known."""

    seats: dict[Seat, str]
    nobody: list[int]


def spans(counters: Iterable[Mapping[str, Any]], changes: Sequence[str]) -> list[str]:
    """The hours of a trial's counters, as the address of the roster takes them.

    The roster seats people at counters of the plan: it takes none that is new, and closes none.
    """
    shut = closed(changes)
    return [
        f"{one['counter']} {begin}-{end}"
        for one in counters
        if not one["new"] and one["counter"] not in shut
        for begin, end in one["open"]
    ]


def closed(changes: Sequence[str]) -> list[int]:
    """The counters that these changes close: whoever makes the roster leaves them empty."""
    words = [one.split() for one in changes]
    return sorted({int(one[1]) for one in words if one[0] == "close" and one[1].isdecimal()})


def proposed(
    plan: Plan, taken: Mapping[Seat, str], asked: Sequence[str], here: Iterable[Officer]
) -> Proposed:
    """The seats of ``asked`` that nobody has yet; nobody is put in two places at once."""
    usual = {one.counter: one.login for one in here if one.counter is not None}
    seats: dict[Seat, str] = {}
    nobody: list[int] = []
    for number, name in _wanted(plan, asked):
        if (number, name) in taken:
            continue
        login = usual.get(number)
        busy = {who for (_, at), who in taken.items() if at == name}
        if login is None or login in busy:
            nobody += [number] if number not in nobody else []
        else:
            seats[number, name] = login
    return Proposed(seats, nobody)


def _wanted(plan: Plan, asked: Sequence[str]) -> list[Seat]:
    """The counters and sessions of these hours; what is not written as they are is left out."""
    found: list[Seat] = []
    for words in asked:
        number, _, hours = words.partition(" ")
        if not (number.isdecimal() and int(number) in plan.counters and len(hours) == _HOURS):
            continue
        begin_s, end_s = (_second(one) for one in hours.split("-", 1))
        for session in plan.sessions:
            inside = begin_s < session.closes_s and end_s > session.opens_s
            if inside and (int(number), session.name) not in found:
                found.append((int(number), session.name))
    return found


def _second(clock: str) -> int:
    hour, _, minute = clock.partition(":")
    known = hour.isdecimal() and minute.isdecimal()
    return int(hour) * 3600 + int(minute) * 60 if known else 0
