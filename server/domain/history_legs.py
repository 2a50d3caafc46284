"""Many legs of past days by columns: a year is 300,000 of them, and a page asks for a few columns.

Figures count over whole columns, and sort each clock once for all parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, compress
from typing import Any

from server.domain import history_columns as cols
from server.domain.history_columns import CODED, KNOWN, Column, Derived, derive
from server.domain.history_rows import HALF_HOUR_MIN, Row


@dataclass(frozen=True, slots=True)
class Filter:
    """Which legs are looked at; None means all."""

    department: str | None = None
    group: str | None = None
    counter: int | None = None
    priority: bool | None = None
    weekday: int | None = None


class Legs:
    """``n`` legs; ``column`` answers a column of ``Row`` or ``Derived`` by its name, words as
    codes."""

    def __init__(self, n: int, load: Callable[[str], Column], words: dict[str, list[str]]) -> None:
        self.n, self.words = n, words
        self._load, self._columns = load, dict[str, Column]()
        self._halves: dict[tuple[int, int], list[int]] | None = None
        self._runs, self._ordered = dict[str, list[list[int]]](), dict[str, list[int]]()

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Legs:
        """These rows."""
        held = list(rows)
        columns, words = columns_of(held)
        made = {
            name: cols.made(name, values, len(words.get(name, ())))
            for name, values in columns.items()
        }
        return cls(len(held), made.__getitem__, words)

    def column(self, name: str) -> Column:
        """One number a leg."""
        if name not in self._columns:
            self._columns[name] = self._load(name)
        return self._columns[name]

    def code(self, name: str, word: str) -> int:
        """How ``word`` stands in a coded column; -1 when nothing has it."""
        return self.words[name].index(word) if word in self.words[name] else -1

    def marks(self, name: str, *words: str) -> bytes:
        """Which legs have one of ``words`` in a coded column: 1, else 0."""
        wanted = frozenset(self.code(name, word) for word in words)
        return cols.marked(self.column(name), wanted)

    def where(self, wanted: Filter) -> Legs:
        """The legs that are looked at."""
        found = self
        for name in wanted.__slots__:
            value = getattr(wanted, name)
            if value is not None:
                code = found.code(name, value) if name in CODED else int(value)
                found = found.only(cols.marked(found.column(name), (code,)))
        return found

    def only(self, kept: bytes) -> Legs:
        """Those at whose place ``kept`` is 1."""

        def load(name: str) -> Column:
            column = self.column(name)
            return cols.kept(column, compress(column, kept))

        return Legs(kept.count(1), load, self.words)

    def known(self, clock: str) -> bytes:
        """Which legs have a known clock, as 1.

        Nobody knows how long somebody waited who did not come: a no-show has no wait here.
        """
        return cols.with_bit(self.column("known"), KNOWN[clock])

    def of_known(self, clock: str, column: Column) -> Iterator[int]:
        """The values of another column for the legs whose clock is known."""
        return compress(column, self.known(clock))

    def sorted_by(self, clock: str, keys: Column) -> dict[int, list[int]]:
        """The known values of a clock for each key, in milliseconds, in order."""
        parts: dict[int, list[int]] = {key: [] for key in set(keys)}
        adds = {key: part.append for key, part in parts.items()}
        values = self.of_known(clock, self.column(clock))
        for key, value in zip(self.of_known(clock, keys), values, strict=True):
            adds[key](value)
        for part in parts.values():
            part.sort()
        self._runs[clock] = list(parts.values())
        return parts

    def ordered(self, clock: str) -> list[int]:
        """All known values of a clock, in milliseconds, in order.

        Parts that were sorted before are runs, which are joined much faster than all are sorted.
        """
        if clock not in self._ordered:
            runs: Iterable[int] = chain.from_iterable(self._runs.get(clock, ()))
            if clock not in self._runs:
                runs = self.of_known(clock, self.column(clock))
            self._ordered[clock] = sorted(runs)
        return self._ordered[clock]

    def half_hours(self) -> dict[tuple[int, int], list[int]]:
        """The waits, in order, of each (weekday, minute at which a half hour begins)."""
        if self._halves is None:
            keys = cols.woven(self.column("half"), self.column("weekday"))
            found = self.sorted_by("wait_ms", keys)
            places = {key: cols.apart(key, 2) for key in found}
            self._halves = {
                (day, half * HALF_HOUR_MIN): found[key] for key, (half, day) in places.items()
            }
        return self._halves


def columns_of(rows: Sequence[Row]) -> tuple[dict[str, Sequence[Any]], dict[str, list[str]]]:
    """Every column of these rows as plain numbers, and the words that some of them stand for."""
    derived = [derive(row) for row in rows]
    names = (*Row._fields, *Derived._fields)
    held = zip(*rows, strict=True), zip(*derived, strict=True)
    columns: dict[str, Sequence[Any]] = dict.fromkeys(names, ())
    columns |= zip(names, chain(*held), strict=bool(rows))
    words = {name: sorted(set(columns[name])) for name in CODED}
    for name, known in words.items():
        code = {word: i for i, word in enumerate(known)}
        columns[name] = tuple(code[one] for one in columns[name])
    return columns, words
