"""A plan as it is edited: its tables, each value as typed, and the draft of it."""

from __future__ import annotations

import json
import tomllib
from typing import Any

from server.domain.plan_check import OPTIONAL, SINGLE, TABLES, PlanError

Document = dict[str, Any]
_NAMES = "id name_vi name_en timezone name date code department zone series short_vi short_en bulk"
_WORDS = "opens closes last_ticket at_close policy opening need late"
_TEXTS = frozenset(f"{_NAMES} {_WORDS}".split())
_LISTS = frozenset(["outcomes", "pause_reasons", "park_reasons", "sessions", "groups", "help"])
_YES_NO = frozenset({"phone_numbers", "stop_when_full", "enabled"})
CHOICES = {
    "at_close": ("carry", "finish"),
    "policy": ("call-mark", "look-ahead"),
    "opening": ("arrival", "draw"),
    "need": ("submit", "collect", "help", "post"),
    "late": ("walk-in", "refuse"),
    **dict.fromkeys(_YES_NO, ("true", "false")),
}
"""What may be chosen; everything else is typed."""
LISTED = {
    "zone": ("zone", "id"),
    "series": ("series", "id"),
    "bulk": ("group", "code"),
    "department": ("department", "id"),
}
"""Fields that name a row of another table."""
MANY = {
    "groups": ("group", "code"),
    "help": ("group", "code"),
    "sessions": ("session", "name"),
}
"""Fields that hold names of several rows of another table."""
_BESIDE = {"group": ("daily_cap",), "counter": ("help",), "holiday": ("sessions",)}
"""Of what may be left out, the columns that people look for."""
_ASIDE = {"group": {"series"}}
"""What is needed but rarely looked for."""
MOST_ROWS = 500
NOWHERE = -1


def fields(table: str) -> list[str]:
    """The columns of a table: what is needed, then what may be left out."""
    return [*TABLES[table], *OPTIONAL.get(table, {})]


def columns(table: str, lang: str) -> list[str]:
    """What the table on the page shows: names in one language only."""
    other = f"name_{'vi' if lang == 'en' else 'en'}"
    aside = {other, *_ASIDE.get(table, ())}
    return [name for name in (*TABLES[table], *_BESIDE.get(table, ())) if name not in aside]


def is_listed(document: Document, table: str, name: str) -> bool:
    """Whether a field is chosen among the rows of another table, because there are any."""
    return name in LISTED and table != "floor" and bool(document.get(LISTED[name][0]))


def choices(document: Document, name: str, lang: str) -> list[dict[str, str]]:
    """What may be ticked in a field of several names; none when it is typed."""
    return named(document, *MANY[name], lang) if name in MANY else []


def named(document: Document, table: str, key: str, lang: str) -> list[dict[str, str]]:
    """The rows of a table as ``{code, name}``; rows without a code cannot be chosen."""
    found = document.get(table, [])
    return [
        {"code": typed("", row[key]), "name": typed("", row.get(f"name_{lang}", ""))}
        for row in found
        if row.get(key) not in (None, "")
    ]


def counters(document: Document) -> list[dict[str, str]]:
    """The number and the zone of each counter, for the drawing of the hall."""
    found = (row for row in document.get("counter", []) if row.get("number") not in (None, ""))
    return [{"code": typed("", row["number"]), "zone": typed("", row.get("zone"))} for row in found]


def row_name(document: Document, table: str, at: int) -> str:
    """What people call a row: its code, else its place counted from 1."""
    found = rows(document, table)
    first = next(iter(TABLES[table]), "")
    return (
        typed("", found[at].get(first)) if at < len(found) and found[at].get(first) else f"{at + 1}"
    )


def place_of(document: Document, table: str, at: int | None, was: str | None) -> int | None:
    """Where the row ``was`` stands now, for another window may have moved it; else ``NOWHERE``."""
    if at is None or was is None or table in SINGLE or row_name(document, table, at) == was:
        return at
    names = [row_name(document, table, i) for i in range(len(rows(document, table)))]
    return names.index(was) if was in names else NOWHERE


def rows(document: Document, table: str) -> list[Document]:
    """The rows of a table; a table that a plan has once has one row, or none."""
    found = document.get(table, [])
    return ([found] if found else []) if table in SINGLE else found


def put(document: Document, table: str, at: int | None, row: Document | None) -> None:
    """Replace a row, add it (``at`` None), or take it away (``row`` None)."""
    if table in SINGLE:
        document.pop(table, None)
        if row:
            document[table] = row
        return
    kept = list(document.get(table, []))
    if at is None:
        kept += [row] if row and len(kept) < MOST_ROWS else []
    elif 0 <= at < len(kept):
        kept[at : at + 1] = [row] if row else []
    document[table] = kept


def typed(name: str, value: Any) -> str:
    """A value as somebody would type it."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | list | int | float):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        plain = all(isinstance(one, str | int) for one in value)
        return ", ".join(map(str, value)) if plain else json.dumps(value, ensure_ascii=False)
    return str(value)


def meant(name: str, text: str) -> Any:
    """What was typed, as a plan has it; what cannot be read stays text, and the check tells it."""
    text = text.strip()
    if name in _TEXTS:
        return text
    if name in _LISTS:
        return [one.strip() for one in text.split(",") if one.strip()]
    if name in ("weekdays", "size_m") and not text.startswith("["):
        return [_value(one.strip()) for one in text.split(",") if one.strip()]
    return _value(text)


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def row_of(table: str, sent: Any) -> Document:
    """The row in a form; what was left empty is left out, but for lists that are needed."""
    found: Document = {}
    for name in fields(table):
        text = str(sent.get(name, ""))
        if text.strip():
            found[name] = meant(name, text)
        elif name in _LISTS and name in TABLES[table]:
            found[name] = []
    return found


def read_toml(text: str) -> tuple[Document, list[PlanError]]:
    """A file as a draft, also one with wrong values; errors when its tables cannot be edited."""
    try:
        document = json.loads(json.dumps(tomllib.loads(text), default=str))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return {}, [PlanError("plan.toml", str(error))]
    wrong = [PlanError(name, "unknown table") for name in document if name not in TABLES]
    for table in TABLES.keys() & document.keys():
        if not _shaped(table, document[table]):
            told = f"[{table}]" if table in SINGLE else f"[[{table}]]"
            wrong.append(PlanError(table, f"write it as {told}"))
    return document, wrong


def _shaped(table: str, found: Any) -> bool:
    if table in SINGLE:
        return isinstance(found, dict)
    return isinstance(found, list) and all(isinstance(row, dict) for row in found)
