"""When Python looks for cycles among its objects: such a look holds everybody while it lasts."""

from __future__ import annotations

import gc

from server.desk import Desk

RARELY = (10_000, 20, 1_000)
"""Objects made between two looks: answers make few. The last is between two looks at all that came
since the start, which take up to 70 ms in a full hall; ``tidy`` is there for them."""
EACH_S = 900.0
"""How often ``tidy`` is called."""


def settle() -> None:
    """Leave what lives as long as the process out of every later look."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*RARELY)


def tidy(desk: Desk) -> None:
    """Look at all that came since the start, while no counter is open."""
    if not any(one.state == "open" for one in desk.snapshot().hall.counters.values()):
        gc.collect()
