"""``luot stats``: figures of a span of days, as a table or JSON."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from server import figures
from server.clock import HallClock
from server.commands.arguments import day
from server.domain import statistics
from server.ledger import Ledger
from server.runtime import ThreadRuntime
from server.store.store import Store

COLUMNS = ("key", "n_issued", "n_served", "n_no_show", "n_left", "n_expired", "n_forgotten")


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("stats", help="figures of a span of days")
    parser.add_argument("--from", dest="first", required=True, type=day, help="first day")
    parser.add_argument("--to", dest="last", required=True, type=day, help="last day, included")
    parser.add_argument(
        "--by",
        choices=("group", "counter", "department", "hour", "day"),
        default="day",
        help="a row for each of these",
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--data", required=True, type=Path, help="folder of the centre")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """The same rows as ``GET /api/v1/stats/summary``."""
    if arguments.first > arguments.last:
        print("luot: --from is after --to: swap them", file=sys.stderr)
        return 2
    runtime = ThreadRuntime()
    store = Store(arguments.data, runtime, starts=False)
    try:
        plan = Ledger(store, runtime, HallClock()).snapshot.hall.rules
        with store.read() as db:
            legs = figures.legs(db, plan, arguments.first, arguments.last)
    finally:
        store.close()
    rows = statistics.summary(legs, arguments.by)
    print(json.dumps(rows, ensure_ascii=False, indent=1) if arguments.json else _table(rows))
    return 0


def _table(rows: list[dict[str, Any]]) -> str:
    head = [*COLUMNS, "wait n", "p50 s", "p90 s", "p95 s", "within target"]
    lines = [[str(row[name]) for name in COLUMNS] + _waits(row) for row in rows]
    widths = [max(len(line[i]) for line in [head, *lines]) for i in range(len(head))]
    return "\n".join(
        "  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True))
        for line in [head, *lines]
    )


def _waits(row: dict[str, Any]) -> list[str]:
    wait = row["wait"]
    within = row["within_target"]
    figures = [wait["n"], wait["p50_s"], wait["p90_s"], wait["p95_s"]]
    shown = "-" if within is None else f"{within:.0%}"
    return ["-" if figure is None else str(figure) for figure in figures] + [shown]
