"""What the touch page carries along, so that it stands at once: styles, words, signs, modules.

A page that asks for its parts one after the other needs three rounds before anything can be
touched; on a Raspberry Pi that is two seconds. Here the first answer holds or names everything.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

from kiosk.touch.bundle import bundled

SHEETS = (
    *("fonts", "tokens", "frame", "start", "choose", "confirm", "done", "wide", "plan"),
    *("papers", "doors", "large", "search", "booking", "reach", "needed", "lowlarge"),
)
"""In the order in which later rules win."""
LANGUAGES = ("vi", "en")
PICTURES = ("icons", "flower")


class Part(NamedTuple):
    """A file of the page, and what it is."""

    data: bytes
    kind: str


@cache
def part(name: str) -> Part | None:
    """A file by its path below ``static``, or one of those made; None when there is none.

    From memory, so that a browser that goes away in the middle leaves no file open.
    """
    made = {"page.css": styles, "page.js": script}
    if name in made:
        return Part(made[name]().encode(), _kind(name))
    return Part(_static().joinpath(name).read_bytes(), _kind(name)) if name in _names() else None


@cache
def styles() -> str:
    """All sheets as one."""
    return "\n".join(_static().joinpath(f"{name}.css").read_text("utf-8") for name in SHEETS)


@cache
def script() -> str:
    """All modules as one."""
    return bundled(_static(), "kiosk.js")


@cache
def letters() -> tuple[str, ...]:
    """The font's files by their paths below ``static``."""
    return tuple(name for name in _names() if name.endswith(".woff2"))


@cache
def signs() -> str:
    """The signs as one hidden picture; each is ``i-NAME``, so that no other id can be the same."""
    icons, flower = (_static().joinpath(f"{name}.svg").read_text("utf-8") for name in PICTURES)
    symbol = flower.replace("<svg ", '<symbol id="flower" ').replace("</svg>", "</symbol>")
    named = icons.replace("</svg>", f"{symbol}</svg>").replace('<symbol id="', '<symbol id="i-')
    return named.replace("<svg ", '<svg class="signs" aria-hidden="true" ', 1)


@cache
def words() -> dict[str, dict[str, str]]:
    """The page's words by language."""
    folder = files("kiosk.touch").joinpath("lang")
    return {
        lang: json.loads(folder.joinpath(f"{lang}.json").read_text("utf-8")) for lang in LANGUAGES
    }


@cache
def _names() -> tuple[str, ...]:
    folders = (("", _static()), *((f"{f}/", _static().joinpath(f)) for f in ("fonts", "screens")))
    found = (f"{at}{one.name}" for at, here in folders for one in here.iterdir() if one.is_file())
    return tuple(sorted(found))


def _kind(name: str) -> str:
    known = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
    return {**known, "woff2": "font/woff2"}.get(name.rpartition(".")[2], "text/plain")


def _static() -> Traversable:
    return files("kiosk.touch").joinpath("static")
