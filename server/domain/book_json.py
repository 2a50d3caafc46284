"""A book as JSON text: versioned, finite numbers only."""

from __future__ import annotations

import json
import math
from typing import Any

from server.domain.book import LearnedBook
from server.domain.errors import DomainError
from server.domain.learning_curves import LEVELS, Curves
from server.domain.learning_habits import Habits
from server.domain.teaching import NAMES, Teaching

VERSION = 1


class BookRefused(DomainError, ValueError):
    """The text is no book of this version."""


def dump_book(book: LearnedBook) -> str:
    """One line of JSON. Raises BookRefused when a number is not finite."""
    habits = book.habits
    document = {
        "v": VERSION,
        "waits": book.waits,
        "days": list(book.days),
        "habits": {
            "mean_s": dict(habits.mean_s),
            "cv": dict(habits.cv),
            "speed": dict(habits.speed),
            "shows": habits.shows,
            "gap_s": habits.gap_s,
        },
        "own": None if book.own is None else _teaching(book.own),
    }
    try:
        return json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except ValueError as error:
        raise BookRefused(f"what was learnt holds a number that is none: {error}") from error


def load_book(text: str) -> LearnedBook:
    """Raises BookRefused for anything but a whole book of this version."""
    try:
        document = json.loads(text, parse_constant=_refuse_constant)
        if document["v"] != VERSION:
            raise BookRefused(f"version {document['v']} of what was learnt is not known")
        own = document["own"]
        return LearnedBook(
            _habits(document["habits"]),
            None if own is None else load_teaching(own),
            int(document["waits"]),
            tuple(map(str, document["days"])),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        if isinstance(error, BookRefused):
            raise
        raise BookRefused(f"what was learnt cannot be read ({error!r})") from error


def _refuse_constant(name: str) -> float:
    raise BookRefused(f"what was learnt holds {name}")


def _teaching(teaching: Teaching) -> dict[str, Any]:
    curves = teaching.curves
    return {
        "weights": list(teaching.weights),
        "centres": list(curves.centres),
        "mid": list(curves.mid),
        "low": [list(row) for row in curves.low],
        "high": [list(row) for row in curves.high],
        "checks": [list(check) for check in teaching.checks],
    }


def load_teaching(document: dict[str, Any]) -> Teaching:
    """Weights and curves. Raises BookRefused when they do not fit together."""
    weights, centres, mid = (_row(document[name]) for name in ("weights", "centres", "mid"))
    low, high = (tuple(map(_row, document[name])) for name in ("low", "high"))
    rows = (mid, *low, *high)
    if len(weights) != len(NAMES) or not len(low) == len(high) == len(LEVELS) or not centres:
        raise BookRefused("what was learnt has too few or too many rows")
    if any(len(row) != len(centres) for row in rows) or list(centres) != sorted(centres):
        raise BookRefused("what was learnt has rows that do not fit its bins")
    checks = tuple((int(n), _finite(share)) for n, share in document["checks"])
    return Teaching(weights, Curves(centres, mid, low, high), checks)


def _habits(document: dict[str, Any]) -> Habits:
    mean_s, cv, speed = (
        {str(key): _positive(value) for key, value in document[name].items()}
        for name in ("mean_s", "cv", "speed")
    )
    return Habits(
        mean_s, cv, speed, _positive(document["shows"]), max(_finite(document["gap_s"]), 0.0)
    )


def _row(values: list[Any]) -> tuple[float, ...]:
    return tuple(map(_finite, values))


def _positive(value: Any) -> float:
    found = _finite(value)
    if found <= 0:
        raise BookRefused(f"what was learnt holds {value!r} where something is needed")
    return found


def _finite(value: Any) -> float:
    found = float(value)
    if not math.isfinite(found):
        raise BookRefused(f"what was learnt holds {value!r}")
    return found
