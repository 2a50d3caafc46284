"""Days that became columns before version 4: of a purged day they are all that there is.

Such a day is put into the columns of now when it is read; no figure changes by it.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Iterator
from typing import Any

from server.domain.history_columns import CODED
from server.domain.history_counters import CounterDay, Worked
from server.domain.history_rows import Row

_TYPES = {
    **dict.fromkeys(("at_min", "group", "department", "counter"), "H"),
    **dict.fromkeys(("priority", "first", "last", "forgotten", "outcome", "end", "rating"), "B"),
    **dict.fromkeys(("passed", "passed_came"), "H"),
    **dict.fromkeys(("told", "held", "session", "carried"), "B"),
    **dict.fromkeys(Row._fields[Row._fields.index("target_ms") :], "i"),
}
_FLAGS = ("priority", "first", "last", "forgotten", "held")
_HEAD = 4


def is_old(head: dict[str, Any]) -> bool:
    """Whether a day with this head is of version 3, which told of counters in its head."""
    return "worked" in head


def opened(packed: bytes) -> tuple[list[Row], CounterDay]:
    """The legs of a day of version 3, and what its counters did."""
    at = _HEAD + int.from_bytes(packed[:_HEAD], "little")
    head = json.loads(packed[_HEAD:at])
    columns = dict(_columns(packed[at:], head))
    rows = [Row(*one) for one in zip(*(columns[name] for name in Row._fields), strict=True)]
    states = {int(n): [(a, b, c, d) for a, b, c, d in s] for n, s in head["states"].items()}
    return rows, CounterDay([Worked(*one) for one in head["worked"]], states)


def _columns(body: bytes, head: dict[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    n, words, at = head["n"], head["words"], 0
    yield "day", words["day"] * n
    yield "weekday", [head["weekday"]] * n
    for name, code in _TYPES.items():
        column = array(code)
        column.frombytes(body[at : at + n * column.itemsize])
        at += n * column.itemsize
        if sys.byteorder == "big":
            column.byteswap()
        if name in CODED:
            yield name, [words[name][one] for one in column]
        else:
            yield name, [bool(one) for one in column] if name in _FLAGS else list(column)
