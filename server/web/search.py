"""Finding procedures by words, as people type them: no accents, any order, beginnings of words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from server.domain.plan import Group


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Lower case without accents; đ becomes d."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(char for char in plain if not unicodedata.combining(char))


def matching(groups: Iterable[Group], query: str) -> list[Group]:
    """The groups in whose code or names every word of ``query`` begins some word."""
    wanted = fold(query).split()
    return [group for group in groups if _has_all(group, wanted)]


def _has_all(group: Group, wanted: list[str]) -> bool:
    words = fold(f"{group.code} {group.name_vi} {group.name_en}").replace("-", " ").split()
    words += [fold(group.code)]
    return all(any(word.startswith(begin) for word in words) for begin in wanted)
