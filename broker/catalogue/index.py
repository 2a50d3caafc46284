"""Procedures made ready for searching: tables of SQLite with FTS5, filled in one transaction.

Rows are laid out by the length of their names, so the plain order of rows puts the simple case
("Đăng ký khai sinh") before the special ones, and no search has to sort.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from broker.catalogue.document import Procedure, ProcedureList
from broker.catalogue.spelling import accented, words

SCHEMA = (
    """create table if not exists held (
        one integer primary key check (one = 1),
        version integer not null, digest text not null, source text not null, total integer not null
    )""",
    """create table if not exists procedure (
        place integer primary key, grp text not null, start text not null, spoken text not null,
        data text not null
    )""",
    "create index if not exists procedure_start on procedure (start)",
    "create index if not exists procedure_group on procedure (grp)",
    """create virtual table if not exists term using fts5(
        name, english, keyword, other, content='', tokenize='ascii', prefix='1 2 3'
    )""",
    "create virtual table if not exists vocabulary using fts5vocab(term, 'row')",
    """create table if not exists synonym (
        said text primary key, spoken text not null, shown text not null, means text not null
    )""",
    """create table if not exists shared (
        grp text primary key, documents_vi text not null, documents_en text not null
    )""",
)
SHARED_BY = 0.5
"""A document that this part of a group's procedures ask for is named for the whole group."""


def prepare(db: sqlite3.Connection) -> None:
    """Make the tables where there are none."""
    for statement in SCHEMA:
        db.execute(statement)


def fill(db: sqlite3.Connection, version: int, digest: str, document: ProcedureList) -> None:
    """Hold this list and no other. The caller's transaction makes it appear all at once."""
    for table in ("held", "procedure", "synonym", "shared"):
        db.execute(f"delete from {table}")
    db.execute("insert into term (term) values ('delete-all')")
    ordered = sorted(document.procedures, key=lambda one: (len(words(one.name_vi)), one.name_vi))
    db.executemany(
        "insert into procedure (place, grp, start, spoken, data) values (?, ?, ?, ?, ?)",
        [_row(place, one) for place, one in enumerate(ordered, 1)],
    )
    db.executemany(
        "insert into term (rowid, name, english, keyword, other) values (?, ?, ?, ?, ?)",
        [_terms(place, one, document.groups) for place, one in enumerate(ordered, 1)],
    )
    db.executemany(
        "insert or ignore into synonym (said, spoken, shown, means) values (?, ?, ?, ?)",
        [(_plain(one), " ".join(accented(one)), one, means) for one, means in document.synonyms],
    )
    db.executemany(
        "insert into shared (grp, documents_vi, documents_en) values (?, ?, ?)",
        _shared(ordered),
    )
    total = len(ordered)
    db.execute("insert into held values (1, ?, ?, ?, ?)", (version, digest, document.source, total))


def _row(place: int, one: Procedure) -> tuple[int, str, str, str, str]:
    """As it is shown: what has no English is told in Vietnamese rather than not at all."""
    spoken = " ".join(accented(" ".join((one.name_vi, *one.keywords))))
    told = one.model_copy(
        update={
            "name_en": one.name_en or one.name_vi,
            "documents_en": one.documents_en or one.documents_vi,
            "fee_en": one.fee_en or one.fee_vi,
        }
    )
    shown = told.model_dump_json(exclude={"keywords"})
    return place, one.group, _plain(one.name_vi), spoken, shown


def _terms(place: int, one: Procedure, groups: dict[str, str]) -> tuple[int, str, str, str, str]:
    keywords = " ".join(_plain(word) for word in one.keywords)
    other = _plain(f"{one.code} {one.group} {groups.get(one.group, '')}")
    return place, _plain(one.name_vi), _plain(one.name_en), keywords, other


def _plain(text: str) -> str:
    return " ".join(words(text))


def _shared(ordered: Sequence[Procedure]) -> Iterable[tuple[str, str, str]]:
    by_group: dict[str, list[Procedure]] = {}
    for one in ordered:
        by_group.setdefault(one.group, []).append(one)
    for group, procedures in by_group.items():
        asked: Counter[str] = Counter()
        english: dict[str, str] = {}
        for one in procedures:
            asked.update(dict.fromkeys(one.documents_vi, 1))
            for vi, en in zip_longest(one.documents_vi, one.documents_en[: len(one.documents_vi)]):
                if en:
                    english.setdefault(vi, en)
        common = [vi for vi, n in asked.most_common() if n >= SHARED_BY * len(procedures)]
        told = [english.get(vi, vi) for vi in common]
        yield group, json.dumps(common, ensure_ascii=False), json.dumps(told, ensure_ascii=False)
