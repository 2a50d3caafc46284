"""The catalogues of words: complete in both languages, all used, nothing untranslated."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest


class Catalogue(NamedTuple):
    """A folder of catalogues and the folders of pages that speak from them."""

    words: str
    pages: tuple[str, ...]
    same: frozenset[str]
    """Keys whose words are the same in both languages, and rightly so."""


CATALOGUES = [
    Catalogue(
        "server/web/static/lang",
        ("server/web/templates", "server/web/static"),
        frozenset({"l_vi", "l_en"}),
    ),
    Catalogue(
        "kiosk/touch/lang",
        ("kiosk/touch/templates", "kiosk/touch/static"),
        frozenset(),
    ),
]
both = pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda one: one.words.split("/")[0])
KEY = re.compile(r"[a-z][a-z0-9_-]*")


def _words(root: Path, catalogue: Catalogue, lang: str) -> dict[str, str]:
    pairs = json.loads(
        (root / catalogue.words / f"{lang}.json").read_text(encoding="utf-8"),
        object_pairs_hook=list,
    )
    keys = [key for key, _ in pairs]
    assert len(keys) == len(set(keys)), "a key stands twice"
    return dict(pairs)


def _pages(root: Path, catalogue: Catalogue) -> str:
    files = [path for folder in catalogue.pages for path in sorted((root / folder).rglob("*"))]
    wanted = [p for p in files if p.suffix in {".html", ".js"} and "vendor" not in p.parts]
    return "\n".join(path.read_text(encoding="utf-8") for path in wanted)


def _first_arguments(text: str) -> list[str]:
    """What stands first between the parentheses of every ``t(...)``."""
    return [_first(text, call.end()) for call in re.finditer(r"(?<![\w.])t\(", text)]


def _first(text: str, start: int) -> str:
    depth, quote = 0, ""
    for at in range(start, len(text)):
        char = text[at]
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'`":
            quote = char
        elif depth == 0 and char in ",)":
            return text[start:at]
        else:
            depth += (char in "([{") - (char in ")]}")
    return text[start:]


def _asked(text: str) -> tuple[set[str], list[re.Pattern[str]]]:
    """Keys that are written out, and the shapes of keys that are put together."""
    keys: set[str] = set()
    shapes: set[str] = set()
    for argument in _first_arguments(text):
        bare = re.sub(r"[=!]==?\s*(\"[^\"]*\"|'[^']*')", "", argument)
        keys |= set(re.findall(r"[\"']([^\"'`]*)[\"']", bare))
        shapes |= {re.sub(r"\$\{[^}]*\}", ".+", made) for made in re.findall(r"`([^`]*)`", bare)}
    return {key for key in keys if KEY.fullmatch(key)}, [re.compile(s) for s in shapes - {".+"}]


@both
def test_both_languages_have_the_same_words(root: Path, catalogue: Catalogue) -> None:
    vi, en = (_words(root, catalogue, lang) for lang in ("vi", "en"))
    assert list(vi) == list(en)


@both
def test_no_word_is_empty(root: Path, catalogue: Catalogue) -> None:
    for lang in ("vi", "en"):
        assert [
            key for key, word in _words(root, catalogue, lang).items() if not word.strip()
        ] == []


@both
def test_the_same_values_are_put_into_both(root: Path, catalogue: Catalogue) -> None:
    vi, en = (_words(root, catalogue, lang) for lang in ("vi", "en"))
    uneven = [key for key in vi if _holes(vi[key]) != _holes(en[key])]
    assert uneven == []


def _holes(text: str) -> list[str]:
    return sorted(re.findall(r"\{\d\}", text))


@both
def test_every_word_that_a_page_asks_for_is_there(root: Path, catalogue: Catalogue) -> None:
    keys, shapes = _asked(_pages(root, catalogue))
    known = _words(root, catalogue, "vi")
    assert len(keys) > 20
    assert keys - known.keys() == set()
    assert [one for one in shapes if not any(map(one.fullmatch, known))] == []


@both
def test_every_word_is_used(root: Path, catalogue: Catalogue) -> None:
    text = _pages(root, catalogue)
    keys, shapes = _asked(text)
    keys |= set(re.findall(r"[\"']([a-z][a-z0-9_-]*)[\"']", text))
    known = _words(root, catalogue, "vi")
    unused = [key for key in known if key not in keys and not any(s.fullmatch(key) for s in shapes)]
    assert unused == []


@both
def test_nothing_is_left_untranslated(root: Path, catalogue: Catalogue) -> None:
    vi, en = (_words(root, catalogue, lang) for lang in ("vi", "en"))
    assert {key for key in vi if vi[key] == en.get(key)} == catalogue.same
