"""``luot procedures``: take over a list from a file, look at its versions, go back to one."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from server.clock import HallClock
from server.commands import places
from server.commands.progress import Progress
from server.domain.plan import Plan
from server.errors import ProceduresRefused
from server.procedures import importing, keeping, starter, tables
from server.procedures.importing import Taken
from server.procedures.keeping import Origin
from server.procedures.shelf import finder_of
from server.runtime import ThreadRuntime
from server.store import procedures
from server.store.errors import StoreMissing
from server.store.store import Store

FEWER = 2
"""A list that has not even this part of the one in force is probably a broken file."""
SOON = "A running server follows it within seconds, and the kiosks after it."


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("procedures", help="import procedures; versions, export, search")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    take = actions.add_parser("import", help="a CSV or XLSX file becomes the new list")
    take.add_argument("file", type=Path, help="the list: CSV in UTF-8, or XLSX (its first sheet)")
    take.add_argument("--synonyms", type=Path, help="CSV said,means; else those in force stay")
    take.add_argument("--source", default="", help="where the list is from, shown beside it")
    take.add_argument("--fewer", action="store_true", help="also when it has not half as many")
    take.add_argument("--dry-run", action="store_true", help="only report; change nothing")
    take.add_argument("--strict", action="store_true", help="change nothing if a row is refused")
    take.add_argument("--lang", choices=("vi", "en"), default="en", help="language of the report")
    show = actions.add_parser("list", help="print the procedures in force, or those that match")
    show.add_argument("words", nargs="*", help="words to search for, as at a kiosk")
    versions = actions.add_parser("versions", help="print every version, the newest first")
    restore = actions.add_parser("restore", help="make an earlier version the newest")
    restore.add_argument("version", type=int, help="its number")
    export = actions.add_parser("export", help="write the list as CSV, or as XLSX")
    export.add_argument("file", type=Path, help="what to write; .xlsx makes a workbook")
    export.add_argument("--version", type=int, help="which version (the newest)")
    acts = ((take, _import), (show, _list), (versions, _versions), (restore, _restore))
    for action, act in (*acts, (export, _export)):
        action.add_argument("--data", required=True, type=Path, help="folder of the centre")
        action.set_defaults(run=_opened(act))


Act = Callable[[Store, argparse.Namespace], int]


def _opened(act: Act) -> Callable[[argparse.Namespace], int]:
    """Opens the centre as ``luot user`` does: a server may run meanwhile."""

    def run(arguments: argparse.Namespace) -> int:
        with closing(Store(arguments.data, ThreadRuntime(), starts=False)) as store:
            return act(store, arguments)

    return run


def _import(store: Store, arguments: argparse.Namespace) -> int:
    """Raises ProceduresRefused when nothing was taken over."""
    plan, table = _plan(store), tables.read(arguments.file)
    with Progress("import", len(table.lines)) as step:
        taken = importing.check(table, plan, step)
    _report(taken, arguments.lang)
    if not taken.procedures:
        raise ProceduresRefused(f"{arguments.file} has no row that can be taken over: see above")
    if taken.wrong and arguments.strict:
        raise ProceduresRefused(
            f"nothing was changed: {taken.refused} rows are refused, and --strict wants none"
        )
    if arguments.dry_run:
        print(f"{len(taken.procedures)} procedures could be taken over. Nothing was changed.")
        return 0
    _keep(store, plan, taken, arguments)
    return 0


def _keep(store: Store, plan: Plan, taken: Taken, arguments: argparse.Namespace) -> None:
    synonyms = arguments.synonyms and importing.read_synonyms(arguments.synonyms)
    with store.read() as db:
        before = procedures.newest(db)
        if synonyms is None:
            held = keeping.document_of(db, before).synonyms if before else starter.synonyms()
            synonyms = held
    if before and not arguments.fewer and len(taken.procedures) * FEWER < before.count:
        raise ProceduresRefused(
            f"nothing was changed: {len(taken.procedures)} good rows would replace {before.count} "
            "procedures; mend the rows above, or add --fewer if that is meant"
        )
    document = importing.make(taken.procedures, synonyms, plan, arguments.source)
    origin = Origin(_who(), arguments.file.name, HallClock().now(), taken.refused)
    made, is_new = keeping.keep(store, document, origin)
    if not is_new:
        print(f"In force already: version {made.no}, {made.count} procedures.")
        return
    print(f"Version {made.no}: {made.count} procedures. {SOON}")
    if before is not None:
        back = f"luot procedures restore {before.no} --data {arguments.data}"
        print(f"Before: version {before.no}, {before.count} procedures. Back to it: {back}")


def _report(taken: Taken, lang: str) -> None:
    for one in taken.wrong:
        print(one.text("vi" if lang == "vi" else "en"))
    if taken.ignored:
        print(f"Columns that mean nothing here: {', '.join(taken.ignored)}")
    print(f"Rows: {len(taken.procedures)} good, {taken.refused} refused.")


def _list(store: Store, arguments: argparse.Namespace) -> int:
    with store.read() as db:
        edition = keeping.edition(db, None)
        document = keeping.document_of(db, edition)
    if document.source:
        print(f"# {document.source}")
    with closing(finder_of(edition.no, edition.digest, document)) as finder:
        found = finder.page(" ".join(arguments.words), 0, edition.count)
    for row in found.rows:
        print(f"{row['code']}\t{row['group']}\t{row['name_vi']}\t{row['name_en']}")
    return 0


def _versions(store: Store, arguments: argparse.Namespace) -> int:
    with store.read() as db:
        every = procedures.editions(db)
    for one in every:
        at = one.at.astimezone().strftime("%Y-%m-%d %H:%M")
        print(f"{one.no}\t{at}\t{one.count}\t{one.refused} refused\t{one.by}\t{one.about}")
    return 0


def _restore(store: Store, arguments: argparse.Namespace) -> int:
    with store.read() as db:
        wanted = keeping.edition(db, arguments.version)
        document = keeping.document_of(db, wanted)
    origin = Origin(_who(), f"version {wanted.no}: {wanted.about}", HallClock().now())
    made, is_new = keeping.keep(store, document, origin)
    if not is_new:
        print(f"In force already: version {made.no}, {made.count} procedures.")
    else:
        print(f"Version {made.no} is version {wanted.no} again: {made.count} procedures. {SOON}")
    return 0


def _export(store: Store, arguments: argparse.Namespace) -> int:
    with store.read() as db:
        edition = keeping.edition(db, arguments.version)
        document = keeping.document_of(db, edition)
    importing.export(arguments.file, document)
    print(f"{arguments.file}: version {edition.no}, {edition.count} procedures.")
    return 0


def _plan(store: Store) -> Plan:
    plan = places.plan_of(store)
    if plan is None:
        raise StoreMissing(f"{store.path} follows no plan yet: give it one with luot plan adopt")
    return plan


def _who() -> str:
    """The login at this machine; unknown where the system has no name for it."""
    try:
        return f"command:{getpass.getuser()}"
    except (OSError, KeyError):
        return "command"
