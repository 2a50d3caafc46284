"""What a counter calls for is limited to what the person who sits there has learnt."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from server.domain import facts as f
from server.domain.hall import Hall
from server.domain.plan import Plan


def bring(
    hall: Hall, number: int, login: str | None, learnt: Collection[str] | None
) -> list[f.Fact]:
    """``login`` sits at the counter and has ``learnt`` these groups; None limits nothing."""
    told = f.SkillsBrought(number, login, None if learnt is None else tuple(sorted(learnt)))
    nobody = f.SkillsBrought(number, None, None)
    return [] if told == hall.learnt.get(number, nobody) else [told]


def limited(plan: Plan, learnt: Mapping[int, f.SkillsBrought]) -> Plan:
    """``plan`` as the people who sit at its counters can follow it."""
    if not learnt:
        return plan
    counters = dict(plan.counters)
    for number, one in learnt.items():
        planned, known = counters.get(number), one.groups
        if planned is None or known is None:
            continue
        own = tuple(code for code in planned.groups if code in known)
        others = tuple(code for code in planned.help if code in known)
        counters[number] = replace(planned, groups=own, help=others)
    return replace(plan, counters=counters)


def knows(hall: Hall, number: int, group: str) -> bool:
    """Whether who sits at the counter may serve the group, as far as it is recorded."""
    one = hall.learnt.get(number)
    return one is None or one.groups is None or group in one.groups


def unlearnt(hall: Hall, number: int) -> tuple[str, ...]:
    """The groups that the counter does not call because of who sits there."""
    if number not in hall.learnt or hall.decided is None or number not in hall.decided.counters:
        return ()
    decided, now = hall.decided.counters[number], hall.rules.counters[number]
    called = {*now.groups, *now.help}
    return tuple(code for code in (*decided.groups, *decided.help) if code not in called)


@dataclass(frozen=True, slots=True)
class Stranded:
    """A group whose people wait while no counter calls it.

    ``unlearnt`` are counters of the plan whose people have not learnt it; ``closed`` those where
    nobody works now.
    """

    group: str
    waiting: int
    unlearnt: tuple[int, ...]
    closed: tuple[int, ...]


def stranded(hall: Hall) -> list[Stranded]:
    """The groups that have people waiting and nobody who calls them."""
    called = {
        code
        for counter in hall.rules.counters.values()
        if hall.counter(counter.number).state != "closed"
        for code in (*counter.groups, *counter.help)
    }
    found = ((code, len(queue)) for code, queue in hall.waiting.items() if code not in called)
    return [_stranded(hall, code, waiting) for code, waiting in found if waiting]


def _stranded(hall: Hall, code: str, waiting: int) -> Stranded:
    counters = (hall.decided or hall.rules).counters.values()
    could = [c.number for c in counters if code in (*c.groups, *c.help)]
    closed = tuple(n for n in could if hall.counter(n).state == "closed")
    return Stranded(code, waiting, tuple(n for n in could if n not in closed), closed)
