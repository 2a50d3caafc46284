"""The touch page's words and files: both languages, and nothing from other machines."""

from __future__ import annotations

import json
import re
from pathlib import Path

import kiosk.touch.app as app_module

PAGE = Path(app_module.__file__).parent


def test_the_page_asks_nothing_of_other_machines() -> None:
    files = [f for f in PAGE.rglob("*") if f.suffix in {".js", ".css", ".html", ".svg"}]
    assert len(files) > 10
    for file in files:
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"(https?:)?//[a-z0-9-]+\.[a-z]", text), file.name


def words(lang: str) -> dict[str, str]:
    """The page's words."""
    read: dict[str, str] = json.loads((PAGE / "lang" / f"{lang}.json").read_text("utf-8"))
    return read


def test_every_word_of_the_page_exists_in_both_languages() -> None:
    vi, en = words("vi"), words("en")
    assert vi.keys() == en.keys()
    for key in vi:
        assert vi[key].strip() and en[key].strip(), key
        assert set(re.findall(r"\{\d\}", vi[key])) == set(re.findall(r"\{\d\}", en[key])), key


def test_every_word_that_the_scripts_ask_for_exists() -> None:
    text = "".join(file.read_text("utf-8") for file in PAGE.rglob("*.js"))
    asked = set(re.findall(r'\bt\("([a-z0-9_]+)"', text))
    assert len(asked) > 30
    assert asked <= words("vi").keys()
