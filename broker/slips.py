"""What a centre's slip may be: blocks, heights and own lines, checked as a whole.

The server checks what is typed on its page, the kiosk checks what it reads: by the same rules.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

NEEDED = ("number", "signs", "place", "group", "code", "missed", "foot")
"""What every slip must say: without it a citizen cannot find the way or prove the turn."""
BLOCKS = (
    *("head", "number", "signs", "place", "group", "facts", "code"),
    *("missed", "lines", "hotline", "foot"),
)
"""Everything that there is, in the order of the delivered slip."""
LIMITS_MM = {"number": (12.0, 22.0), "text": (3.0, 4.0), "qr": (25.0, 36.0), "logo": (6.0, 20.0)}
"""Least and largest heights: capitals of the number and of all other words, the code, the logo."""
LONGEST_LINE, MOST_LINES = 120, 4
FLOWER, OWN_LOGO = "flower", "logo.png"
"""The logo that is delivered, and the name of a centre's own where it travels with the layout."""
LARGEST_LOGO = 32 * 1024
"""Bytes of a logo: on paper it has at most 336 × 160 dots, black or white."""
LARGEST_PIXELS = 16_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_KEYS = {"blocks", "compact", "logo", "hotline", "size_mm", "line"}


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong at a key, in both languages."""

    key: str
    vi: str
    en: str

    def __str__(self) -> str:
        return f"{self.key}: {self.en}"


def check(told: Mapping[str, Any]) -> list[Wrong]:
    """Everything that is wrong with a slip, each once and at its key; empty when it is fine."""
    found = [*_blocks(told.get("blocks", list(BLOCKS))), *_plain(told)]
    found += [*_sizes(told.get("size_mm", {})), *_lines(told.get("line", []))]
    names = sorted(set(told) - _KEYS)
    return [*found, *(_unknown(name) for name in names)]


def logo_wrong(png: bytes) -> Wrong | None:
    """Why these bytes are no logo, as far as can be told without drawing them; None: they may be.

    A PNG begins with its sign and names its width and height in bytes 16 to 24.
    """
    if len(png) > LARGEST_LOGO:
        most = LARGEST_LOGO // 1024
        return Wrong(
            "logo",
            f"Tệp lớn hơn {most} KB: hãy lưu ảnh đen trắng, nhỏ hơn.",
            f"the file is larger than {most} KB: save a smaller one in black and white",
        )
    if not png.startswith(_PNG) or len(png) < 33 or png[12:16] != b"IHDR":
        return Wrong("logo", "Chỉ nhận ảnh PNG.", "only a PNG is taken")
    width, height = int.from_bytes(png[16:20]), int.from_bytes(png[20:24])
    if not 0 < width * height <= LARGEST_PIXELS:
        return Wrong("logo", "Ảnh quá nhiều điểm.", "it has too many pixels")
    return None


def to_toml(told: Mapping[str, Any]) -> str:
    """A slip that ``check`` found fine, as the file that a kiosk's ``--template`` reads."""
    rows = [f"{key} = {_value(told[key])}" for key in ("blocks", "compact", "logo", "hotline")]
    if sizes := told.get("size_mm"):
        rows += ["", "[size_mm]", *(f"{key} = {value:g}" for key, value in sizes.items())]
    for line in told.get("line", []):
        rows += ["", "[[line]]", *(f"{lang} = {_value(line[lang])}" for lang in ("vi", "en"))]
    return "\n".join(rows) + "\n"


def shipped() -> dict[str, Any]:
    """The slip as it is delivered."""
    return {"blocks": list(BLOCKS), "compact": False, "logo": FLOWER, "hotline": ""}


def _value(value: Any) -> str:
    """As TOML: text of printable letters, lists of it, and truth are written as in JSON."""
    return json.dumps(value, ensure_ascii=False)


def _unknown(name: str) -> Wrong:
    return Wrong(name, "không có mục này", "there is no such key")


def _blocks(told: Any) -> list[Wrong]:
    if not isinstance(told, list) or not all(isinstance(one, str) for one in told):
        names = ", ".join(BLOCKS)
        return [Wrong("blocks", f"cần một danh sách gồm {names}", f"write a list of {names}")]
    found = [
        Wrong("blocks", f"không có phần {one!r}", f"there is no block {one!r}")
        for one in dict.fromkeys(told)
        if one not in BLOCKS
    ]
    found += [
        Wrong("blocks", f"thiếu phần {one!r}", f"{one!r} is missing")
        for one in NEEDED
        if one not in told
    ]
    return found + [
        Wrong("blocks", f"phần {one!r} có hai lần", f"{one!r} stands twice")
        for one in BLOCKS
        if told.count(one) > 1
    ]


def _plain(told: Mapping[str, Any]) -> list[Wrong]:
    found = []
    if not isinstance(told.get("compact", False), bool):
        found.append(Wrong("compact", "cần đúng hoặc sai", "write a true or false"))
    for key in ("logo", "hotline"):
        if not isinstance(told.get(key, ""), str):
            found.append(Wrong(key, "cần chữ", "write a text"))
    hotline = told.get("hotline", "")
    if isinstance(hotline, str) and not _is_line(hotline, 0):
        most = LONGEST_LINE
        vi, en = f"một dòng, tối đa {most} chữ", f"one line of at most {most} letters"
        found.append(Wrong("hotline", vi, en))
    return found


def _sizes(told: Any) -> list[Wrong]:
    if not isinstance(told, dict):
        vi, en = "cần bảng chiều cao, tính bằng mm", "write a table of heights in millimetres"
        return [Wrong("size_mm", vi, en)]
    found = []
    for key, (least, most) in LIMITS_MM.items():
        value = told.get(key)
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, int | float):
            found.append(Wrong(f"size_mm.{key}", "cần một số", "write a number"))
        elif not least <= value <= most:
            vi = f"{value:g} mm; từ {least:g} đến {most:g} mm"
            en = f"{value:g} mm; from {least:g} to {most:g} mm"
            found.append(Wrong(f"size_mm.{key}", vi, en))
    return found + [_unknown(f"size_mm.{key}") for key in sorted(set(told) - set(LIMITS_MM))]


def _lines(told: Any) -> list[Wrong]:
    if not isinstance(told, list) or len(told) > MOST_LINES:
        most = MOST_LINES
        vi, en = f"tối đa {most} dòng, có vi và en", f"at most {most} tables with vi and en"
        return [Wrong("line", vi, en)]
    vi = f"cần cả tiếng Việt và tiếng Anh, mỗi dòng 1 đến {LONGEST_LINE} chữ"
    en = f"vi and en, 1 to {LONGEST_LINE} letters each"
    return [
        Wrong(f"line {at}", vi, en)
        for at, one in enumerate(told, 1)
        if not isinstance(one, dict) or not all(_is_line(one.get(lang), 1) for lang in ("vi", "en"))
    ]


def _is_line(text: Any, least: int) -> bool:
    return isinstance(text, str) and least <= len(text) <= LONGEST_LINE and text.isprintable()
