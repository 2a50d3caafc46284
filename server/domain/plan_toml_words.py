"""Where a text stops being TOML, in Vietnamese: places and sentences of the parser."""

from __future__ import annotations

import re

_PLACE = re.compile(r"(?P<what>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|.*)\)", re.S)
_SAYS = (
    (r"Expected '=' after a key.*", "thiếu dấu = sau tên"),
    (r"Invalid value", "giá trị không đúng; chữ phải để trong dấu ngoặc kép"),
    (r"Unterminated string", "chuỗi chữ thiếu dấu ngoặc kép cuối"),
    (r"Illegal character '\\n'", "chuỗi chữ thiếu dấu ngoặc kép cuối"),
    (r"Unclosed array", "danh sách thiếu dấu ]"),
    (r"Unclosed inline table", "bảng thiếu dấu }"),
    (r"Cannot overwrite a value|Duplicate inline table key.*", "tên này đã ghi ở trên"),
    (r"Cannot declare (.+) twice", "bảng này đã ghi ở trên"),
    (r"Expected newline or end of document.*", "thừa nội dung ở cuối dòng"),
    (r"Expected '\]+' at the end of.*", "tên bảng thiếu dấu ]"),
    (r"Invalid date or datetime", "ngày hoặc giờ không đúng"),
)
_OTHERWISE = "không đúng cách viết TOML"


def in_vietnamese(message: str) -> str:
    """``message`` of ``tomllib.TOMLDecodeError`` as an operator reads it."""
    found = _PLACE.fullmatch(message)
    what = found["what"] if found else message
    told = next((vi for rule, vi in _SAYS if re.fullmatch(rule, what, re.S)), _OTHERWISE)
    if found is None:
        return told
    line, column = found["line"], found["column"]
    return f"dòng {line}, cột {column}: {told}" if line else f"cuối tệp: {told}"
