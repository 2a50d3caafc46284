"""The teaching that a new centre starts with; written by ``./run bench forecast --ship``.

Learnt on days of the reference centre in our simulator, as no real centre has been seen yet.
"""

from __future__ import annotations

from server.domain.learning_curves import LEVELS, Curves
from server.domain.teaching import Teaching

SHIPPED = Teaching(
    (1.0, 0.0, 0.0),
    Curves(
        (60.0,),
        (60.0,),
        tuple((33.0,) for _ in LEVELS),
        tuple((96.0,) for _ in LEVELS),
    ),
)
