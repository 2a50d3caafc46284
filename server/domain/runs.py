"""The seven forward runs of a forecast, with luck dealt evenly (``server.domain.luck``)."""

from __future__ import annotations

from collections.abc import Sequence

from server.domain.forward import Desk, Forward, Hours, play
from server.domain.luck import PARTS, deal
from server.domain.marks import Marks
from server.domain.policy.call_mark import CallMark
from server.domain.policy.queues import Line
from server.domain.policy.rule import Waiting
from server.domain.times import Times


def runs(
    line: Line,
    desks: Sequence[Desk],
    times: Times,
    hours: Hours,
    probes: Sequence[Waiting] = (),
    *,
    everybody: bool = True,
) -> list[Forward]:
    """When each ticket and probe is called, once for each run; ``line`` stays as it is."""
    marks = None
    if type(line.rule) is CallMark:  # a rule made of it may weigh more than marks
        marks = Marks(line, [desk.post for desk in desks], times, probes)
    found = []
    for part in range(PARTS):
        free = [(desk.parts[part] if desk.parts else desk.free_at, desk.post) for desk in desks]
        if marks is not None:
            found.append(marks.play(free, part, hours, everybody=everybody))
        else:
            hold = _Hold(times, part)
            found.append(play(line.copy(), free, hold, hours, probes, everybody=everybody))
    return found


class _Hold:
    """For how long a ticket holds a counter in one of the runs."""

    __slots__ = ("_part", "_times")

    def __init__(self, times: Times, part: int) -> None:
        self._times = times
        self._part = part

    def __call__(self, counter: int, ticket: Waiting) -> int:
        parts = self._times.hold_parts(counter, ticket.group)
        return parts[deal(ticket.number)[self._part]]
