"""A slip as it is edited: what a form says, the draft of it, its picture by the kiosk's code."""

from __future__ import annotations

import hashlib
import tempfile
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from broker import slips
from server.child import Child
from server.errors import ChildLate
from server.store.slip_drafts import Draft

Document = dict[str, Any]
WIDTHS_MM = (80, 58)
DRAWN_S = 60.0
"""The longest that a picture may take."""
MOST_DRAWN = 24


Drawings = OrderedDict[str, "Drawn"]
"""The newest pictures, kept while the server runs."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture, or why there is none: ``missing`` when nobody here can draw."""

    png: bytes = b""
    refused: str = ""
    missing: bool = False


def document_of(form: Any, old: Document) -> Document:
    """What was typed, as a slip; what is no number stays text, and the check tells it."""
    on = [*form.getlist("on"), *slips.NEEDED]
    order = [one for one in form.getlist("block") if one in slips.BLOCKS]
    order += [one for one in slips.BLOCKS if one not in order]
    made: Document = {
        "blocks": [one for one in _moved(order, form.get("deed", "")) if one in on],
        "compact": form.get("compact") == "on",
        "logo": form.get("logo", old.get("logo", "")),
        "hotline": form.get("hotline", "").strip(),
    }
    sizes = {key: form.get(f"size_{key}", "").strip() for key in slips.LIMITS_MM}
    made["size_mm"] = {key: _number(text) for key, text in sizes.items() if text}
    pairs = zip(form.getlist("line_vi"), form.getlist("line_en"), strict=False)
    lines = [{"vi": vi.strip(), "en": en.strip()} for vi, en in pairs]
    made["line"] = [one for one in lines if any(one.values())]
    return made


def _moved(order: list[str], deed: str) -> list[str]:
    """``up:NAME`` and ``down:NAME`` exchange a block with its neighbour."""
    way, _, name = deed.partition(":")
    if way not in ("up", "down") or name not in order:
        return order
    at = order.index(name)
    to = at + (1 if way == "down" else -1)
    if 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
    return order


def _number(text: str) -> float | str:
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        return text
    return found if found == found and abs(found) < 1000 else text


def wrongs(draft: Draft) -> list[slips.Wrong]:
    """Everything that can be told of a draft without drawing it."""
    found = slips.check(draft.document)
    logo = draft.document.get("logo")
    if logo == slips.OWN_LOGO:
        wrong = slips.logo_wrong(draft.logo or b"")
        found += [wrong] if wrong else []
    elif logo not in ("", slips.FLOWER):
        found.append(slips.Wrong("logo", "Chọn một trong ba cách.", "choose one of the three"))
    return found


def name_of(draft: Draft) -> str:
    """The same for the same slip, whoever made it."""
    text = slips.to_toml(draft.document).encode()
    return hashlib.sha256(text + b"\0" + (draft.logo or b"")).hexdigest()[:20]


def draw(child: Child, draft: Draft, width_mm: int, lang: str) -> Drawn:
    """The slip as a kiosk would print it, by ``luot-kiosk slip``."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        template, out = here / "slip.toml", here / "slip.png"
        template.write_text(slips.to_toml(draft.document), encoding="utf-8")
        if draft.logo is not None:
            (here / slips.OWN_LOGO).write_bytes(draft.logo)
        paper = ["--width-mm", str(width_mm), "--lang", lang]
        words = ["slip", "--template", str(template), *paper, "--out", str(out)]
        try:
            ran = child.run(words, DRAWN_S)
        except (ChildLate, OSError):
            return Drawn(missing=True)
        if ran.code == 0:
            return Drawn(out.read_bytes())
    last = (ran.err.strip().splitlines() or [""])[-1]
    if not last.startswith("luot-kiosk: slip.toml: "):
        return Drawn(missing=True)
    return Drawn(refused=last.removeprefix("luot-kiosk: slip.toml: ").removeprefix("logo: "))


def changed(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> list[str]:
    """The keys in which two slips differ."""
    old, keys = before or slips.shipped(), (*slips.shipped(), "size_mm", "line")
    return [key for key in keys if _of(old, key) != _of(after, key)]


def _of(document: Mapping[str, Any], key: str) -> Any:
    return document.get(key) or None
