"""Forecasts on a virtual day, by the code of the live desk."""

from __future__ import annotations

from server.domain.forecast import Book, Prediction, predict
from server.domain.forward import Desk
from server.domain.policy.rule import Waiting
from server.domain.scene import Scene
from server.domain.times import Times
from server.virtual.floor import Floor


def scene_of(floor: Floor, times: Times) -> Scene:
    """A virtual floor as a forecast sees it: never who will take how long.

    While the centre is closed it is seen as it will be at the opening.
    """
    opens = floor.hours.opening(floor.now) or floor.now
    desks = []
    for counter in sorted(floor.open):
        busy, free_at = floor.busy.get(counter), floor.now
        if busy is not None:
            ago = floor.now - busy.called_at
            free_at += times.remaining_ms(counter, busy.group, ago)
        desks.append(Desk(floor.posts[counter], max(free_at, opens)))
    line = floor.line
    if opens > floor.now:
        line = line.copy()
        if floor.hours.overtime:  # who was there before the close is served before the opening
            line.lanes.clear()
        for ticket in floor.early:
            line.add(ticket)
    return Scene(floor.now, line, tuple(desks), floor.hours, times, floor.last_wait_ms)


def foresee(floor: Floor, newcomer: Waiting, book: Book, times: Times) -> Prediction | None:
    """What somebody who arrives now is told; None also after the day's last close."""
    if floor.hours.opening(floor.now) is None:
        return None
    return predict(scene_of(floor, times), [newcomer], book)[0]
