"""How signals become a range: weights that blend them, and curves around the blend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from server.domain.aim import START, Aim
from server.domain.forecast import STEP_S, Signals
from server.domain.learning_curves import Curves, learn_curves
from server.domain.learning_lad import Vector, lad

NAMES = ("forward", "normal", "last", "head")
"""What the columns of ``features`` are."""

Range = tuple[float, float, float]
"""Low, middle and high in seconds."""


@dataclass(frozen=True, slots=True)
class Teaching:
    """What was fitted; ``checks`` has for each bin how many waits it had, and the share held."""

    weights: tuple[float, ...]
    curves: Curves
    checks: tuple[tuple[int, float], ...] = ()

    def predicted(self, vector: Vector) -> float:
        """The blend, in seconds."""
        return max(sum(w * x for w, x in zip(self.weights, vector, strict=True)), 0.0)

    def range(self, vector: Vector, aim: Aim = START) -> Range:
        """An 80 % range and its middle, or as wide as ``aim`` says."""
        return self.curves.around(self.predicted(vector), aim.low, aim.high)


def features(signals: Signals, scale: float = 1.0) -> Vector:
    """The columns; ``scale`` is how much longer calls take now than the forward run assumed.

    What normal tickets have beyond the others is that they can be passed while they wait.
    """
    forward_s = signals.forward_s * scale
    return (forward_s, forward_s * signals.normal, signals.last_s, signals.head_s)


def teach(
    vectors: Sequence[Vector], waits: Sequence[float], leaning: Sequence[tuple[Vector, float]] = ()
) -> Teaching:
    """Fit weights, then curves, to the waits that followed; some ten waits at the least.

    ``leaning`` are vectors with waits to lean the weights on where there is little else.
    """
    fitted_to = [*vectors, *(vector for vector, _ in leaning)]
    weights = lad(fitted_to, [*waits, *(wait_s for _, wait_s in leaning)])
    weights = tuple(round(weight, 4) for weight in weights)
    blend = Teaching(weights, Curves((), (), (), ()))
    predicted = [blend.predicted(vector) for vector in vectors]
    fitted = Teaching(weights, learn_curves(predicted, waits))
    return Teaching(weights, fitted.curves, _checks(fitted, predicted, waits))


def _checks(
    fitted: Teaching, predicted: Sequence[float], waits: Sequence[float]
) -> tuple[tuple[int, float], ...]:
    """By the nearest centre."""
    centres = fitted.curves.centres
    between = [(a + b) / 2 for a, b in pairwise(centres)]
    held = [[0, 0] for _ in centres]
    for blend_s, wait_s in zip(predicted, waits, strict=True):
        low, _, high = whole_minutes(fitted.curves.around(blend_s, START.low, START.high))
        tally = held[sum(edge <= blend_s for edge in between)]
        tally[0] += 1
        tally[1] += low <= wait_s <= high
    return tuple((n, round(hits / max(n, 1), 3)) for n, hits in held)


def whole_minutes(found: Range) -> tuple[int, int, int]:
    """As it is told: at least a minute wide."""
    low, mid, high = found
    low_s = max(int(low // STEP_S), 0) * STEP_S
    high_s = -int(-high // STEP_S) * STEP_S
    return low_s, round(mid), max(high_s, low_s + STEP_S)
