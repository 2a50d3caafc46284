"""When counters are open on a day, and hours in which they are to do otherwise.

What counters did is a list of changes; a counter without any was open all day. Seconds are those
after local midnight.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from server.domain.plan import Session
from server.virtual.people import Change

DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Window:
    """From ``from_s`` until ``to_s`` the counter is open, or is not; before and after as it was."""

    counter: int
    from_s: int
    to_s: int
    open: bool


def is_open(changes: Iterable[Change], counter: int, at_s: float) -> bool:
    """Whether the counter is open at a moment; a change counts from its own moment on."""
    last = [c for c in changes if c.counter == counter and c.at_s <= at_s]
    return max(last, key=lambda c: c.at_s).open if last else True


def with_windows(changes: Sequence[Change], windows: Iterable[Window]) -> list[Change]:
    """The changes of a day on which these windows hold, the later ones over the earlier."""
    found = sorted(changes, key=lambda c: c.at_s)
    for one in windows:
        after = is_open(found, one.counter, one.to_s)
        found = [
            c for c in found if c.counter != one.counter or not one.from_s <= c.at_s <= one.to_s
        ]
        found.append(Change(one.from_s, one.counter, one.open))
        if one.to_s < DAY_S:
            found.append(Change(one.to_s, one.counter, after))
        found.sort(key=lambda c: c.at_s)
    return found


def open_spans(changes: Iterable[Change], counter: int) -> list[tuple[float, float]]:
    """From when to when the counter is open, in order."""
    own = sorted((c for c in changes if c.counter == counter), key=lambda c: c.at_s)
    spans: list[tuple[float, float]] = []
    since: float | None = 0.0
    for change in own:
        if change.open and since is None:
            since = change.at_s
        elif not change.open and since is not None:
            spans.append((since, change.at_s))
            since = None
    if since is not None:
        spans.append((since, DAY_S))
    return [(a, b) for a, b in spans if a < b]


def open_s(
    changes: Sequence[Change], counter: int, sessions: Iterable[Session], from_s: float, to_s: float
) -> float:
    """For how long the counter is open in a part of the day, while the centre is."""
    spans = open_spans(changes, counter)
    return sum(
        max(min(b, s.closes_s, to_s) - max(a, s.opens_s, from_s), 0.0)
        for a, b in spans
        for s in sessions
    )
