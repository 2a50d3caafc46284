"""Cells that know what they are, for a sheet and for paper alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from server.domain.history import FEWEST
from server.reports.facts import Row
from server.reports.words import Lang, defined, word

Sort = Literal["text", "count", "share", "seconds", "hours", "points", "day", "minute"]
_NEED_ENOUGH = ("share", "seconds", "points")


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of its sort: seconds (of few hours or of many), a share from 0 to 1, points of
    ratings, a minute of the day; None is unknown, or of too few."""

    sort: Sort
    value: str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, what its cells are, and where its figures are in a row of history, if anywhere."""

    name: str
    sort: Sort
    path: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """``key`` names it among others; every row has a cell for each column. The last ``totals``
    rows are of everything."""

    key: str
    title: str
    columns: list[Column]
    rows: list[list[Cell]]
    totals: int = 0

    def place(self, path: str) -> int:
        """Which column has the figures of ``path``."""
        return [one.path for one in self.columns].index(path)

    def values(self, path: str) -> list[Any]:
        """The cells of the column with this path, but those of totals."""
        return [row[self.place(path)].value for row in self.parts()]

    def parts(self) -> list[list[Cell]]:
        """The rows without totals."""
        return self.rows[: len(self.rows) - self.totals]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a row: ``path`` leads to it, such as ``wait.p90_s``, ``n`` to how many it is
    made of; of too few nothing is told. ``named`` is a key of words, else the definition names it.
    """

    path: str
    sort: Sort
    meaning: str
    named: str = ""
    n: str = ""

    def name(self, lang: Lang) -> str:
        """What stands above it or beside it."""
        return word(lang, self.named) if self.named else defined(lang, self.meaning)

    def cell(self, row: Row) -> Cell:
        """The value, if there are enough to tell it."""
        few = self.sort in _NEED_ENOUGH and self.n and (found(row, self.n) or 0) < FEWEST
        return Cell(self.sort, None if few else found(row, self.path))

    def count(self, row: Row) -> Cell:
        """Of how many it is."""
        return Cell("count", found(row, self.n) if self.n else None)

    def column(self, lang: Lang) -> Column:
        """Its heading."""
        return Column(self.name(lang), self.sort, self.path)


def found(row: Row, path: str) -> Any:
    """What ``path`` leads to, None when the way ends early."""
    value: Any = row
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def text(value: str) -> Cell:
    """Words."""
    return Cell("text", value)


def cells(figures: tuple[Figure, ...], row: Row) -> Iterator[Cell]:
    """A cell for each figure."""
    return (one.cell(row) for one in figures)
