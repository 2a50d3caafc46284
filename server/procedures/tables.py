"""Files of procedures as rows of text: CSV as spreadsheets write it, and XLSX.

A cell that is not text (a formula, a date, a number that may have lost digits) comes with what is
wrong with it, so that nothing is taken over that only looks right.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from server.domain.errors import Reason
from server.errors import ProceduresRefused
from server.procedures import columns, xlsx

LARGEST_BYTES = 32 * 2**20
MOST_ROWS = 50_000
_SEPARATORS = ",;\t"
csv.field_size_limit(200_000)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of cells; ``number`` counts as a spreadsheet does. ``wrong`` is by place of a cell."""

    number: int
    cells: list[str]
    wrong: dict[int, Reason]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows below it that are not empty."""

    header: list[str]
    lines: list[Line]


def read(path: Path) -> Table:
    """The table in a CSV or XLSX file. Raises ProceduresRefused, or OSError."""
    if path.stat().st_size > LARGEST_BYTES:
        raise ProceduresRefused(f"{path} is larger than {LARGEST_BYTES >> 20} MB: split it")
    is_xlsx = path.suffix.lower() in (".xlsx", ".xlsm")
    lines = list(_of_xlsx(path) if is_xlsx else _of_csv(path))
    if not lines or lines[0].number != 1:
        raise ProceduresRefused(f"{path} has no header: put the names of the columns in row 1")
    if len(lines) > MOST_ROWS:
        raise ProceduresRefused(f"{path} has more than {MOST_ROWS} rows: split it")
    return Table(lines[0].cells, lines[1:])


def _of_xlsx(path: Path) -> Iterator[Line]:
    width = 0
    for number, (cells, wrong) in enumerate(xlsx.rows(path), 1):
        width = width or len(cells)
        if any(cells) or wrong:
            yield Line(number, cells + [""] * (width - len(cells)), wrong)
        if number > MOST_ROWS:
            return


def _of_csv(path: Path) -> Iterator[Line]:
    text = _decoded(path)
    separator = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                yield Line(number, cells, {})
    except csv.Error as error:
        raise ProceduresRefused(
            f"{path}: after row {number}: {error}; look for a quotation mark without its partner"
        ) from error


def _decoded(path: Path) -> str:
    found = path.read_bytes()
    code = "utf-16" if found[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return found.decode(code)
    except UnicodeDecodeError as error:
        line = found[: error.start].count(b"\n") + 1
        raise ProceduresRefused(
            f"{path}: line {line} is not in UTF-8: in Excel, save as “CSV UTF-8”, or as XLSX"
        ) from error


def _separator(text: str) -> str:
    """The one that makes most of the first line known names of columns."""
    first = io.StringIO(text[:20_000], newline="")

    def known(separator: str) -> int:
        first.seek(0)
        header = next(csv.reader(first, delimiter=separator), [])
        return sum(columns.named(cell) is not None for cell in header)

    return max(_SEPARATORS, key=known)
