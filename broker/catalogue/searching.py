"""What was probably meant: the tiers of a search, best first.

Names that begin so, what an everyday word means, the words side by side in a name or an everyday
word, all words in a name, all words anywhere. Only when that finds less than a page is the text
read as raw Telex or VNI, and only when nothing is found are letters doubted.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from broker.catalogue.spelling import accented, has_accents, near, readings, words

PAGE = 3
MOST_WORDS = 12
RERANKED = 200
"""How many of the best are looked at for the accents that were typed."""
TIER = 120
"""So many of a tier come before the next one, 40 pages; whatever is left stands at the end."""
EVERY = -1
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


class Search:
    """Searches the list that the tables of ``db`` hold; of another list make another search."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._known = sorted(term for (term,) in db.execute("select term from vocabulary"))
        self._known_set = frozenset(self._known)

    def find(self, text: str) -> Found:
        """What was probably meant; everything for a blank, nothing for what is no word."""
        if not (typed := words(text)[:MOST_WORDS]):
            everything = "select place from procedure order by place"
            return Found([] if text.strip() else self._places(everything))
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
        tiers = [best, meant, self._starts(start), *self._side_by_side(typed)]
        if not (len(meant) >= PAGE and self._said(typed)):  # else chance finds: "do" in "do bị mất"
            tiers += self._apart(typed)
        found = list(dict.fromkeys(place for tier in tiers for place in tier))
        if len(found) < PAGE and len(typed) > 1:
            found = list(
                dict.fromkeys([*found, *self._match(_all(typed, prefix=len(typed)), EVERY)])
            )
        return found, synonym if meant else None

    def _side_by_side(self, typed: Words) -> list[list[int]]:
        phrase = f'"{" ".join(typed)}"'
        return [self._match(f"{NAMES} : {phrase}"), self._match(f"keyword : {phrase}")]

    def _apart(self, typed: Words) -> list[list[int]]:
        """The last word unfinished, the others anywhere."""
        phrase = f'"{" ".join(typed)}"'
        tiers = [self._match(f"{NAMES} : {phrase} *")]
        if len(typed) > 1:
            tiers += [
                self._match(f"{NAMES} : ({_all(typed, prefix=0)})"),
                self._match(f"keyword : {phrase} *"),
                self._match(f"{NAMES} : ({_all(typed, prefix=1)})"),
            ]
        return [*tiers, self._match(_all(typed, prefix=1), EVERY)]

    def _starts(self, start: str, whole: str | None = None) -> list[int]:
        """Names that begin so; ``whole`` is also a name by itself."""
        return self._places(
            "select place from procedure where (start >= ? and start < ?) or start = ?"
            " order by place limit ?",
            start,
            start + "\U0010ffff",
            start if whole is None else whole,
            TIER,
        )

    def _said(self, typed: Words) -> tuple[str, str, str] | None:
        """An everyday word: what it means, with its accents, and as it is shown."""
        row: tuple[str, str, str] | None = self._db.execute(
            "select means, spoken, shown from synonym where said = ?", (" ".join(typed),)
        ).fetchone()
        return row

    def _meant(self, typed: Words, text: str) -> tuple[str | None, list[int]]:
        """The longest everyday word in what was typed, and procedures by its official name."""
        for length in range(len(typed), 0, -1):
            for at in range(len(typed) - length + 1):
                row = self._said(typed[at : at + length])
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
        every = self._match(f"{{name english keyword}} : ({_all(kept, prefix=1)})", EVERY)
        return list(dict.fromkeys([*phrase, *every]))

    def _relaxed(self, typed: Words) -> list[int]:
        """Without what is said around it, and with a letter wrong in a long word."""
        kept = tuple(word for word in typed if word not in FILLERS)
        for some in dict.fromkeys((kept or typed, typed)):
            found, _ = self._read(some, "")
            if found:
                return found
            doubted = self._doubted(some)
            if found := self._match(doubted, EVERY):
                return list(dict.fromkeys([*self._match(f"{NAMES} : ({doubted})"), *found]))
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

    def _match(self, expression: str, at_most: int = TIER) -> list[int]:
        return self._places(
            "select rowid from term where term match ? order by rowid limit ?", expression, at_most
        )

    def _places(self, query: str, *values: str | int) -> list[int]:
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
