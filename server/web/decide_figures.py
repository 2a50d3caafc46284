"""The figures of a trial as people read them: minutes, per cent, hours, with so many digits.

A difference is that of the two figures beside it as they are read, so that it can be checked.
"""

from __future__ import annotations

from collections.abc import Mapping

_MINUTES = ("p50_s", "p90_s")
_ONE_DIGIT = (*_MINUTES, "idle_h", "wait_h", "open_h")
Apart = dict[str, float | None]


def digits(name: str) -> int:
    """Decimals that are shown of a figure."""
    return 1 if name in _ONE_DIGIT else 0


def shown(name: str, value: float | None) -> float | None:
    """``value`` in the unit that is shown, as exactly as it is shown."""
    if value is None:
        return None
    unit = 1 / 60 if name in _MINUTES else 100 if name == "within" else 1
    return _rounded(name, value * unit)


def apart(
    name: str, before: float | None, after: float | None, spread: Mapping[str, float | None]
) -> Apart:
    """What is between two figures as shown; ``spread`` has the ends over all runs, and holds it."""
    was, now = shown(name, before), shown(name, after)
    low, high = shown(name, spread["low"]), shown(name, spread["high"])
    if was is None or now is None:
        return {"value": None, "low": None, "high": None}
    value = _rounded(name, now - was)
    if low is None or high is None:
        return {"value": value, "low": None, "high": None}
    return {"value": value, "low": min(low, value), "high": max(high, value)}


def _rounded(name: str, value: float) -> float:
    return round(value, digits(name)) + 0.0
