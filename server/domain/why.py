"""The sentences that explain a call, or a wait, in both languages."""

from __future__ import annotations

from bisect import bisect_left
from datetime import datetime, tzinfo
from typing import Any

from server.domain import sessions
from server.domain.hall import Hall, place_of
from server.domain.policy import Candidate
from server.domain.tickets import LegState, Ticket

SHOWN = 4
"""How many candidates are kept with a call."""


def explain(counter: int, weighed: list[Candidate], tz: tzinfo) -> dict[str, Any]:
    """Why the first of ``weighed`` is called: ``{vi, en, candidates}``; JSON values only.

    Marks are told to the second where the minute alone would not tell them apart.
    """
    first, shown = weighed[0], weighed[:SHOWN]
    minutes = {_clock(one.mark, tz) for one in shown}
    exact = len(minutes) < len(shown)
    mark = f"{_clock(first.mark, tz, exact)}{_moved(first)}"
    vi = f"Số {first.number}, mốc {mark}, sớm nhất trong các nhóm của quầy {counter}"
    en = f"Number {first.number}, mark {mark}, earliest of counter {counter}'s groups"
    if any(one.crowd_s for one in shown):
        vi += " sau khi nhóm đông được tính sớm hơn"
        en += " once crowded groups are moved forward"
    rest = ", ".join(_short(other, tz, exact) for other in shown[1:])
    tail = f" ({rest})" if rest else ""
    return {
        "vi": f"{vi}{tail}.",
        "en": f"{en}{tail}.",
        "candidates": [_row(candidate, tz) for candidate in shown],
    }


def by_hand(number: int, counter: int, reason: str) -> dict[str, Any]:
    """Why a number was called out of turn."""
    return {
        "vi": f"Số {number} được quầy {counter} gọi đích danh: {reason}",
        "en": f"Number {number} was called out of turn at counter {counter}: {reason}",
        "candidates": [],
        "reason": reason,
    }


def not_yet(hall: Hall, ticket: Ticket) -> dict[str, Any] | None:
    """Why a ticket still waits: ``{vi, en, ahead, counters, open, mark_at}``; None if it does not.

    ``ahead`` counts the earlier marks in all groups that its counters serve, ``counters`` where it
    can be called, ``open`` those of them that are open now.
    """
    if ticket.state is not LegState.WAITING:
        return None
    counters = _counters(hall, ticket)
    opened = [n for n in counters if hall.counter(n).state == "open"]
    ahead = _earlier(hall, ticket, opened or counters)
    tz = sessions.zone_of(hall.rules)
    mark = _clock(ticket.leg.mark, tz)
    vi, en = (say(ticket.number, mark, ahead, counters, opened) for say in (_vi, _en))
    if hall.rules.centre.policy == "look-ahead" and opened:
        vi = f"{vi} Nhóm đông có thể được gọi trước."
        en = f"{en} A crowded group may be called before."
    return {
        "vi": vi,
        "en": en,
        "ahead": ahead,
        "counters": counters,
        "open": opened,
        "mark_at": ticket.leg.mark.astimezone(tz).isoformat(),
    }


def _vi(number: int, mark: str, ahead: int, counters: list[int], opened: list[int]) -> str:
    if not counters:
        return f"Số {number}: chưa có quầy nào nhận nhóm này."
    if not opened:
        return f"Số {number}: chưa có quầy nào đang mở nhận nhóm này (quầy {_list(counters)})."
    before = f"còn {ahead} số có mốc sớm hơn" if ahead else "không còn số nào có mốc sớm hơn"
    return f"Số {number}, mốc {mark}: {before} ở quầy {_list(opened)}; quầy rảnh đầu tiên sẽ gọi."


def _en(number: int, mark: str, ahead: int, counters: list[int], opened: list[int]) -> str:
    if not counters:
        return f"Number {number}: no counter serves this group."
    if not opened:
        return f"Number {number}: no counter that serves this group is open ({_list(counters)})."
    many = f"{ahead} earlier mark{'s wait' if ahead > 1 else ' waits'}"
    before = many if ahead else "no earlier mark waits"
    where = f"at counter{'s' if len(opened) > 1 else ''} {_list(opened)}; the first one free calls"
    return f"Number {number}, mark {mark}: {before} {where}."


def _counters(hall: Hall, ticket: Ticket) -> list[int]:
    only = ticket.leg.only_counter
    return sorted(hall.rules.able[ticket.leg.group]) if only is None else [only]


def _earlier(hall: Hall, ticket: Ticket, counters: list[int]) -> int:
    plan, place = hall.rules, place_of(ticket)
    groups = {seat.group for n in counters for seat in plan.seats.get(n, ())}
    queues = [hall.waiting.get(group, ()) for group in groups]
    queues += [hall.bound.get(n, ()) for n in counters]
    return sum(bisect_left(queue, place) for queue in queues)


def _list(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers))


def _moved(candidate: Candidate) -> str:
    late = f" +{candidate.delay_s // 60}′" if candidate.help else ""
    return f"{late} −{round(candidate.crowd_s / 60)}′" if candidate.crowd_s else late


def _short(candidate: Candidate, tz: tzinfo, exact: bool) -> str:
    return f"{candidate.number} {_clock(candidate.mark, tz, exact)}{_moved(candidate)}"


def _row(candidate: Candidate, tz: tzinfo) -> dict[str, Any]:
    return {
        "number": candidate.number,
        "group": candidate.group,
        "mark_at": candidate.mark.astimezone(tz).isoformat(),
        "effective_at": candidate.effective.astimezone(tz).isoformat(),
        "help": candidate.help,
        "class": candidate.kind,
    }


def _clock(at: datetime, tz: tzinfo, exact: bool = False) -> str:
    return at.astimezone(tz).strftime("%H:%M:%S" if exact else "%H:%M")
