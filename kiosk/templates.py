"""A centre's own slip: a small TOML file, checked as a whole before anything is printed."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from broker.messages import Bilingual
from broker.slips import BLOCKS, FLOWER, LIMITS_MM, NEEDED, OWN_LOGO, check
from kiosk.emblem import flower, from_file
from kiosk.errors import BadSetting

__all__ = ["BLOCKS", "LIMITS_MM", "NEEDED", "Template", "open_template", "parse_template"]
LOGO_MM, NARROW_LOGO_MM = 12.0, 8.0
"""Height of a logo where the template does not say."""
_USUAL_MM = (LOGO_MM, NARROW_LOGO_MM)


@dataclass(frozen=True, slots=True)
class Template:
    """How a centre's slips look. Heights are in millimetres; None: as large as the paper allows.

    ``narrow_logo`` is the one on 58 mm paper, where every line counts.
    """

    blocks: tuple[str, ...] = BLOCKS
    compact: bool = False
    logo: Image.Image | None = None
    narrow_logo: Image.Image | None = None
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


def parse_template(text: str, folder: Path, name: str, logo: bytes | None = None) -> Template:
    """The template in ``text``; its logo lies beside it in ``folder``, or is the PNG ``logo``.

    Raises BadSetting, one line with every error and the key it stands at.
    """
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(f"{name}: {error}") from error
    errors = [str(one) for one in check(told)]
    picture = told.get("logo", "")
    if isinstance(picture, str) and not any(one.startswith("size_mm") for one in errors):
        source = BytesIO(logo) if logo is not None and picture == OWN_LOGO else folder / picture
        height_mm = told.get("size_mm", {}).get("logo")
        try:
            drawn = [_logo(picture, source, height_mm or usual) for usual in _USUAL_MM]
        except BadSetting as error:
            errors.append(f"logo: {error}")
    if errors:
        raise BadSetting(f"{name}: " + "; ".join(errors))
    return _made(told, drawn)


def _made(told: dict[str, Any], logos: list[Image.Image | None]) -> Template:
    sizes, number = told.get("size_mm", {}), told.get("size_mm", {}).get("number")
    return Template(
        blocks=tuple(told.get("blocks", BLOCKS)),
        compact=told.get("compact", False),
        logo=logos[0],
        narrow_logo=logos[1],
        hotline=told.get("hotline", ""),
        lines=tuple(Bilingual(vi=one["vi"], en=one["en"]) for one in told.get("line", [])),
        number_mm=None if number is None else float(number),
        text_mm=float(sizes.get("text", LIMITS_MM["text"][0])),
        qr_mm=float(sizes.get("qr", LIMITS_MM["qr"][0])),
    )


def _logo(told: str, source: Path | BytesIO, height_mm: float) -> Image.Image | None:
    """The picture: none, our flower, or a PNG. Raises BadSetting."""
    if not told:
        return None
    if told == FLOWER:
        return flower(height_mm)
    return from_file(source, told, height_mm)


@lru_cache(maxsize=1)
def _shipped() -> Template:
    found = files("kiosk").joinpath("slip.toml")
    return parse_template(found.read_text(encoding="utf-8"), Path(), "slip.toml")
