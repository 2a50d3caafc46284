"""The columns of a list of procedures, under the names that people give them."""

from __future__ import annotations

from collections.abc import Sequence

from broker.catalogue.spelling import words
from server.errors import ProceduresRefused

NAMES: dict[str, tuple[str, ...]] = {
    "code": ("code", "mã", "mã thủ tục", "mã TTHC", "mã số"),
    "name_vi": ("name_vi", "name", "tên", "tên thủ tục", "tên TTHC", "tên tiếng Việt", "tên vi"),
    "name_en": ("name_en", "tên tiếng Anh", "tên en", "English name"),
    "group": ("group", "nhóm", "mã nhóm", "nhóm thủ tục"),
    "level": ("level", "mức độ", "mức", "mức độ trực tuyến"),
    "documents_vi": (
        *("documents_vi", "documents", "giấy tờ", "giấy tờ cần mang", "hồ sơ"),
        *("thành phần hồ sơ", "giấy tờ vi"),
    ),
    "documents_en": ("documents_en", "giấy tờ tiếng Anh", "giấy tờ en"),
    "fee_vi": ("fee_vi", "fee", "phí", "lệ phí", "phí, lệ phí", "lệ phí vi"),
    "fee_en": ("fee_en", "lệ phí tiếng Anh", "lệ phí en"),
    "keywords": ("keywords", "từ khóa", "từ khoá", "từ thông dụng"),
    "source": ("source", "nguồn"),
}
"""``source`` is what an export writes; it is passed over."""
NEEDED = ("code", "name_vi", "group")
_KNOWN = {" ".join(words(name)): column for column, names in NAMES.items() for name in names}


def named(cell: str) -> str | None:
    """The column that a cell of the header names."""
    return _KNOWN.get(" ".join(words(cell)))


def find(header: Sequence[str]) -> dict[str, int]:
    """Where each column stands. Raises ProceduresRefused when that is not clear."""
    found: dict[str, int] = {}
    for at, cell in enumerate(header):
        column = named(cell)
        if column is None:
            continue
        if column in found:
            raise ProceduresRefused(
                f"columns {found[column] + 1} and {at + 1} are both {column}: keep one of them"
            )
        found[column] = at
    if lacking := [name for name in NEEDED if name not in found]:
        there = ", ".join(cell.strip()[:30] or "(empty)" for cell in header[:20]) or "nothing"
        raise ProceduresRefused(
            f"no column {', '.join(lacking)} in row 1, which has {there}: "
            f"name the columns {', '.join(NAMES)} (or in Vietnamese: {_vietnamese()})"
        )
    return found


def ignored(header: Sequence[str]) -> list[str]:
    """Names in the header that mean nothing here."""
    return [cell.strip() for cell in header if cell.strip() and named(cell) is None]


def _vietnamese() -> str:
    return ", ".join(NAMES[name][1] for name in NEEDED)
