"""``luot audit``: who did what, when, from where; found and exported."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from server import auditing
from server.clock import HallClock
from server.commands.arguments import day
from server.domain import sessions
from server.domain.plan import Plan
from server.ledger import Ledger
from server.runtime import ThreadRuntime
from server.store import audit, notes
from server.store.store import Store

SHOWN = 200
"""Lines that are shown when nothing is exported."""


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("audit", help="who did what when; search and export")
    parser.add_argument("--data", required=True, type=Path, help="folder of the centre")
    parser.add_argument("--from", dest="first", type=day, help="first day; today")
    parser.add_argument("--to", dest="last", type=day, help="last day, included; today")
    parser.add_argument("--by", help="who: a login or a device")
    parser.add_argument("--kind", help="which fact, as docs/facts.md names it")
    parser.add_argument("--counter", type=int, help="number of a counter")
    parser.add_argument("--ticket", type=int, help="number of a ticket of these days")
    parser.add_argument("--export", choices=tuple(auditing.FORMS), help="everything, in this form")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Lines for people, or a whole export to stdout, which is noted itself."""
    store = Store(arguments.data, ThreadRuntime(), starts=False)
    try:
        plan = Ledger(store, ThreadRuntime(), HallClock()).snapshot.hall.rules
        first, last = _days(plan, arguments)
        if first > last:
            print("luot: --from is after --to: swap them", file=sys.stderr)
            return 2
        wanted = {name: getattr(arguments, name) for name in ("by", "kind", "counter", "ticket")}
        _tell(store, plan, auditing.search(plan, first, last, **wanted), arguments.export)
    finally:
        store.close()
    return 0


def _days(plan: Plan, arguments: argparse.Namespace) -> tuple[date, date]:
    today = sessions.local_day(HallClock().now(), sessions.zone_of(plan))
    last = arguments.last or max(today, arguments.first or today)
    return arguments.first or last, last


def _tell(store: Store, plan: Plan, asked: audit.Search, form: str | None) -> None:
    if form is not None:
        data = json.dumps({"what": "audit", "form": form})
        store.write(lambda db: notes.put(db, "command:luot", "data_exported", data))
    with store.read() as db:
        rows = auditing.told(plan, audit.find(db, asked, None if form else SHOWN))
        if form is not None:
            for line in auditing.lines(rows, form):
                print(line, end="")
            return
        for row in rows:
            data = json.dumps(row["data"], ensure_ascii=False)
            print(f"{row['seq']:>8}  {row['at']}  {row['by']:<24} {row['kind']:<20} {data}")
