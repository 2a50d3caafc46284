"""Changes to who works when: one more counter of a department, and lunch by turns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Protocol

from server.domain.plan import CounterPlan, Plan
from server.virtual.people import Change
from server.virtual.windows import DAY_S, Window, is_open, open_s

SPARE = 0.5
"""A counter that was closed for so much of the hours asked for is the one that opens."""
EARLIER_S = 600
"""Who worked so long before the break, or after it, takes part in the rota."""
Span = tuple[int, int]


class _Hall(Protocol):
    """The hall as altered so far."""

    windows: list[Window]

    def changes(self, happened: Iterable[Change]) -> list[Change]: ...


def departments(plan: Plan) -> dict[str, list[int]]:
    """The counters of each department that has some."""
    found: dict[str, list[int]] = {}
    for counter in plan.counters.values():
        found.setdefault(counter.department, []).append(counter.number)
    return found


def one_more(
    plan: Plan, department: str, span: Span, hall: _Hall, happened: Iterable[Change]
) -> tuple[Plan, list[Window]]:
    """One more counter of the department than were open in these hours."""
    own, changes = departments(plan)[department], hall.changes(happened)
    hours = [s for s in plan.sessions if s.opens_s < span[1] and span[0] < s.closes_s]
    whole_s = sum(min(s.closes_s, span[1]) - max(s.opens_s, span[0]) for s in hours)
    worked_s = {n: open_s(changes, n, hours, *span) for n in own}
    spare = min(own, key=lambda n: (worked_s[n], n))
    if worked_s[spare] <= SPARE * whole_s:
        return plan, [Window(spare, *span, True)]
    number = max(plan.counters) + 1
    first = plan.counters[own[0]]
    groups = dict.fromkeys(code for n in own for code in plan.counters[n].groups)
    new = CounterPlan(number, first.zone, department, tuple(groups))
    made = replace(plan, counters={**plan.counters, number: new})
    return made, [Window(number, 0, DAY_S, False), Window(number, *span, True)]


def rota(plan: Plan, changes: Sequence[Change]) -> tuple[Plan, list[Window]]:
    """The centre stays open in its breaks; in each half of one, every other counter rests."""
    windows: list[Window] = []
    held = sorted(plan.sessions, key=lambda s: s.opens_s)
    for before, after in pairwise(held):
        start, end = before.closes_s, after.opens_s
        middle = (start + end) // 2
        for own in departments(plan).values():
            works = [n for n in own if _works(changes, n, start, end)]
            for place, n in enumerate(works):
                rest = (start, middle) if place % 2 == 0 else (middle, end)
                windows.append(Window(n, start - EARLIER_S, end + EARLIER_S, True))
                windows.append(Window(n, *rest, False))
    if len(held) < 2:
        return plan, windows
    first, last = held[0], held[-1]
    whole = replace(first, closes_s=last.closes_s, last_ticket_s=last.last_ticket_s)
    return replace(plan, sessions=(whole,)), windows


def _works(changes: Sequence[Change], counter: int, start: int, end: int) -> bool:
    before = is_open(changes, counter, start - EARLIER_S)
    return before and is_open(changes, counter, end + EARLIER_S)
