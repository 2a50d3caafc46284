"""The long look for cycles waits until nobody is at a counter."""

from __future__ import annotations

import gc
import weakref

from server import tidying


class Knot:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.me = self


def lost_knot() -> weakref.ref[Knot]:
    """One that only a look for cycles finds."""
    return weakref.ref(Knot())


def test_cycles_are_looked_for_only_while_no_counter_is_open(hall, lan):
    gc.disable()
    try:
        lan.post("/counters/1/open")
        lost = lost_knot()
        tidying.tidy(hall.desk)
        assert lost() is not None
        lan.post("/counters/1/close")
        tidying.tidy(hall.desk)
        assert lost() is None
    finally:
        gc.enable()
