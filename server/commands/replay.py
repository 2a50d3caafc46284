"""``luot replay``: a day once more, under any rule, with a trace or from the journal."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from server.commands.arguments import day, what_if
from server.commands.progress import Progress
from server.commands.replay_material import Material, from_journal, from_trace
from server.domain.policy import RULES
from server.virtual.calls import calls_csv
from server.virtual.history import History, book_for, read_history
from server.virtual.people import Visit
from server.virtual.replay import replay
from server.virtual.report import Report, report
from server.virtual.text import table
from server.virtual.trace import unserved
from server.virtual.what_if import Altered, alter


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("replay", help="a day once more, under any calling rule")
    parser.add_argument("--trace", type=Path, metavar="T.csv", help="who came, as CSV")
    parser.add_argument("--plan", type=Path, metavar="P.toml", help="plan of the centre")
    parser.add_argument("--journal", type=day, metavar="DAY", help="replay a day that really was")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of the centre")
    parser.add_argument("--policy", choices=tuple(RULES), help="calling rule; the plan's")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--calls", type=Path, metavar="OUT.csv", help="write every call")
    parser.add_argument("--history", type=Path, metavar="DIR", help="earlier days to learn from")
    parser.add_argument(
        "--what-if",
        action="append",
        default=[],
        type=what_if,
        metavar="CHANGE",
        help='such as "skill 12 DD1"; may be repeated',
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the figures, as they were, replayed and changed."""
    if wrong := _wrong_usage(arguments):
        print(f"luot replay: {wrong}", file=sys.stderr)
        return 2
    material = _material(arguments)
    history = read_history(arguments.history) if arguments.history else History()
    _warn(history.warnings)
    rule = arguments.policy or material.plan.centre.policy
    reports: dict[str, Report] = {}
    if material.happened is not None:
        reports["as_happened"] = report(
            material.plan, material.plan.centre.policy, material.happened
        )
    visits: list[Visit] = []
    changed = {"changed": arguments.what_if} if arguments.what_if else {}
    for name, wanted in ({"replayed": []} | changed).items():
        hall = alter(material.plan, rule, wanted, material.changes)
        visits = _play(hall, material, history)
        reports[name] = report(hall.plan, hall.policy, visits)
    if arguments.calls:
        arguments.calls.write_text(calls_csv(visits), encoding="utf-8", newline="")
    _print(reports, arguments.json)
    return 0


def _wrong_usage(arguments: argparse.Namespace) -> str | None:
    traced = (arguments.trace is not None, arguments.plan is not None)
    kept = (arguments.journal is not None, arguments.data is not None)
    if traced == (True, True) and not any(kept):
        return None
    if kept == (True, True) and not any(traced):
        return None
    return "give --trace and --plan, or --journal and --data"


def _material(arguments: argparse.Namespace) -> Material:
    if arguments.trace is not None:
        return from_trace(arguments.trace, arguments.plan)
    found = from_journal(arguments.data, arguments.journal)
    if found.unfinished:
        _warn(
            [
                f"{arguments.journal} is not over: {found.unfinished} people still wait or are "
                'being served; under "as happened" they count as expired'
            ]
        )
    return found


def _play(hall: Altered, material: Material, history: History) -> list[Visit]:
    for group, n in unserved(hall.plan, material.citizens).items():
        _warn([f"no counter serves group {group}: {n} tickets can only expire"])
    book = book_for(hall.plan, history)
    changes = hall.changes(material.changes)
    with Progress("replay", len(material.citizens)) as step:
        return replay(hall.plan, material.citizens, hall.policy, book, changes, step)


def _print(reports: dict[str, Report], as_json: bool) -> None:
    if not as_json:
        print(table(reports))
        return
    only = reports["replayed"] if list(reports) == ["replayed"] else reports
    print(json.dumps(only, ensure_ascii=False, indent=1, allow_nan=False))


def _warn(lines: Sequence[str]) -> None:
    for line in lines:
        print(f"luot: warning: {line}", file=sys.stderr)
