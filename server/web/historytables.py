"""The tables behind the charts of history, flat: for CSV, and for who reads instead of looks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel

from server.web.answers_history import Clock, History

TABLES: dict[str, tuple[str, ...]] = {
    "wait": ("bands", "heat", "calibration", "distribution", "parts"),
    "flow": ("funnel", "bands", "carried", "outcomes", "parts"),
    "service": ("parts", "forgotten_by"),
    "counters": ("counters", "gantt"),
    "fair": ("classes", "passed", "passed_by", "stars", "stars_by"),
}
"""What each view can be asked for as CSV."""
_CLOCKS = {"flow": {"response"}, "service": {"response", "service"}}
"""Whose clocks stand in the parts of a view; those of waits in all others."""
STARS = 5
_S_DIGITS, _DIGITS = 3, 4
"""Decimals of seconds, a millisecond, and of what has no unit."""
Flat = tuple[list[str], list[list[Any]]]


def flat(found: dict[str, Any], name: str) -> Flat:
    """Head and rows of one table; what stands inside another is ``wait.p90_s``."""
    rows = [dict(_leaves("", row)) for row in found[name]]
    head = list(rows[0]) if rows else head_of(found["view"], name)
    return head, [[_rounded(column, row[column]) for column in head] for row in rows]


def head_of(view: str, name: str) -> list[str]:
    """The head of a table that may have no rows."""
    rows, _ = get_args(History.model_fields[name].annotation)
    (model,) = get_args(rows)
    head = list(_columns(model, _CLOCKS.get(view, {"wait"})))
    return sorted(head, key=lambda column: column.startswith("name."))


def _columns(model: type[BaseModel], clocks: set[str]) -> Iterator[str]:
    for name, told in model.model_fields.items():
        kinds = (told.annotation, *get_args(told.annotation))
        inner = next((k for k in kinds if isinstance(k, type) and issubclass(k, BaseModel)), None)
        if told.annotation == list[int]:
            yield from (f"{name}.{i}" for i in range(1, STARS + 1))
        elif inner is None:
            yield name
        elif inner is not Clock or name in clocks:
            yield from (f"{name}.{one}" for one in inner.model_fields)


def _rounded(column: str, value: Any) -> Any:
    if not isinstance(value, float):
        return value
    return round(value, _S_DIGITS if column.endswith("_s") else _DIGITS)


def _leaves(before: str, value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, list | tuple):
        return [(f"{before}.{i}", one) for i, one in enumerate(value, 1)]
    if not isinstance(value, dict):
        return [(before, value)]
    found = []
    for name, one in value.items():
        found += _leaves(f"{before}.{name}" if before else name, one)
    return found
