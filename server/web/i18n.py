"""The words of the pages: one catalogue a language, for templates and scripts alike."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from flask import Request

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}


def chosen(request: Request) -> str:
    """The language by ``?lang=``, else by cookie, else Vietnamese."""
    for wanted in (request.args.get("lang"), request.cookies.get("lang")):
        if wanted in LANGUAGES:
            return wanted
    return "vi"


@cache
def texts(lang: str) -> dict[str, str]:
    """Every word of a language by its key."""
    folder = files("server.web").joinpath("static", "lang", f"{lang}.json")
    found: dict[str, str] = json.loads(folder.read_text(encoding="utf-8"))
    return found


def say(lang: str, key: str, *values: object, own: Mapping[str, str] | None = None) -> str:
    """A word of a language, with its values in place; the key itself when it has none.

    ``own`` are the centre's own words in that language, which come first.
    """
    said = (own or {}).get(key) or texts(lang).get(key, key)
    for place, value in enumerate(values):
        said = said.replace(f"{{{place}}}", str(value))
    return said


_SPARED = (" thành phố", " tỉnh", " City", " Province", " Administrative")


def short(name: str) -> str:
    """A centre's name without the words that a narrow screen can spare."""
    for word in _SPARED:
        name = name.replace(word, "")
    return name
