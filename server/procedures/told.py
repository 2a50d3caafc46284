"""What is wrong with a row of a list of procedures, said so that it can be put right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from server.domain.errors import Reason

Lang = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Wrong:
    """One error. ``row`` counts as a spreadsheet does (the header is row 1)."""

    row: int
    column: str
    reason: Reason

    def text(self, lang: Lang) -> str:
        """A line of the report."""
        if lang == "vi":
            return f"dòng {self.row}, cột {self.column}: {self.reason.vi}"
        return f"row {self.row}, column {self.column}: {self.reason.en}"


def missing() -> Reason:
    """Nothing in a cell that must say something."""
    return Reason("để trống: hãy điền vào", "is empty: fill it in")


def too_long(found: int, most: int) -> Reason:
    """More characters than are shown anywhere."""
    return Reason(
        f"dài {found} ký tự: viết gọn trong {most}", f"{found} characters: use at most {most}"
    )


def too_many(found: int, most: int) -> Reason:
    """More entries in a cell than are shown anywhere."""
    return Reason(f"có {found} mục: nhiều nhất {most}", f"{found} entries: use at most {most}")


def hidden(char: str) -> Reason:
    """A character that nobody sees."""
    named = f"U+{ord(char):04X}"
    return Reason(
        f"có ký tự ẩn {named}: gõ lại ô này, đừng dán",
        f"has the hidden character {named}: type the cell again instead of pasting",
    )


def formula(text: str) -> Reason:
    """A cell that a spreadsheet would compute."""
    shown = text[:20]
    return Reason(
        f"“{shown}” là công thức: dán lại giá trị (Paste Special, Values)",
        f"“{shown}” is a formula: paste its value (Paste Special, Values)",
    )


def number() -> Reason:
    """A number of the spreadsheet where text is meant."""
    return Reason(
        "là số, Excel có thể đã bỏ số 0 ở cuối: đặt cột là Text rồi gõ lại",
        "is a number, and Excel may have dropped zeros: format the column as Text, type it again",
    )


def date() -> Reason:
    """A date of the spreadsheet where text is meant."""
    return Reason(
        "là ngày tháng: đặt ô là Text rồi gõ lại", "is a date: format it as Text, type it again"
    )


def broken(text: str) -> Reason:
    """What a spreadsheet shows where it could not compute."""
    return Reason(f"ô báo lỗi {text}: gõ lại", f"the cell is the error {text}: type it again")


def unknown_group(code: str, known: str) -> Reason:
    """A group that the plan does not have."""
    return Reason(
        f"“{code[:40]}” không phải nhóm của trung tâm: dùng một trong {known}",
        f"“{code[:40]}” is no group of the plan: use one of {known}",
    )


def unknown_level(text: str, known: str) -> Reason:
    """A level that does not exist."""
    return Reason(
        f"“{text[:40]}” không phải mức độ: dùng {known}, hoặc để trống",
        f"“{text[:40]}” is no level: use {known}, or leave it empty",
    )


def twice(code: str, row: int) -> Reason:
    """A code that stands above already."""
    return Reason(
        f"mã {code[:40]} đã có ở dòng {row}: mỗi mã một dòng",
        f"code {code[:40]} stands in row {row} already: one row a code",
    )


def misfit(found: int, columns: int) -> Reason:
    """A row whose cells do not stand under the columns."""
    return Reason(
        f"có {found} ô dưới {columns} cột: đặt ô có dấu phân cách trong ngoặc kép",
        f"{found} cells under {columns} columns: quote cells that hold the separator",
    )
