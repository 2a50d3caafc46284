"""Weights by least absolute deviations: the blend that is off by the least in the mean.

Iteratively reweighted least squares (Schlossmacher 1973) in plain Python, with weights that are
never negative: a signal may be left out, it may not count against the others.
"""

from __future__ import annotations

from collections.abc import Sequence

Vector = Sequence[float]
ROUNDS = 40
CLOSE = 1e-4
"""Weights that move by less are settled."""
NEAR_S = 10.0
"""Errors below this count as so much, else a row that fits exactly would outweigh all others."""
MOST_ROWS = 8_000
"""More rows are thinned evenly: they would only make three digits into four."""


def lad(rows: Sequence[Vector], targets: Vector) -> tuple[float, ...]:
    """One weight for each column, none negative, that make ``sum |target - row · weights|`` small.

    Without rows, or when all columns are 0, every weight is 0.
    """
    step = -(-len(rows) // MOST_ROWS) or 1
    rows, targets = rows[::step], targets[::step]
    width = len(rows[0]) if rows else 0
    columns = [i for i in range(width) if any(row[i] for row in rows)]
    while columns:
        found = _settle([[row[i] for i in columns] for row in rows], targets)
        worst = min(range(len(columns)), key=found.__getitem__)
        if found[worst] >= 0:
            weights = dict(zip(columns, found, strict=True))
            return tuple(weights.get(i, 0.0) for i in range(width))
        del columns[worst]
    return (0.0,) * width


def _settle(rows: Sequence[Vector], targets: Vector) -> list[float]:
    """Weights of any sign."""
    found = _least_squares(rows, targets, [1.0] * len(rows))
    for _ in range(ROUNDS):
        off = [
            1.0 / max(abs(target - _dot(row, found)), NEAR_S)
            for row, target in zip(rows, targets, strict=True)
        ]
        before, found = found, _least_squares(rows, targets, off)
        if all(abs(a - b) < CLOSE for a, b in zip(before, found, strict=True)):
            break
    return found


def _least_squares(rows: Sequence[Vector], targets: Vector, counts: Vector) -> list[float]:
    width = len(rows[0])
    left = [[0.0] * width for _ in range(width)]
    right = [0.0] * width
    for row, target, count in zip(rows, targets, counts, strict=True):
        for i in range(width):
            scaled, line = row[i] * count, left[i]
            right[i] += scaled * target
            for j in range(i, width):
                line[j] += scaled * row[j]
    for i in range(width):
        left[i][i] *= 1 + 1e-9  # columns that say the same share the weight
        for j in range(i):
            left[i][j] = left[j][i]
    return _solve(left, right)


def _solve(left: list[list[float]], right: list[float]) -> list[float]:
    """Gauss with pivots; a column without a pivot gets 0."""
    width = len(right)
    lines = [[*line, value] for line, value in zip(left, right, strict=True)]
    for i in range(width):
        pivot = max(range(i, width), key=lambda k: abs(lines[k][i]))
        lines[i], lines[pivot] = lines[pivot], lines[i]
        if abs(lines[i][i]) < 1e-12:
            continue
        for k in range(i + 1, width):
            factor = lines[k][i] / lines[i][i]
            lines[k] = [a - factor * b for a, b in zip(lines[k], lines[i], strict=True)]
    found = [0.0] * width
    for i in reversed(range(width)):
        rest = lines[i][width] - sum(lines[i][j] * found[j] for j in range(i + 1, width))
        found[i] = rest / lines[i][i] if abs(lines[i][i]) >= 1e-12 else 0.0
    return found


def _dot(row: Vector, weights: Vector) -> float:
    return sum(a * b for a, b in zip(row, weights, strict=True))
