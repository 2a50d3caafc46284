"""What a newcomer should know before taking a number: the day's last close, and the break."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple

from server.domain.facts import to_ms
from server.domain.forecast import clock_range
from server.domain.forward import Hours
from server.domain.hall import Hall
from server.domain.scene import hours_of
from server.domain.tickets import Forecast

Closing = Literal["before", "unsure", "after"]
"""The call comes before the day's last close; perhaps not; or not today."""


class Ends(NamedTuple):
    """``closing`` is None where no wait is known; ``lunch``: a break lies before the call."""

    closing: Closing | None
    lunch: bool


def ends(hall: Hall, group: str, told: Forecast | None, since: datetime) -> Ends:
    """What the forecast of a wait that begins at ``since`` means for closes and breaks.

    No forecast although a counter works for the group means that most of the forward runs do not
    reach the call today (``forecast``).
    """
    hours = hours_of(hall.rules, since)
    if not hours.intervals:
        return Ends(None, False)
    if told is None:
        served = any(hall.counter(n).state == "open" for n in hall.rules.able.get(group, ()))
        return Ends("after" if served else None, False)
    if hours.overtime:
        return Ends("before", False)
    low, high = (to_ms(at) for at in clock_range(told, since, hours))
    last = hours.intervals[-1][1]
    word: Closing = "before" if high <= last else "after" if low >= last else "unsure"
    middle = hours.after(to_ms(since), told.mid_s * 1000)
    return Ends(word, _break_before(hours, to_ms(since), middle))


def _break_before(hours: Hours, now: int, call: int) -> bool:
    gaps = zip(hours.intervals, hours.intervals[1:], strict=False)
    return any(now < opens and closes < call for (_, closes), (opens, _) in gaps)
