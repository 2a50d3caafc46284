"""Forecasts on a virtual day, by the code of the live desk."""

from __future__ import annotations

from server.domain.forecast import Book, Prediction, predict
from server.domain.forward import Desk
from server.domain.policy.rule import Waiting
from server.domain.scene import Scene
from server.domain.times import Times
from server.virtual.day import Floor


def scene_of(floor: Floor, times: Times) -> Scene:
    """A virtual floor as a forecast sees it: never who will take how long."""
    desks = []
    for counter in sorted(floor.open):
        busy, free_at = floor.busy.get(counter), floor.now
        if busy is not None:
            ago = floor.now - busy.called_at
            free_at += times.remaining_ms(counter, busy.group, ago)
        desks.append(Desk(floor.posts[counter], free_at))
    line = floor.line
    return Scene(floor.now, line, tuple(desks), floor.hours, times, floor.last_wait_ms)


def foresee(floor: Floor, newcomer: Waiting, book: Book, times: Times) -> Prediction | None:
    """What somebody who arrives now is told."""
    return predict(scene_of(floor, times), [newcomer], book)[0]
