"""A ticket that waits, and how a counter stands to it, as queues and rules see them."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["normal", "priority", "appointment"]


class Waiting(NamedTuple):
    """Numbers only; all times in milliseconds of one clock. Sorts by mark, then number.

    ``since`` is where its wait counts from: ``issued``, or the slot of an appointment if later.
    """

    mark: int
    number: int
    id: str
    group: str
    kind: Kind
    issued: int
    since: int


class Seat(NamedTuple):
    """How a counter stands to a group: own or help, and its place in the counter's own list.

    ``delay`` is by how many milliseconds a helped group counts later; 0 for an own one.
    """

    group: str
    place: int
    helping: bool
    delay: int
