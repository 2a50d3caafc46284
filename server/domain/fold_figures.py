"""The newest waits and the aim of forecasts; a call that is undone leaves no trace in them.

Calls that can still be undone stand in ``hall.fresh``; the figures are those of all older calls
(``hall.settled``) with the fresh ones added. An undone call is dropped, and the rest added anew.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from server.domain import sessions
from server.domain.aim import START, Aim
from server.domain.hall import FreshCall, Hall
from server.domain.tickets import Ticket

UNDO_S = 10
"""How long a move can be taken back."""
Figures = tuple[dict[str, int], Aim]


def forget(hall: Hall) -> None:
    """A new day knows nothing of the waits of the last."""
    hall.settled, hall.fresh = ({}, START), ()
    hall.last_wait_ms, hall.aim = {}, START


def called(hall: Hall, ticket: Ticket, at: datetime) -> None:
    """A ticket is called; only its first call says how long a wait was."""
    if ticket.leg.first_called_at is not None or hall.step is None:
        return
    told = ticket.forecast if ticket.leg.no == 1 else None
    waited_ms = sessions.waited_ms(hall.rules, ticket, at)
    new = FreshCall(hall.step.seq, at, ticket.leg.group, waited_ms, told)
    oldest = at - timedelta(seconds=UNDO_S)
    over = sum(1 for call in hall.fresh if call.at < oldest)
    for call in hall.fresh[:over]:
        hall.settled = _with(hall.settled, call)
    hall.fresh = (*hall.fresh[over:], new)
    hall.last_wait_ms, hall.aim = _with((hall.last_wait_ms, hall.aim), new)


def undone(hall: Hall, step: int) -> None:
    """The calls of a step were not made."""
    hall.fresh = tuple(call for call in hall.fresh if call.step != step)
    figures = hall.settled
    for call in hall.fresh:
        figures = _with(figures, call)
    hall.last_wait_ms, hall.aim = figures


def _with(figures: Figures, call: FreshCall) -> Figures:
    waits_ms, aim = figures
    if call.told is not None:
        aim = aim.after(call.told, call.waited_ms / 1000)
    return {**waits_ms, call.group: call.waited_ms}, aim
