"""Percentiles over legs of many years: plain SQLite, or DuckDB where it is installed.

The legs are in a flat table of their own file (``luot legs``), so that no question touches the
hall's database; ``wait_ms`` is null where there is no wait, as of a no-show. Both ways give the
same numbers: type 7, in milliseconds to three digits.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from server.domain.statistics import percentile

TABLE = "legs"
SCHEMA = f"""create table {TABLE} (
    day text not null, weekday integer, hour integer not null, grp text not null, department text,
    counter integer, priority integer, first_leg integer, outcome text,
    wait_ms integer, closed_ms integer, response_ms integer, service_ms integer, rating integer
)"""
COLUMNS = (
    *("day", "weekday", "hour", "grp", "department", "counter", "priority", "first_leg", "outcome"),
    *("wait_ms", "closed_ms", "response_ms", "service_ms", "rating"),
)
SHARES = (0.5, 0.9, 0.95)
Figures = dict[tuple[str, int], tuple[int, float, float, float]]
"""(n, P50, P90, P95 in milliseconds) of the waits of each (group, hour)."""
_ASKED = """select grp, hour, count(*), quantile_cont(wait_ms, [0.5, 0.9, 0.95]) from %s
where wait_ms is not null group by grp, hour"""


def available() -> bool:
    """Whether DuckDB is there."""
    return find_spec("duckdb") is not None


def write(file: Path, days: Iterable[Iterable[Sequence[object]]]) -> int:
    """A new file with these legs, a transaction for each day; how many there are."""
    marks, n = ", ".join("?" * len(COLUMNS)), 0
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute(SCHEMA)
        for rows in days:
            db.execute("begin")
            done = db.executemany(f"insert into {TABLE} values ({marks})", rows)
            n += max(done.rowcount, 0)
            db.execute("commit")
    return n


def by_sqlite(file: Path) -> Figures:
    """Exact, with nothing but the standard library; memory for one part at a time."""
    asked = f"select grp, hour, wait_ms from {TABLE} where wait_ms is not null order by 1, 2, 3"
    found: Figures = {}
    part: list[int] = []
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as db:
        key: tuple[str, int] | None = None
        for grp, hour, wait_ms in db.execute(asked):
            if (grp, hour) != key:
                _add(found, key, part)
                key, part = (grp, hour), []
            part.append(wait_ms)
        _add(found, key, part)
    return found


def _add(found: Figures, key: tuple[str, int] | None, ordered: list[int]) -> None:
    if key is not None:
        p50, p90, p95 = (round(percentile(ordered, share), 3) for share in SHARES)
        found[key] = len(ordered), p50, p90, p95


def is_sqlite(file: Path) -> bool:
    """Whether it is a SQLite file; a columnar copy is none."""
    with file.open("rb") as opened:
        return opened.read(6) == b"SQLite"


def by_duckdb(file: Path) -> Figures:
    """On the live SQLite file, or on a columnar ``copy``; needs the extra ``columnar``."""
    with closing(_connected()) as db:
        _attach(db, file)
        answered = db.execute(_ASKED % f"source.{TABLE}").fetchall()
    return {
        (grp, hour): (n, *(round(one, 3) for one in shares)) for grp, hour, n, shares in answered
    }


def copy(file: Path, to: Path) -> None:
    """A columnar copy of the table of a SQLite file."""
    with closing(_connected()) as db:
        _attach(db, file)
        db.execute(f"attach '{to}' as target")
        db.execute(f"create or replace table target.{TABLE} as from source.{TABLE}")
        db.execute("checkpoint target")


def _connected() -> Any:
    import duckdb

    return duckdb.connect(config={"allow_unsigned_extensions": "true"})


def _attach(db: Any, file: Path) -> None:
    plain = is_sqlite(file)
    if plain:
        _load_scanner(db)
    db.execute(f"attach '{file}' as source ({'type sqlite, ' if plain else ''}read_only)")


def _load_scanner(db: Any) -> None:
    """The extension comes from PyPI, so that nothing is fetched while it runs."""
    held = files("duckdb_extension_sqlite_scanner").joinpath("extensions")
    (found,) = Path(str(held)).rglob("sqlite_scanner.duckdb_extension")
    db.execute(f"load '{found}'")
