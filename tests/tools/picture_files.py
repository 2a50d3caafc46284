"""Pictures small enough for a repository, and the page that shows them."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import Any

from PIL import Image

ROOT = Path(__file__).parents[2]
PLAN = ROOT / "server" / "plans" / "haiphong" / "plan.toml"
IMAGES = ROOT / "docs" / "images"
PAGE = ROOT / "docs" / "screens.md"
FOLDERS = ("kiosk", "phone")
WIDTHS = {"portrait": 360, "landscape": 520, "phone": 270}
COLOURS = 32
SURFACES = 12
LANGUAGES = ("vi", "en")
Captions = dict[str, tuple[str, str]]
HEAD = """# Màn hình · Screens

Made by `python tests/tools/pictures.py`, which also writes this page: real server, real kiosk, real
browser, the plan of Hải Phòng. Left Vietnamese, right English.
"""


def begin() -> None:
    """Throw away the pictures of before."""
    for name in FOLDERS:
        shutil.rmtree(IMAGES / name, ignore_errors=True)
        (IMAGES / name).mkdir(parents=True)


def keep(page: Any, path: str, width: int, colours: int = COLOURS) -> None:
    """What the page shows, ``width`` pixels wide, at ``docs/images/PATH.png``."""
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    height = round(shot.height * width / shot.width)
    small = shot.resize((width, height), Image.Resampling.LANCZOS)
    palette = Image.new("P", (1, 1))
    palette.putpalette([value for colour in _colours(small, colours) for value in colour])
    few = small.quantize(palette=palette, dither=Image.Dither.NONE)
    few.save(IMAGES / f"{path}.png", optimize=True)


def _colours(picture: Image.Image, most: int) -> list[tuple[int, ...]]:
    """Those of the surfaces as they are, and for the rest some that stand for many, also rare."""
    counted = sorted(picture.getcolors(picture.width * picture.height) or [], reverse=True)
    exact = [colour for _, colour in counted[:SURFACES] if isinstance(colour, tuple)]
    rest = picture.quantize(most - len(exact), Image.Quantize.MAXCOVERAGE).getpalette() or []
    return exact + [tuple(rest[at : at + 3]) for at in range(0, len(rest), 3)][: most - len(exact)]


def total_kib() -> float:
    """How large the pictures of kiosk and phone are together."""
    found = (path for name in FOLDERS for path in (IMAGES / name).glob("*.png"))
    return sum(path.stat().st_size for path in found) / 1024


def write_page(kiosk: Captions, only_tall: frozenset[str], phone: Captions) -> None:
    """``docs/screens.md``: every picture with its caption in both languages."""
    parts = [HEAD, "## Máy lấy số · The kiosk\n"]
    for name, caption in kiosk.items():
        parts.append(_shown(f"kiosk/{name}_portrait", caption))
        if name not in only_tall:
            parts.append(_pair(f"kiosk/{name}_landscape", caption))
    parts.append("## Điện thoại · The phone\n")
    parts += [_shown(f"phone/{name}", caption) for name, caption in phone.items()]
    PAGE.write_text("\n".join(parts), encoding="utf-8")


def _shown(path: str, caption: tuple[str, str]) -> str:
    vi, en = caption
    return f"### {vi} · {en}\n\n{_pair(path, caption)}"


def _pair(path: str, caption: tuple[str, str]) -> str:
    pictures = (
        f"![{words}](images/{path}_{lang}.png)"
        for words, lang in zip(caption, LANGUAGES, strict=True)
    )
    return " ".join(pictures) + "\n"
