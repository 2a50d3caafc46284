"""``luot replay``: a day once more, under any rule, with a trace or from the journal."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from server.commands.progress import Progress
from server.domain.plan import Plan, plan_from_toml
from server.domain.policy import RULES
from server.errors import WhatIfRefused
from server.virtual.calls import calls_csv
from server.virtual.history import History, book_for, read_history
from server.virtual.people import Change, Citizen, Visit
from server.virtual.replay import replay
from server.virtual.report import Report, report
from server.virtual.text import table
from server.virtual.trace import read_trace, unserved
from server.virtual.what_if import Altered, WhatIf, alter, read


@dataclass(frozen=True, slots=True)
class Material:
    """What is to be replayed: a hall, who came, and what its counters did by themselves."""

    plan: Plan
    citizens: list[Citizen]
    changes: Sequence[Change] = ()
    happened: Sequence[Visit] | None = None


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("replay", help="a day once more, under any calling rule")
    parser.add_argument("--trace", type=Path, metavar="T.csv", help="who came, as CSV")
    parser.add_argument("--plan", type=Path, metavar="P.toml", help="plan of the centre")
    parser.add_argument("--policy", choices=tuple(RULES), help="calling rule; the plan's")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--calls", type=Path, metavar="OUT.csv", help="write every call")
    parser.add_argument("--history", type=Path, metavar="DIR", help="earlier days to learn from")
    parser.add_argument(
        "--what-if",
        action="append",
        default=[],
        type=_what_if,
        metavar="CHANGE",
        help='such as "skill 12 DD1"; may be repeated',
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the figures, as they were, replayed and changed."""
    if arguments.trace is None or arguments.plan is None:
        print("luot replay: give --trace and --plan", file=sys.stderr)
        return 2
    material = _from_trace(arguments.trace, arguments.plan)
    history = read_history(arguments.history) if arguments.history else History()
    _warn(history.warnings)
    rule = arguments.policy or material.plan.centre.policy
    reports: dict[str, Report] = {}
    hall = alter(material.plan, rule, [])
    visits = _play(hall, material, history)
    reports["replayed"] = report(hall.plan, hall.policy, visits)
    if arguments.what_if:
        hall = alter(material.plan, rule, arguments.what_if)
        visits = _play(hall, material, history)
        reports["changed"] = report(hall.plan, hall.policy, visits)
    if arguments.calls:
        arguments.calls.write_text(calls_csv(visits), encoding="utf-8", newline="")
    _print(reports, arguments.json)
    return 0


def _from_trace(trace: Path, plan: Path) -> Material:
    centre = plan_from_toml(plan.read_text(encoding="utf-8"))
    return Material(centre, read_trace(trace, centre))


def _play(hall: Altered, material: Material, history: History) -> list[Visit]:
    for group, n in unserved(hall.plan, material.citizens).items():
        _warn([f"no counter serves group {group}: {n} tickets can only expire"])
    book = book_for(hall.plan, history)
    with Progress("replay", len(material.citizens)) as step:
        changes = hall.changes(material.changes)
        return replay(hall.plan, material.citizens, hall.policy, book, changes, step)


def _print(reports: dict[str, Report], as_json: bool) -> None:
    if not as_json:
        print(table(reports))
        return
    told: dict[str, Any] = reports
    if list(reports) == ["replayed"]:
        told = reports["replayed"]
    print(json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False))


def _warn(lines: Sequence[str]) -> None:
    for line in lines:
        print(f"luot: warning: {line}", file=sys.stderr)


def _what_if(text: str) -> WhatIf:
    try:
        return read(text)
    except WhatIfRefused as refused:
        raise argparse.ArgumentTypeError(str(refused)) from refused
