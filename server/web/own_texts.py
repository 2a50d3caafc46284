"""Which texts a centre may say in its own words: where they stand, how long, what is delivered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from server.web.i18n import LANGUAGES, texts

Own = dict[str, dict[str, str]]
"""By name: the words in both languages."""
ON_KIOSK: Own = {
    "k_ask": {"vi": "Hôm nay Ông/Bà cần làm gì?", "en": "What do you need today?"},
    "k_long_break": {
        "vi": "Trung tâm đang nghỉ trưa.",
        "en": "The centre is on its lunch break.",
    },
    "k_long_closed": {
        "vi": "Trung tâm đã hết giờ làm việc.",
        "en": "The centre is closed for today.",
    },
}
"""As the kiosk's own catalogue has them; the server cannot read that."""


class Place(NamedTuple):
    """A text: ``most`` letters of it fit where it stands."""

    name: str
    where: str
    most: int


PLACES = (
    Place("k_ask", "kiosk", 44),
    Place("k_long_break", "kiosk", 60),
    Place("k_long_closed", "kiosk", 60),
    Place("b_welcome", "board", 22),
    Place("b_how_one", "board", 40),
    Place("b_how_two", "board", 40),
    Place("b_how_three", "board", 40),
    Place("b_notice", "board", 66),
    Place("b_valid", "board", 54),
    Place("b_today", "board", 54),
    Place("late_help", "phone", 160),
    Place("missed_help", "phone", 160),
    Place("rule_missed", "phone", 160),
    Place("rule_day", "phone", 160),
)
WHERES = tuple(dict.fromkeys(place.where for place in PLACES))


def shipped(name: str) -> dict[str, str]:
    """The delivered words."""
    return ON_KIOSK.get(name) or {lang: texts(lang)[name] for lang in LANGUAGES}


def read(form: Mapping[str, Any]) -> Own:
    """What was typed; a pair of empty fields, or the delivered words, are no words of their own."""
    made: Own = {}
    for place in PLACES:
        typed = {lang: form.get(f"{place.name}-{lang}", "").strip() for lang in LANGUAGES}
        if any(typed.values()) and typed != shipped(place.name):
            made[place.name] = typed
    return made


def wrongs(own: Own) -> dict[str, tuple[str, int]]:
    """By name, what is wrong (``both``, ``long`` or ``line``) and how long it may be."""
    limits = {place.name: place.most for place in PLACES}
    found = {name: _wrong(said, limits[name]) for name, said in own.items()}
    return {name: (kind, limits[name]) for name, kind in found.items() if kind}


def _wrong(said: dict[str, str], most: int) -> str:
    if not all(said.values()):
        return "both"
    if not all(text.isprintable() for text in said.values()):
        return "line"
    return "long" if max(map(len, said.values())) > most else ""


def of_pages(own: Own) -> dict[str, dict[str, str]]:
    """By language, the words of the server's pages; those of kiosks are theirs."""
    mine = {name: said for name, said in own.items() if name not in ON_KIOSK}
    return {lang: {k: said[lang] for k, said in mine.items()} for lang in LANGUAGES} if mine else {}
