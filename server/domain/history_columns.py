"""Columns of many legs as bytes and arrays: marked, joined and counted without a step for each leg.

Small numbers are bytes, others arrays. What every page counts is worked out once, when a day
becomes columns: see ``Derived``.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from itertools import compress
from typing import NamedTuple

from server.domain.history_rows import HALF_HOUR_MIN, NONE, Row
from server.domain.statistics import came

Column = Sequence[int]
"""One number a leg: bytes, or an array."""
CODED = ("day", "group", "department", "outcome", "end")
"""Columns of words, held as places in ``Legs.words``."""
HALF_MS = HALF_HOUR_MIN * 60_000
OUTCOMES = ("", "served", "no_show", "left", "expired", "transferred")
"""The place of an outcome is its number in ``state``; another word counts as none."""
FIRST, CALLED, FORGOTTEN, IN_TIME = 1, 2, 4, 8
OUTCOME_FROM = 16
"""Bits of ``state``; ``CALLED`` is that the wait is known."""
KNOWN = {"wait_ms": 1, "response_ms": 2, "service_ms": 4, "called_ms": 8}
"""Bits of ``known``: clocks that are known. Nobody knows how long a no-show waited."""


class Derived(NamedTuple):
    """What is counted of a leg: ``half`` is the half hour of the day of its issue, ``state`` and
    ``known`` are bits, ``called_half`` and ``ended_half`` the half hours since midnight of the
    first call and of the end (``NO_HALF`` or less when there was none)."""

    half: int
    state: int
    known: int
    called_half: int
    ended_half: int


NO_HALF = NONE // HALF_MS
_BIG = array("H", (1,)).tobytes() == b"\0\1"
"""Whether this machine writes numbers big end first."""
TYPES = {
    **dict.fromkeys(("weekday", "priority", "first", "last", "forgotten", "rating"), "B"),
    **dict.fromkeys(("told", "held", "session", "carried"), "B"),
    **dict.fromkeys(("at_min", "counter", "passed", "passed_came"), "H"),
    **dict.fromkeys(Row._fields[Row._fields.index("target_ms") :], "i"),
    **dict.fromkeys(("half", "state", "known"), "B"),
    **dict.fromkeys(("called_half", "ended_half"), "h"),
}
"""How each column is held; one of ``CODED`` is as wide as it has words."""


def derive(row: Row) -> Derived:
    """What is counted of ``row``."""
    called, served = row.wait_ms != NONE, row.outcome == "served"
    state = row.first * FIRST | called * CALLED | row.forgotten * FORGOTTEN
    state |= (called and served and row.wait_ms <= row.target_ms) * IN_TIME
    if row.outcome in OUTCOMES:
        state |= OUTCOMES.index(row.outcome) * OUTCOME_FROM
    known = sum(bit for clock, bit in KNOWN.items() if getattr(row, clock) != NONE)
    if not came(row.outcome, None if row.response_ms == NONE else row.response_ms):
        known &= ~KNOWN["wait_ms"]
    halves = row.called_ms // HALF_MS, row.ended_ms // HALF_MS
    return Derived(row.at_min // HALF_HOUR_MIN, state, known, *halves)


def made(name: str, values: Iterable[int], words: int = 0) -> Column:
    """The column of this name; one of ``CODED`` has so many ``words``.

    Raises OverflowError or ValueError for a number that is too great for it.
    """
    code = TYPES.get(name) or ("B" if words <= 256 else "H")
    return bytes(values) if code == "B" else array(code, values)


def kept(column: Column, values: Iterable[int]) -> Column:
    """Some values of a column, held as it is."""
    return array(column.typecode, values) if isinstance(column, array) else bytes(values)


def marked(column: Column, wanted: Container[int]) -> bytes:
    """1 for each leg that has one of ``wanted``, else 0."""
    if isinstance(column, bytes):
        return column.translate(bytes(one in wanted for one in range(256)))
    return bytes(one in wanted for one in column)


def with_bit(bits: Column, bit: int) -> bytes:
    """1 for each leg whose ``bits`` have this one."""
    return marked(bits, [one for one in range(256) if one & bit])


def both(a: bytes, b: bytes) -> bytes:
    """1 where ``a`` and ``b`` have 1."""
    one, other = int.from_bytes(a, "little"), int.from_bytes(b, "little")
    return (one & other).to_bytes(len(a), "little")


def woven(*columns: Column) -> array[int]:
    """One number a leg: up to four columns side by side, 16 bits each, the first lowest."""
    code = "I" if len(columns) <= 2 else "Q"
    found = array(code)
    wide = found.itemsize
    mixed = bytearray(wide * len(columns[0]))
    for at, column in zip(range(0, 8, 2), columns, strict=False):
        if isinstance(column, array):
            two = little(column)
            mixed[at::wide], mixed[at + 1 :: wide] = two[0::2], two[1::2]
        else:
            mixed[at::wide] = bytes(column)
    found.frombytes(mixed)
    if _BIG:
        found.byteswap()
    return found


def apart(number: int, columns: int) -> tuple[int, ...]:
    """The values that ``woven`` put side by side."""
    return tuple(number >> 16 * i & 0xFFFF for i in range(columns))


def counted(*columns: Column, kept: bytes | None = None) -> dict[tuple[int, ...], int]:
    """How many legs have each values of these columns; of those whose ``kept`` is 1 if given."""
    numbers: Iterable[int] = woven(*columns)
    if kept is not None:
        numbers = compress(numbers, kept)
    return {apart(one, len(columns)): n for one, n in Counter(numbers).items()}


def little(column: array[int]) -> bytes:
    """The bytes of a column, little end first."""
    if _BIG:
        column = column[:]
        column.byteswap()
    return column.tobytes()
