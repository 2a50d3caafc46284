"""``luot legs``: the legs of any days as one flat table, for other programs and for many years."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from server.commands.arguments import day
from server.domain import sessions
from server.domain.history_rows import NONE
from server.errors import LegsRefused
from server.historian import Historian
from server.store import columnar
from server.store.readonly import reader
from server.store.store import FILE, verify

COLUMNS = (
    *("day", "weekday", "at_min", "group", "department", "counter", "priority", "first"),
    *("outcome", "wait_ms", "closed_ms", "response_ms", "service_ms", "rating"),
)


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "legs", help="legs of any days as a table, and percentiles of it"
    )
    kinds = parser.add_subparsers(dest="what", required=True)
    write = kinds.add_parser("write", help="write the legs into a new SQLite file")
    write.add_argument("file", type=Path, help="the new file")
    write.add_argument("--from", dest="first", type=day, default=date.min, help="first day")
    write.add_argument("--to", dest="last", type=day, default=date.max, help="last day, included")
    write.add_argument("--data", required=True, type=Path, help="folder of the centre")
    write.set_defaults(run=_write)
    copy = kinds.add_parser("copy", help="a columnar copy of such a file, much faster to ask")
    copy.add_argument("file", type=Path, help="what luot legs write made")
    copy.add_argument("to", type=Path, help="the copy")
    copy.set_defaults(run=_copy)
    ask = kinds.add_parser("percentiles", help="P50, P90, P95 of waits by group and hour")
    ask.add_argument("file", type=Path, help="what luot legs write or copy made")
    ask.add_argument(
        "--engine",
        choices=("auto", "sqlite", "duckdb"),
        default="auto",
        help="what counts: DuckDB where it is installed, when left out",
    )
    ask.set_defaults(run=_percentiles)


def _write(arguments: argparse.Namespace) -> int:
    verify(arguments.data / FILE)
    if arguments.file.exists():
        raise LegsRefused(f"{arguments.file} exists: choose another file")
    n = columnar.write(arguments.file, _days(arguments))
    print(f"{n} legs in {arguments.file}")
    return 0


def _days(arguments: argparse.Namespace) -> Iterator[Iterator[tuple[Any, ...]]]:
    """A day at a time, so that any number of years needs little memory."""
    historian, now = Historian(reader(arguments.data / FILE)), datetime.now(UTC)
    today = sessions.today_of(historian.plan(), now).isoformat()
    for one in historian.names(arguments.first, arguments.last):
        that = date.fromisoformat(one)
        legs = historian.days(that, that, now, today).legs
        words = {name: legs.words[name] for name in ("day", "group", "department", "outcome")}
        columns = {name: _values(name, legs.column(name), words) for name in COLUMNS}
        columns["wait_ms"] = [
            wait if known else None
            for wait, known in zip(columns["wait_ms"], legs.known("wait_ms"), strict=True)
        ]
        yield zip(*columns.values(), strict=True)


def _values(name: str, column: Any, words: dict[str, list[str]]) -> list[Any]:
    if name in words:
        return [words[name][one] or None for one in column]
    if name == "at_min":
        return [one // 60 for one in column]
    return [None if one == NONE else one for one in column]


def _copy(arguments: argparse.Namespace) -> int:
    _needs_duckdb()
    columnar.copy(arguments.file, arguments.to)
    print(f"{arguments.to}")
    return 0


def _percentiles(arguments: argparse.Namespace) -> int:
    """JSON on standard output: n and milliseconds for each group and hour."""
    plain = columnar.is_sqlite(arguments.file)
    if arguments.engine == "duckdb" or not plain:
        _needs_duckdb()
    duck = arguments.engine != "sqlite" and columnar.available()
    found = (columnar.by_duckdb if duck else columnar.by_sqlite)(arguments.file)
    names = ("n", "p50_ms", "p90_ms", "p95_ms")
    rows = [
        {"group": grp, "hour": hour, **dict(zip(names, told, strict=True))}
        for (grp, hour), told in sorted(found.items())
    ]
    json.dump(rows, sys.stdout, ensure_ascii=False, indent=1)
    print()
    return 0


def _needs_duckdb() -> None:
    if not columnar.available():
        raise LegsRefused("DuckDB is not installed: pip install 'luot[columnar]'")
