"""Search as one types: any word order, no accents needed, the last word may be unfinished.

Best first: names that begin so, what an everyday word means, the words side by side in a name or
an everyday word, all words in a name, all words anywhere. Only when that finds less than a page
is the text read as raw Telex or VNI, and only when nothing is found are letters doubted.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from broker.catalogue import index
from broker.catalogue.document import ProcedureList
from broker.catalogue.spelling import (
    accented,
    has_accents,
    near,
    readings,
    words,
)

PAGE = 3
MOST_WORDS = 12
RERANKED = 200
"""How many of the best are looked at for the accents that were typed."""
FILLERS = frozenset(
    ("thu", "tuc", "toi", "muon", "xin", "can", "lam", "di", "cho", "em", "hoi", "ve")
)
"""Said around the matter; dropped only when nothing has them all."""
Words = tuple[str, ...]
NAMES = "{name english}"


@dataclass(frozen=True, slots=True)
class Found:
    """Places of procedures, best first; ``synonym`` tells an everyday word that was put right."""

    places: list[int]
    synonym: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """Which list is searched; version 0 is none."""

    version: int = 0
    digest: str = ""
    source: str = ""
    total: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """Some of what was found, all of one list."""

    held: Held
    total: int
    synonym: str | None
    rows: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class GroupPage:
    """What the procedures of a group commonly ask for, and the first of them."""

    documents_vi: list[str]
    documents_en: list[str]
    rows: list[dict[str, Any]]


class Finder:
    """Searches one database; safe from any thread. ``prepare`` must have made its tables."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._lock = threading.RLock()
        self._known: list[str] = []
        self._known_set: frozenset[str] = frozenset()
        self.renew()

    def renew(self) -> None:
        """Take note that the tables hold another list."""
        with self._lock:
            self.held = self._held()
            self._known = [t for (t,) in self._db.execute("select term from vocabulary")]
            self._known.sort()
            self._known_set = frozenset(self._known)

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._db.close()

    def search(self, text: str) -> Found:
        """What was probably meant; everything for no words at all."""
        with self._lock:
            return self._search(text)

    def page(self, text: str, first: int, at_most: int) -> Page:
        """The same with the procedures themselves, from ``first`` on."""
        with self._one_list():
            found = self._search(text)
            rows = self._rows(found.places[first : first + at_most])
            return Page(self._held(), len(found.places), found.synonym, rows)

    def group(self, code: str, at_most: int) -> GroupPage:
        """What a group needs, and its first procedures; nothing for a group that has none."""
        with self._one_list():
            row = self._db.execute(
                "select documents_vi, documents_en from shared where grp = ?", (code,)
            ).fetchone()
            places = self._places("select place from procedure where grp = ? order by place", code)
            vi, en = (json.loads(row[0]), json.loads(row[1])) if row else ([], [])
            return GroupPage(vi, en, self._rows(places[:at_most]))

    @contextmanager
    def _one_list(self) -> Iterator[None]:
        """Everything read inside is of one list, even when another is being put in its place."""
        with self._lock:
            self._db.execute("begin")
            try:
                yield
            finally:
                self._db.execute("rollback")

    def _held(self) -> Held:
        row = self._db.execute("select version, digest, source, total from held").fetchone()
        return Held(*row) if row else Held()

    def _rows(self, places: Sequence[int]) -> list[dict[str, Any]]:
        """The procedures at these places, without their keywords."""
        marks = ", ".join("?" * len(places))
        query = f"select place, data from procedure where place in ({marks})"
        found = dict(self._db.execute(query, list(places)).fetchall())
        return [json.loads(found[place]) for place in places if place in found]

    def _search(self, text: str) -> Found:
        if not (typed := words(text)[:MOST_WORDS]):
            return Found(self._places("select place from procedure order by place"))
        found, synonym = self._read(typed, text)
        for other in readings(text)[1:] if len(found) < PAGE else []:
            more, also = self._read(other[:MOST_WORDS], "")
            found, synonym = list(dict.fromkeys([*found, *more])), synonym or also
        if not found:
            found = self._relaxed(typed)
        if found and has_accents(text):
            found = self._as_accented(found, text)
        return Found(found, synonym)

    def _read(self, typed: Words, text: str) -> tuple[list[int], str | None]:
        """Tiers of one reading, and the meaning that was put in for an everyday word."""
        start = " ".join(typed)
        best = self._starts(start + " ", start)
        synonym, meant = self._meant(typed, text)
        tiers = [best, meant, self._starts(start), *self._tiers(typed)]
        found = list(dict.fromkeys(place for tier in tiers for place in tier))
        if len(found) < PAGE and len(typed) > 1:
            found = list(dict.fromkeys([*found, *self._match(_all(typed, prefix=len(typed)))]))
        return found, synonym if meant else None

    def _tiers(self, typed: Words) -> list[list[int]]:
        phrase = f'"{" ".join(typed)}"'
        tiers = [
            self._match(f"{NAMES} : {phrase}"),
            self._match(f"keyword : {phrase}"),
            self._match(f"{NAMES} : {phrase} *"),
        ]
        if len(typed) > 1:
            tiers += [
                self._match(f"{NAMES} : ({_all(typed, prefix=0)})"),
                self._match(f"keyword : {phrase} *"),
                self._match(f"{NAMES} : ({_all(typed, prefix=1)})"),
            ]
        return [*tiers, self._match(_all(typed, prefix=1))]

    def _starts(self, start: str, whole: str | None = None) -> list[int]:
        """Names that begin so; ``whole`` is also a name by itself."""
        return self._places(
            "select place from procedure where (start >= ? and start < ?) or start = ?"
            " order by place",
            start,
            start + "\U0010ffff",
            start if whole is None else whole,
        )

    def _meant(self, typed: Words, text: str) -> tuple[str | None, list[int]]:
        """The longest everyday word in what was typed, and procedures by its official name."""
        for length in range(len(typed), 0, -1):
            for at in range(len(typed) - length + 1):
                said = " ".join(typed[at : at + length])
                row = self._db.execute(
                    "select means, spoken, shown from synonym where said = ?", (said,)
                ).fetchone()
                if row is None or (has_accents(text) and row[1] not in " ".join(accented(text))):
                    continue
                meant = words(row[0])
                inside = (*typed[:at], *meant, *typed[at + length :])
                if found := [*self._by_meaning(inside), *self._by_meaning(meant)]:
                    return f"“{row[2]}” = {row[0]}", found
        return None, []

    def _by_meaning(self, meant: Words) -> list[int]:
        kept = tuple(word for word in meant if word not in FILLERS) or meant
        phrase = self._match(f'{NAMES} : "{" ".join(meant)}"')
        every = self._match(f"{{name english keyword}} : ({_all(kept, prefix=1)})")
        return list(dict.fromkeys([*phrase, *every]))

    def _relaxed(self, typed: Words) -> list[int]:
        """Without what is said around it, and with a letter wrong in a long word."""
        kept = tuple(word for word in typed if word not in FILLERS)
        for some in dict.fromkeys((kept or typed, typed)):
            found, _ = self._read(some, "")
            if found := found or self._match(self._doubted(some)):
                return found
        return []

    def _doubted(self, typed: Words) -> str:
        """All words, each as it stands or as a known word that it nearly is."""
        parts = []
        for at, word in enumerate(typed):
            others = [f'"{one}"' for one in near(word, self._known_set)]
            if at == len(typed) - 1 and not others:
                others = [f'"{one}" *' for one in near(word, _Begun(self._known))]
            either = " OR ".join([f'"{word}" *', *others])
            parts.append(f"({either})")
        return " AND ".join(parts)

    def _as_accented(self, found: list[int], text: str) -> list[int]:
        """Names that have the accents as typed come before those that only look alike."""
        head, tail = found[:RERANKED], found[RERANKED:]
        marks = ", ".join("?" * len(head))
        spoken = dict(
            self._db.execute(
                f"select place, spoken from procedure where place in ({marks})", head
            ).fetchall()
        )
        wanted = " ".join(accented(text))
        return sorted(head, key=lambda place: f" {wanted}" not in f" {spoken[place]}") + tail

    def _match(self, expression: str) -> list[int]:
        return self._places("select rowid from term where term match ?", expression)

    def _places(self, query: str, *values: str) -> list[int]:
        return [row[0] for row in self._db.execute(query, values)]


class _Begun:
    """Is some known word begun so?"""

    def __init__(self, known: Sequence[str]) -> None:
        self._known = known

    def __contains__(self, begun: object) -> bool:
        assert isinstance(begun, str)
        at = bisect_left(self._known, begun)
        return at < len(self._known) and self._known[at].startswith(begun)


def _all(typed: Words, *, prefix: int) -> str:
    """All words, the last ``prefix`` of them perhaps unfinished."""
    whole = len(typed) - prefix
    return " AND ".join(
        f'"{word}"' if at < whole else f'"{word}" *' for at, word in enumerate(typed)
    )


def build(db: sqlite3.Connection, version: int, digest: str, document: ProcedureList) -> Finder:
    """A finder over a list that is filled in here."""
    index.prepare(db)
    db.execute("begin")
    index.fill(db, version, digest, document)
    db.execute("commit")
    return Finder(db)
