"""Forecasts on a virtual day, by the code of the live desk."""

from __future__ import annotations

from server.domain.forecast import Book, Prediction, predict
from server.domain.forward import Desk
from server.domain.policy.rule import Waiting
from server.domain.scene import Scene, busy_desk
from server.domain.times import Times
from server.virtual.floor import Floor


def scene_of(floor: Floor, times: Times) -> Scene:
    """A virtual floor as a forecast sees it: never who will take how long.

    While the centre is closed it is seen as it will be at the opening.
    """
    opens = floor.hours.opening(floor.now) or floor.now
    desks = [_desk(floor, counter, opens, times) for counter in sorted(floor.open)]
    line = floor.line
    if opens > floor.now:
        line = line.copy()
        if floor.hours.overtime:  # who was there before the close is served before the opening
            line.lanes.clear()
        for ticket in floor.early:
            line.add(ticket)
    return Scene(floor.now, line, tuple(desks), floor.hours, times, floor.last_wait_ms, floor.aim)


def _desk(floor: Floor, counter: int, opens: int, times: Times) -> Desk:
    post, busy = floor.posts[counter], floor.busy.get(counter)
    if busy is None:
        return Desk(post, max(floor.now, opens))
    ago = floor.now - busy.called_at
    desk = busy_desk(post, floor.now, times, busy.group, ago, busy.number)
    parts = tuple(max(part, opens) for part in desk.parts or ())
    return Desk(post, max(desk.free_at, opens), parts)


def foresee(floor: Floor, newcomer: Waiting, book: Book, times: Times) -> Prediction | None:
    """What somebody who arrives now is told; None also after the day's last close."""
    if floor.hours.opening(floor.now) is None:
        return None
    return predict(scene_of(floor, times), [newcomer], book)[0]
