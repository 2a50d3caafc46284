"""What a procedure must be before it is taken over; every error of a row at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping

from broker.catalogue.document import Procedure
from broker.catalogue.spelling import words
from server.domain.errors import Reason
from server.procedures import told
from server.procedures.tables import Line
from server.procedures.told import Wrong

LEVELS = ("toàn trình", "một phần", "trực tiếp")
LONGEST = {"code": 64, "name_vi": 500, "name_en": 500, "group": 64, "fee_vi": 300, "fee_en": 300}
MOST_ENTRIES, LONGEST_ENTRY = 40, 300
_LEVELS = {words(level): level for level in LEVELS}
_FORMULA = re.compile(r"[=+@\t]|-(?! )")
"""How a cell begins that a spreadsheet would compute; "- text" is a list's dash."""
_SHOWN_GROUPS = 60


class Checker:
    """Checks the rows of one table, which knows the codes that came before."""

    def __init__(self, places: Mapping[str, int], width: int, groups: Collection[str]) -> None:
        self._places, self._width, self._groups = places, width, groups
        self._seen: dict[str, int] = {}
        self._wrong: list[Wrong] = []

    def check(self, line: Line) -> Procedure | list[Wrong]:
        """The procedure of a row, or all that is wrong with it."""
        self._wrong = []
        if len(line.cells) < self._width or any(map(str.strip, line.cells[self._width :])):
            return [Wrong(line.number, "–", told.misfit(len(line.cells), self._width))]
        cells = {name: self._cell(line, name) for name in self._places if name != "source"}
        self._code(line, cells["code"])
        self._group(line, cells["group"])
        if not cells["name_vi"]:
            self._say(line, "name_vi", told.missing())
        for name, most in LONGEST.items():
            self._length(line, name, cells.get(name, ""), most)
        made = Procedure(
            code=cells["code"][:64] or "?",
            name_vi=cells["name_vi"][: LONGEST["name_vi"]] or "?",
            name_en=cells.get("name_en", "")[: LONGEST["name_en"]],
            group=cells["group"][:64] or "?",
            level=self._level(line, cells.get("level", "")),
            documents_vi=self._entries(line, cells, "documents_vi", r"[|\n]"),
            documents_en=self._entries(line, cells, "documents_en", r"[|\n]"),
            fee_vi=cells.get("fee_vi", "")[: LONGEST["fee_vi"]],
            fee_en=cells.get("fee_en", "")[: LONGEST["fee_en"]],
            keywords=self._entries(line, cells, "keywords", r"[;\n]"),
        )
        if self._wrong:
            return self._wrong
        self._seen[made.code.casefold()] = line.number
        return made

    def _say(self, line: Line, column: str, reason: Reason) -> None:
        self._wrong.append(Wrong(line.number, column, reason))

    def _cell(self, line: Line, name: str) -> str:
        """The text of a cell, composed and without double spaces."""
        at = self._places[name]
        text = unicodedata.normalize("NFC", line.cells[at]).replace("\r\n", "\n").strip()
        if reason := line.wrong.get(at) or _unfit(text):
            self._say(line, name, reason)
        keeps_lines = name.startswith("documents") or name == "keywords"
        return re.sub(r"[^\S\n]+" if keeps_lines else r"\s+", " ", text)

    def _code(self, line: Line, code: str) -> None:
        before = self._seen.get(code.casefold())
        if not code:
            self._say(line, "code", told.missing())
        elif before is not None:
            self._say(line, "code", told.twice(code, before))

    def _group(self, line: Line, group: str) -> None:
        if not group:
            self._say(line, "group", told.missing())
        elif group not in self._groups:
            known = ", ".join(list(self._groups)[:_SHOWN_GROUPS])
            self._say(line, "group", told.unknown_group(group, known))

    def _level(self, line: Line, level: str) -> str:
        if not level:
            return ""
        known = _LEVELS.get(words(level))
        if known is None:
            self._say(line, "level", told.unknown_level(level, ", ".join(LEVELS)))
        return known or ""

    def _length(self, line: Line, name: str, text: str, most: int) -> None:
        if len(text) > most:
            self._say(line, name, told.too_long(len(text), most))

    def _entries(
        self, line: Line, cells: Mapping[str, str], name: str, separator: str
    ) -> tuple[str, ...]:
        entries = [one.strip() for one in re.split(separator, cells.get(name, ""))]
        kept = list(dict.fromkeys(one for one in entries if one))
        if len(kept) > MOST_ENTRIES:
            self._say(line, name, told.too_many(len(kept), MOST_ENTRIES))
        for one in kept:
            self._length(line, name, one, LONGEST_ENTRY)
        return tuple(one[:LONGEST_ENTRY] for one in kept[:MOST_ENTRIES])


def _unfit(text: str) -> Reason | None:
    """What a cell may not hold, if it does."""
    for char in text:
        if char not in "\n\r\t" and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn"):
            return told.hidden(char)
    return told.formula(text) if _FORMULA.match(text) else None
