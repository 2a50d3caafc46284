"""``luot doctor``: is this centre's memory sound, and is the broker there?"""

from __future__ import annotations

import argparse
import os
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

from server.commands import chain_report
from server.runtime import ThreadRuntime
from server.settings import read_settings
from server.store import projection
from server.store.store import FILE, Store, verify
from server.web import oidc


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("doctor", help="check a centre and say what to do")
    parser.add_argument("--data", required=True, type=Path, help="folder of the centre")
    parser.add_argument(
        "--expect", type=chain_report.seal, metavar="SEQ:LINK", help="a link noted earlier"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check the file, the fold of the journal against the tables, and the free disk."""
    verify(arguments.data / FILE)
    print("database: sound")
    same, facts = _fold_agrees(arguments.data)
    print(f"journal: {facts} facts")
    whole = chain_report.whole(arguments.data, arguments.expect)
    if same:
        print("tables: agree with the journal")
    else:
        print("tables: DIFFER from the journal; stop the server and run: luot journal rebuild")
    free_gb = shutil.disk_usage(arguments.data).free / 1e9
    print(f"disk: {free_gb:.1f} GB free" + ("" if free_gb > 1 else "; make room now"))
    known = _provider_answers()
    return 0 if same and whole and known and free_gb > 1 else 1


def _provider_answers() -> bool:
    """Asks the provider of shared accounts, if one is set, for its discovery document."""
    settings = read_settings(os.environ)
    if not settings.oidc_issuer:
        return True
    wrong = oidc.trouble(settings)
    print(f"sign-in provider: {'NOT usable: ' + wrong if wrong else 'answers'}")
    return wrong is None


def _fold_agrees(data: Path) -> tuple[bool, int]:
    """Compares as of one moment, and changes nothing: a server may be at work meanwhile."""
    with closing(Store(data, ThreadRuntime(), starts=False)) as store, store.read() as db:
        db.execute("begin")
        folded, facts = projection.digest_of_journal(db)
        return folded == projection.digest(db), facts
