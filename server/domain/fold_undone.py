"""Taking a move back; a part of ``fold``. The hall is then as if the move had not been made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from server.domain import facts as f
from server.domain import fold_figures, persons
from server.domain.hall import Hall, Step


def _move_undone(hall: Hall, fact: f.MoveUndone, at: datetime) -> None:
    step = hall.undo[fact.counter]
    for ticket in step.before.values():
        hall.put(ticket)
    for counter in step.counter_before.values():
        hall.put_counter(counter)
    persons.follow(hall)
    _seen_as_before(hall, step)
    fold_figures.undone(hall, step.seq)


def _seen_as_before(hall: Hall, step: Step) -> None:
    """Each counter lists its tickets in the old order; what came since stands behind them."""
    for number, before in step.seen_before.items():
        now = hall.seen_at.get(number, ())
        old = tuple(id for id in before if id in now)
        hall.seen_at[number] = (*old, *(id for id in now if id not in before))


FOLDS: dict[type[f.Fact], Callable[[Hall, Any, datetime], None]] = {
    f.MoveUndone: _move_undone,
}
