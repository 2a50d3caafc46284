"""``luot journal``: raw facts, and ``luot journal rebuild``: the projections made anew."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from server.domain.facts import to_ms
from server.runtime import ThreadRuntime
from server.store import journal, projection
from server.store.store import Store


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("journal", help="print facts, or rebuild what is made of them")
    parser.add_argument("action", nargs="?", choices=("show", "rebuild"), default="show")
    parser.add_argument("--data", required=True, type=Path, help="folder of the centre")
    parser.add_argument("--from", dest="first", type=date.fromisoformat, help="first day, UTC")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Facts as JSON lines; or fold the whole journal and say whether anything differed."""
    store = Store(arguments.data, ThreadRuntime(), starts=False)
    try:
        if arguments.action == "rebuild":
            return _rebuild(store)
        return _show(store, arguments.first)
    finally:
        store.close()


def _show(store: Store, first: date | None) -> int:
    from_ms = to_ms(datetime(first.year, first.month, first.day, tzinfo=UTC)) if first else 0
    with store.read() as db:
        for r in journal.read(db):
            if to_ms(r.at) >= from_ms:
                row = {"seq": r.seq, "at": r.at.isoformat(), "by": r.by, "step": r.step}
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
