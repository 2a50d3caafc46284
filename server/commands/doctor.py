"""``luot doctor``: is this centre's memory sound, and is the broker there?"""

from __future__ import annotations

import argparse
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

from server.runtime import ThreadRuntime
from server.store import projection
from server.store.store import FILE, Store, verify


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("doctor", help="check a centre and say what to do")
    parser.add_argument("--data", required=True, type=Path, help="folder of the centre")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check the file, the fold of the journal against the tables, and the free disk."""
    verify(arguments.data / FILE)
    print("database: sound")
    same, facts = _fold_agrees(arguments.data)
    print(f"journal: {facts} facts")
    if same:
        print("tables: agree with the journal")
    else:
        print("tables: DIFFER from the journal; stop the server and run: luot journal rebuild")
    free_gb = shutil.disk_usage(arguments.data).free / 1e9
    print(f"disk: {free_gb:.1f} GB free" + ("" if free_gb > 1 else "; make room now"))
    return 0 if same and free_gb > 1 else 1


def _fold_agrees(data: Path) -> tuple[bool, int]:
    """Compares as of one moment, and changes nothing: a server may be at work meanwhile."""
    with closing(Store(data, ThreadRuntime(), starts=False)) as store, store.read() as db:
        db.execute("begin")
        folded, facts = projection.digest_of_journal(db)
        return folded == projection.digest(db), facts
