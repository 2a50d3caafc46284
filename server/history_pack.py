"""A day's legs as columns in one piece of bytes: a year is read in a fraction of a second.

The head is JSON with the words of the day; then come columns of the machine's own numbers, little
end first, then as JSON what its counters did. ``read([pack(rows, ...)])`` has the same legs again.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from server import history_old
from server.domain import history_columns as cols
from server.domain.history_columns import CODED, TYPES, Column
from server.domain.history_counters import CounterDay, Hold, Worked
from server.domain.history_legs import Legs, columns_of
from server.domain.history_rows import HALF_HOUR_MIN, Row

PACKED = 6
"""Rises whenever a day would be packed otherwise: older columns are then made again, and those of
purged days are read by ``history_old``."""
_HEAD = 4
_STORED = {
    **dict.fromkeys(("group", "department"), "H"),
    **dict.fromkeys(("outcome", "end"), "B"),
    **{name: code for name, code in TYPES.items() if name not in ("at_min", "weekday")},
}
"""What stands in a day; the rest is the same for the day, or follows."""
_AT, _LEG = {}, 0
for _name, _code in _STORED.items():
    _AT[_name] = _LEG
    _LEG += array(_code).itemsize


class Packed:
    """The legs of many days, and what counters did on each."""

    def __init__(self, days: Sequence[_Day]) -> None:
        self._days = [one for one in days if one.n]
        words = {
            name: sorted({word for one in self._days for word in one.words[name]}) for name in CODED
        }
        reading = _Columns(self._days, words)
        self.legs = Legs(sum(one.n for one in self._days), reading.column, words)

    @cached_property
    def worked(self) -> list[tuple[str, Worked]]:
        """What each counter did on each day."""
        return [(day, Worked(*one)) for day, told in self._told for one in told["worked"]]

    @cached_property
    def states(self) -> dict[str, dict[str, list[list[Any]]]]:
        """The spans of each counter on each day."""
        return {day: told["states"] for day, told in self._told}

    @cached_property
    def let_go(self) -> dict[str, dict[str, list[Hold]]]:
        """Legs that a counter let go before their end; purged days of version 4 know of none."""
        return {
            day: {n: [(a, b, c) for a, b, c in holds] for n, holds in told["let_go"].items()}
            for day, told in self._told
            if "let_go" in told
        }

    @cached_property
    def _told(self) -> list[tuple[str, dict[str, Any]]]:
        return [(one.words["day"][0], json.loads(one.after())) for one in self._days]

    @staticmethod
    def weekday(day: str) -> int:
        """0 is Monday."""
        return date.fromisoformat(day).weekday()


def pack(rows: Sequence[Row], counters: CounterDay) -> bytes:
    """``rows`` of one day. Raises OverflowError or ValueError for what is no day: more than 65,535
    of anything, or clocks beyond 24 days."""
    columns, words = columns_of(rows)
    head = {"n": len(rows), "weekday": rows[0].weekday if rows else 0, "words": words}
    parts = [cols.little(array(code, columns[name])) for name, code in _STORED.items()]
    told = json.dumps(head, ensure_ascii=False).encode()
    after = {"worked": counters.worked, "states": counters.states, "let_go": counters.let_go}
    parts.append(json.dumps(after, ensure_ascii=False).encode())
    return len(told).to_bytes(_HEAD, "little") + told + b"".join(parts)


def read(days: Sequence[bytes]) -> Packed:
    """The legs of these days; columns are made when they are asked for."""
    return Packed([_opened(packed) for packed in days])


@dataclass(frozen=True, slots=True)
class _Day:
    n: int
    weekday: int
    words: dict[str, list[str]]
    body: memoryview

    def bytes_of(self, name: str) -> memoryview:
        size = array(_STORED[name]).itemsize
        return self.body[(at := _AT[name] * self.n) : at + size * self.n]

    def after(self) -> bytes:
        return self.body[_LEG * self.n :].tobytes()


def _opened(packed: bytes) -> _Day:
    at = _HEAD + int.from_bytes(packed[:_HEAD], "little")
    head = json.loads(packed[_HEAD:at])
    if history_old.is_old(head):
        return _opened(pack(*history_old.opened(packed)))
    return _Day(head["n"], head["weekday"], head["words"], memoryview(packed)[at:])


@dataclass(frozen=True, slots=True)
class _Columns:
    """Days one after the other, in the words of all of them."""

    days: list[_Day]
    words: dict[str, list[str]]

    def column(self, name: str) -> Column:
        if name == "at_min":
            halves = b"".join(one.bytes_of("half") for one in self.days)
            return array("H", (half * HALF_HOUR_MIN for half in halves))
        if name == "weekday":
            return b"".join(bytes((one.weekday,)) * one.n for one in self.days)
        if name in CODED:
            parts = [self._coded(name, one) for one in self.days]
            few = len(self.words[name]) <= 256
            return b"".join(parts) if few else _native("H", b"".join(parts))
        raw = b"".join(one.bytes_of(name) for one in self.days)
        return raw if TYPES[name] == "B" else _native(TYPES[name], raw)

    def _coded(self, name: str, day: _Day) -> bytes:
        """A column of one day in the codes of all days, little end first."""
        known = self.words[name]
        codes = [known.index(word) for word in day.words[name]]
        wide = len(known) > 256
        if name == "day":
            return codes[0].to_bytes(2 if wide else 1, "little") * day.n
        raw = day.bytes_of(name)
        if wide or len(codes) > 256:
            held = _native(_STORED[name], raw.tobytes())
            return cols.little(array("H" if wide else "B", map(codes.__getitem__, held)))
        low = bytes(raw[:: len(raw) // day.n])
        return low.translate(bytes(codes) + bytes(256 - len(codes)))


def _native(code: str, raw: bytes) -> array[int]:
    found = array(code)
    found.frombytes(raw)
    if sys.byteorder == "big":
        found.byteswap()
    return found
