"""``luot journal``: raw facts, and ``luot journal rebuild``: the projections made anew."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from server.clock import HallClock
from server.commands.arguments import day
from server.domain import sessions
from server.ledger import Ledger
from server.runtime import ThreadRuntime
from server.store import journal, projection
from server.store.store import Store


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("journal", help="print facts, or rebuild what is made of them")
    parser.add_argument("action", nargs="?", choices=("show", "rebuild"), default="show")
    parser.add_argument("--data", required=True, type=Path, help="folder of the centre")
    parser.add_argument("--from", dest="first", type=day, help="first day")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Facts as JSON lines; or fold the whole journal and say whether anything differed."""
    rebuilds = arguments.action == "rebuild"
    store = Store(arguments.data, ThreadRuntime(), starts=False, alone=rebuilds)
    try:
        if rebuilds:
            return _rebuild(store)
        return _show(store, arguments.first)
    finally:
        store.close()


def _show(store: Store, first: date | None) -> int:
    plan = Ledger(store, ThreadRuntime(), HallClock()).snapshot.hall.rules
    tz = sessions.zone_of(plan)
    begins = sessions.day_bounds(plan, first)[0] if first else datetime.min.replace(tzinfo=UTC)
    with store.read() as db:
        for r in journal.read(db):
            if r.at >= begins:
                at = r.at.astimezone(tz).isoformat(timespec="milliseconds")
                row = {"seq": r.seq, "at": at, "by": r.by, "step": r.step}
                fact = {"kind": r.fact.KIND, "data": r.fact.data()}
                print(json.dumps({**row, **fact}, ensure_ascii=False))
    return 0


def _rebuild(store: Store) -> int:
    before = store.write(projection.digest)
    folded = store.write(projection.rebuild)
    same = store.write(projection.digest) == before
    verdict = "as they were, bit for bit" if same else "DIFFERENT from what was stored"
    print(f"{folded} facts folded; tickets and legs are {verdict}.")
    return 0 if same else 1
