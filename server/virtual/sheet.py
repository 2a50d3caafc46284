"""CSV files, read strictly: every error at once, each with its row and column.

Rows are counted as a spreadsheet does: the header is row 1.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from server.domain.sessions import DAY_S
from server.errors import SheetRefused

MOST_TOLD = 50
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)


class Sheet:
    """A file, its columns and what is wrong with it. Raises SheetRefused if it is no CSV."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._wrong: list[str] = []
        lines = _lines(path)
        self.columns = [cell.strip() for cell in lines[0]] if lines else []
        self._lines = lines[1:]

    def say(self, row: int, column: str, message: str) -> None:
        """Note an error."""
        self._wrong.append(f"row {row}, {column}: {message}")

    def check(self) -> None:
        """Raises SheetRefused with the first errors and the number of the others, if any."""
        if not self._wrong:
            return
        told = [f"{self._path}: {line}" for line in self._wrong[:MOST_TOLD]]
        more = len(self._wrong) - MOST_TOLD
        raise SheetRefused("\n".join([*told, f"and {more} more errors"] if more > 0 else told))

    def rows(self, needed: Sequence[str]) -> Iterator[Row]:
        """Every row. Raises SheetRefused when one of the columns is missing."""
        for name in needed:
            if name not in self.columns:
                self.say(1, name, "there is no such column")
            elif self.columns.count(name) > 1:
                self.say(1, name, "there are two such columns")
        self.check()
        for number, cells in enumerate(self._lines, 2):
            if not cells:
                continue
            if len(cells) != len(self.columns):
                self.say(number, "all", f"{len(cells)} cells under {len(self.columns)} columns")
                continue
            values = (cell.strip() for cell in cells)
            yield Row(self, number, dict(zip(self.columns, values, strict=True)))


@dataclass(frozen=True, slots=True)
class Row:
    """One row. What cannot be read is told to its sheet, and None."""

    sheet: Sheet
    number: int
    cells: dict[str, str]

    def text(self, column: str) -> str | None:
        """Some text."""
        found = self.cells[column]
        if not found:
            self.wrong(column, "is empty")
        return found or None

    def seconds(self, column: str, *, optional: bool = False, days: int = 1) -> float | None:
        """Seconds, at most ``days``; an empty cell is None, and right only when ``optional``."""
        found = self.cells[column]
        if not found and optional:
            return None
        if wrong := _no_seconds(found, days):
            self.wrong(column, wrong)
            return None
        return float(found)

    def flag(self, column: str) -> bool | None:
        """0 or 1."""
        found = self.cells[column]
        if found not in ("0", "1"):
            self.wrong(column, f"{found!r}: use 0 or 1")
            return None
        return found == "1"

    def whole(self, column: str) -> int | None:
        """A whole number from 0; an empty cell is None."""
        found = self.cells[column]
        if found and not re.fullmatch(r"[0-9]{1,9}", found):
            self.wrong(column, f"{found!r} is not a whole number")
            return None
        return int(found) if found else None

    def wrong(self, column: str, message: str) -> None:
        """Note an error of this row."""
        self.sheet.say(self.number, column, message)


def _no_seconds(found: str, days: int) -> str | None:
    """What is wrong with a cell, if anything."""
    if not found:
        return "is empty"
    if not _NUMBER.fullmatch(found):
        return f"{found!r} is not a number of seconds"
    value = float(found)
    if value < 0:
        return f"{found} is negative"
    return None if value <= days * DAY_S else f"{found} is more than {days * DAY_S}"


def _lines(path: Path) -> list[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise SheetRefused(f"{path}: cannot be read as CSV in UTF-8: {why}") from error
