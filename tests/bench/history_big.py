"""``./run bench history-big``: ten million waits, their percentiles by group and hour.

SQLite alone, DuckDB on the same live file, and DuckDB on its columnar copy; all must say the same.
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from works import Row

from server.store import columnar
from server.store.columnar import Figures

LEGS = 10_000_000
GROUPS, HOURS = 44, 10
MAKE = f"""
with recursive n(i) as (select 0 union all select i + 1 from n where i < ? - 1)
insert into {columnar.TABLE} (day, grp, hour, wait_ms)
select '2026-01-01', 'G' || (i * 7919 % {GROUPS}), 7 + i / {GROUPS} % {HOURS},
       abs(random()) % 3600000 * (1 + i % 3) / 3
from n
"""


def rows(legs: int = LEGS) -> Iterator[Row]:
    """Make the table, then measure each way of counting."""
    with tempfile.TemporaryDirectory() as name:
        live, copy = Path(name) / "legs.db", Path(name) / "legs.duckdb"
        took_s = make(live, legs)
        yield Row(f"{legs:,} legs written, {_mib(live)} MiB", "–", f"{took_s:.0f} s", "", True)
        plain, plain_s = _timed(lambda: columnar.by_sqlite(live))
        yield Row(f"p50, p90, p95 of {legs:,} legs, SQLite", "–", f"{plain_s:.1f} s", "", True)
        if not columnar.available():
            yield Row("DuckDB", "installed", "pip install 'luot[columnar]'", "", False)
            return
        _, copied_s = _timed(lambda: columnar.copy(live, copy))
        yield Row(f"columnar copy, {_mib(copy)} MiB", "–", f"{copied_s:.1f} s", "", True)
        for what, file, most_s in (("live file", live, 3.0), ("columnar copy", copy, 1.0)):
            cpu_s = time.process_time()
            found, took_s = _timed(lambda file=file: columnar.by_duckdb(file))
            cpu_s, same = time.process_time() - cpu_s, found == plain
            yield Row(
                f"p50, p90, p95 by {len(found)} parts of {legs:,} legs, DuckDB, {what}",
                f"≤ {most_s:.0f} s, equal to SQLite's",
                f"{took_s:.2f} s ({cpu_s:.1f} s of processor), {'equal' if same else 'DIFFERENT'}",
                f"SQLite alone {plain_s:.1f} s",
                took_s <= most_s and same,
            )


def make(file: Path, legs: int) -> float:
    """A table of made-up legs; how long it took."""
    began = time.perf_counter()
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute("pragma synchronous = off")
        db.execute("pragma journal_mode = off")
        db.execute(columnar.SCHEMA)
        db.execute(MAKE, (legs,))
    return time.perf_counter() - began


def _timed(count: Callable[[], Figures | None]) -> tuple[Figures, float]:
    began = time.perf_counter()
    found = count() or {}
    return found, time.perf_counter() - began


def _mib(file: Path) -> int:
    return round(file.stat().st_size / 2**20)
