"""How facts of counters alone change the hall; a part of ``fold``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from server.domain import facts as f
from server.domain.counters import Counter
from server.domain.hall import Hall


def _counter_opened(hall: Hall, fact: f.CounterOpened, at: datetime) -> None:
    held = hall.counter(fact.counter).ticket
    hall.put_counter(Counter(fact.counter, "open", at, fact.officer, None, held))


def _counter_paused(hall: Hall, fact: f.CounterPaused, at: datetime) -> None:
    hall.put_counter(
        replace(
            hall.counter(fact.counter), state="paused", since=at, reason=fact.reason, armed=False
        )
    )


def _counter_closed(hall: Hall, fact: f.CounterClosed, at: datetime) -> None:
    hall.put_counter(Counter(fact.counter, "closed", at))


def _counter_armed(hall: Hall, fact: f.CounterArmed, at: datetime) -> None:
    hall.put_counter(replace(hall.counter(fact.counter), armed=True))


def _skills_changed(hall: Hall, fact: f.SkillsChanged, at: datetime) -> None:
    planned = hall.rules.counters[fact.counter]
    changed = replace(planned, groups=fact.groups, help=fact.help)
    hall.plan = replace(hall.rules, counters={**hall.rules.counters, fact.counter: changed})


FOLDS: dict[type[f.Fact], Callable[[Hall, Any, datetime], None]] = {
    f.CounterOpened: _counter_opened,
    f.CounterPaused: _counter_paused,
    f.CounterClosed: _counter_closed,
    f.CounterArmed: _counter_armed,
    f.SkillsChanged: _skills_changed,
}
