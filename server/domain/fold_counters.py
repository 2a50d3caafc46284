"""How facts of counters alone change the hall; a part of ``fold``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from server.domain import facts as f
from server.domain import persons
from server.domain.counters import Counter
from server.domain.hall import Hall
from server.domain.skilled import limited


def _counter_opened(hall: Hall, fact: f.CounterOpened, at: datetime) -> None:
    held = hall.counter(fact.counter).ticket
    hall.put_counter(Counter(fact.counter, "open", at, fact.officer, None, held))
    persons.follow(hall, fact.counter)


def _counter_paused(hall: Hall, fact: f.CounterPaused, at: datetime) -> None:
    back_at = f.from_ms(fact.back_ms) if fact.back_ms is not None else None
    paused = replace(hall.counter(fact.counter), state="paused", since=at, reason=fact.reason)
    hall.put_counter(replace(paused, armed=False, back_at=back_at))
    persons.follow(hall)


def _counter_closed(hall: Hall, fact: f.CounterClosed, at: datetime) -> None:
    hall.put_counter(Counter(fact.counter, "closed", at))
    persons.follow(hall)


def _counter_armed(hall: Hall, fact: f.CounterArmed, at: datetime) -> None:
    hall.put_counter(replace(hall.counter(fact.counter), armed=True))


def _skills_changed(hall: Hall, fact: f.SkillsChanged, at: datetime) -> None:
    if fact.learnt:
        _skills_brought(hall, f.SkillsBrought(fact.counter, None, fact.learnt), at)
        return
    decided = hall.decided or hall.rules
    planned = decided.counters[fact.counter]
    changed = replace(planned, groups=fact.groups, help=fact.help)
    hall.decided = replace(decided, counters={**decided.counters, fact.counter: changed})
    hall.plan = limited(hall.decided, hall.learnt)


def _skills_brought(hall: Hall, fact: f.SkillsBrought, at: datetime) -> None:
    others = {n: one for n, one in hall.learnt.items() if n != fact.counter}
    nobody = fact.login is None and fact.groups is None
    hall.learnt = others if nobody else {**others, fact.counter: fact}
    hall.plan = limited(hall.decided or hall.rules, hall.learnt)


FOLDS: dict[type[f.Fact], Callable[[Hall, Any, datetime], None]] = {
    f.CounterOpened: _counter_opened,
    f.CounterPaused: _counter_paused,
    f.CounterClosed: _counter_closed,
    f.CounterArmed: _counter_armed,
    f.SkillsChanged: _skills_changed,
    f.SkillsBrought: _skills_brought,
}
