"""Workbooks: the only openpyxl code. The first sheet is read, cell by cell, as text.

The library is imported where it is needed, because every command of ``luot`` comes past here.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from server.domain.errors import Reason
from server.errors import ProceduresRefused
from server.procedures import told

UNPACKED_BYTES = 300 * 2**20
"""A workbook that unpacks to more than this is no list of procedures."""
_BAD = (zipfile.BadZipFile, KeyError, IndexError, ValueError, EOFError, SyntaxError)
"""What openpyxl and the libraries below it raise for a file that is no sound workbook."""
Read = tuple[list[str], dict[int, Reason]]


def rows(path: Path) -> Iterator[Read]:
    """Every row with what is wrong with its cells. Raises ProceduresRefused."""
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(one.file_size for one in packed.infolist())
        if size > UNPACKED_BYTES:
            raise ProceduresRefused(f"{path} unpacks to {size >> 20} MB: save a smaller sheet")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and validations that are not read
            book = load_workbook(path, read_only=True)
            try:
                sheet: Any = book.worksheets[0]
                sheet.reset_dimensions()  # some programs write a size that is not the sheet's
                for cells in sheet.iter_rows():
                    yield _row(cells)
            finally:
                book.close()
    except _BAD as error:
        if isinstance(error, ProceduresRefused):
            raise
        raise ProceduresRefused(
            f"{path} cannot be read as XLSX ({error}): open it in Excel and save it again"
        ) from error


def write(path: Path, table: Iterable[Sequence[str]]) -> None:
    """A workbook of text cells."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("procedures")
    for cells in table:
        sheet.append(list(cells))
    book.save(path)


def _row(cells: Iterable[Any]) -> Read:
    texts: list[str] = []
    wrong: dict[int, Reason] = {}
    for at, cell in enumerate(cells):
        text, reason = _text(cell.value, getattr(cell, "data_type", "n"))
        texts.append(text)
        if reason is not None:
            wrong[at] = reason
    return texts, wrong


def _text(value: Any, kind: str) -> tuple[str, Reason | None]:
    match value:
        case None:
            return "", None
        case str() if kind == "f":
            return value, told.formula(value)
        case str() if kind == "e":
            return value, told.broken(value)
        case str():
            return value, None
        case int() if not isinstance(value, bool):
            return str(value), None
        case float():
            return repr(value), told.number()
        case date() | time() | timedelta():
            return str(value), told.date()
        case _:
            return str(value), told.formula(str(value))
