"""A centre's own slip: a small TOML file, checked as a whole before anything is printed."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from PIL import Image

from broker.messages import Bilingual
from kiosk.emblem import flower, from_file
from kiosk.errors import BadSetting

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
_KEYS = {"blocks", "compact", "logo", "hotline", "size_mm", "line"}


@dataclass(frozen=True, slots=True)
class Template:
    """How a centre's slips look. Heights are in millimetres; None: as large as the paper allows."""

    blocks: tuple[str, ...] = BLOCKS
    compact: bool = False
    logo: Image.Image | None = None
    hotline: str = ""
    lines: tuple[Bilingual, ...] = ()
    number_mm: float | None = None
    text_mm: float = LIMITS_MM["text"][0]
    qr_mm: float = LIMITS_MM["qr"][0]


def open_template(path: Path | None) -> Template:
    """The template in a file, or the one that is delivered. Raises BadSetting with every error."""
    if path is None:
        return _shipped()
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"--template: cannot read {path}: {error}") from error
    return parse_template(text, path.parent, path.name)


def parse_template(text: str, folder: Path, name: str) -> Template:
    """The template in ``text``; its logo lies beside it in ``folder``.

    Raises BadSetting, one line with every error and the key it stands at.
    """
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(f"{name}: {error}") from error
    reading = _Reading(told, folder)
    made = Template(
        blocks=reading.blocks(),
        compact=reading.one("compact", bool, False),
        logo=reading.logo(),
        hotline=reading.hotline(),
        lines=reading.lines(),
        number_mm=reading.size("number", None),
        text_mm=reading.size("text", LIMITS_MM["text"][0]) or 0.0,
        qr_mm=reading.size("qr", LIMITS_MM["qr"][0]) or 0.0,
    )
    reading.unknown()
    if reading.errors:
        raise BadSetting(f"{name}: " + "; ".join(reading.errors))
    return made


@lru_cache(maxsize=1)
def _shipped() -> Template:
    found = files("kiosk").joinpath("slip.toml")
    return parse_template(found.read_text(encoding="utf-8"), Path(), "slip.toml")


class _Reading:
    """Reads keys and collects what is wrong with them."""

    def __init__(self, told: dict[str, Any], folder: Path) -> None:
        self._told, self._folder = told, folder
        self.errors: list[str] = []
        sizes = told.get("size_mm", {})
        self._sizes: dict[str, Any] = sizes if isinstance(sizes, dict) else {}
        if sizes is not self._sizes:
            self.errors.append("size_mm: write a table of heights in millimetres")

    def one(self, key: str, kind: type, default: Any) -> Any:
        """A value of a kind, or the default."""
        value = self._told.get(key, default)
        if not isinstance(value, kind):
            self.errors.append(f"{key}: write a {'text' if kind is str else 'true or false'}")
            return default
        return value

    def blocks(self) -> tuple[str, ...]:
        """The blocks from the top down."""
        told = self._told.get("blocks", list(BLOCKS))
        if not isinstance(told, list) or not all(isinstance(one, str) for one in told):
            self.errors.append(f"blocks: write a list of {', '.join(BLOCKS)}")
            return BLOCKS
        self.errors += [f"blocks: there is no block {b!r}" for b in told if b not in BLOCKS]
        self.errors += [f"blocks: {b!r} is missing" for b in NEEDED if b not in told]
        self.errors += [f"blocks: {b!r} stands twice" for b in BLOCKS if told.count(b) > 1]
        return tuple(told)

    def size(self, key: str, default: float | None) -> float | None:
        """A height within its limits."""
        value, (least, most) = self._sizes.get(key, default), LIMITS_MM[key]
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.errors.append(f"size_mm.{key}: write a number")
        elif not least <= value <= most:
            self.errors.append(f"size_mm.{key}: {value:g} mm; from {least:g} to {most:g} mm")
        else:
            return float(value)
        return default

    def logo(self) -> Image.Image | None:
        """The picture: none, our flower, or a PNG beside the template."""
        told, height_mm = self.one("logo", str, ""), self.size("logo", 12.0) or 12.0
        if not told:
            return None
        if told == "flower":
            return flower(height_mm)
        try:
            return from_file(self._folder / told, height_mm)
        except BadSetting as error:
            self.errors.append(f"logo: {error}")
            return None

    def hotline(self) -> str:
        """The number to call."""
        told: str = self.one("hotline", str, "")
        if len(told) > LONGEST_LINE or not told.isprintable():
            self.errors.append(f"hotline: one line of at most {LONGEST_LINE} letters")
        return told

    def lines(self) -> tuple[Bilingual, ...]:
        """The centre's own lines, in both languages."""
        told = self._told.get("line", [])
        if not isinstance(told, list) or len(told) > MOST_LINES:
            self.errors.append(f"line: at most {MOST_LINES} tables with vi and en")
            return ()
        return tuple(made for at, one in enumerate(told, 1) if (made := self._line(at, one)))

    def _line(self, at: int, told: Any) -> Bilingual | None:
        words = [told.get(lang) for lang in ("vi", "en")] if isinstance(told, dict) else []
        good = [
            word
            for word in words
            if isinstance(word, str) and 0 < len(word) <= LONGEST_LINE and word.isprintable()
        ]
        if len(good) != 2:
            self.errors.append(f"line {at}: vi and en, 1 to {LONGEST_LINE} letters each")
            return None
        return Bilingual(vi=good[0], en=good[1])

    def unknown(self) -> None:
        """Keys that nobody reads are slips of the pen."""
        names = [*sorted(set(self._told) - _KEYS)]
        names += [f"size_mm.{key}" for key in sorted(set(self._sizes) - set(LIMITS_MM))]
        self.errors += [f"{name}: there is no such key" for name in names]
