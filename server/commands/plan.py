"""``luot plan``: is a plan sound, follow another one, and which one is followed."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path
from typing import Any

from server.clock import HallClock
from server.domain.plan import Plan, PlanRefused, parse_plan, plan_from_toml
from server.domain.plan_check import PlanError
from server.domain.plan_toml import plan_to_toml
from server.ledger import Ledger
from server.runtime import ThreadRuntime
from server.store import journal
from server.store.errors import StoreMissing
from server.store.store import Store


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("plan", help="check, adopt or show the plan of a centre")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    check = actions.add_parser("check", help="tell every error of a plan, or what is in it")
    adopt = actions.add_parser("adopt", help="follow another plan; with the server stopped")
    show = actions.add_parser("show", help="print the plan in force")
    for action, run in ((check, run_check), (adopt, run_adopt), (show, run_show)):
        action.set_defaults(run=run)
        if action is not show:
            action.add_argument("file", type=Path, help="plan.toml of the centre")
        if action is not check:
            action.add_argument("--data", required=True, type=Path, help="folder of the centre")


def run_check(arguments: argparse.Namespace) -> int:
    """Say that the plan is sound and what is in it. Raises PlanRefused with every error."""
    print(f"ok: {summary(read_plan(arguments.file))}")
    return 0


def run_adopt(arguments: argparse.Namespace) -> int:
    """Follow the plan from now on. Raises PlanRefused, or StoreBusy while a server runs."""
    plan, runtime = read_plan(arguments.file), ThreadRuntime()
    with closing(Store(arguments.data, runtime, starts=False, alone=True)) as store:
        changed = Ledger(store, runtime, HallClock()).adopt(plan)
    print(f"{'Adopted' if changed else 'In force already'}: {summary(plan)}")
    return 0


def run_show(arguments: argparse.Namespace) -> int:
    """Print the plan in force as a plan.toml; a server may run meanwhile."""
    runtime = ThreadRuntime()
    with closing(Store(arguments.data, runtime, starts=False)) as store, store.read() as db:
        plans = journal.plans(db)
    if not plans:
        raise StoreMissing(f"{store.path} follows no plan yet: give it one with luot plan adopt")
    print(plan_to_toml(parse_plan(plans[-1])), end="")
    return 0


def read_plan(path: Path) -> Plan:
    """The plan at ``path``. Raises PlanRefused with every error, or OSError."""
    try:
        text = path.read_text(encoding="utf-8-sig")  # some editors mark their files
    except UnicodeDecodeError as error:
        wrong = PlanError(path.name, f"not UTF-8 at byte {error.start}: save it as UTF-8")
        raise PlanRefused((wrong,)) from error
    return plan_from_toml(text)


def summary(plan: Plan) -> str:
    """What is in a plan, in a few lines."""
    hours = ", ".join(f"{_clock(s.opens_s)}–{_clock(s.closes_s)}" for s in plan.sessions)
    bands = ", ".join(f"{s.first}–{s.last}" for s in plan.series.values())
    unserved = ", ".join(code for code, counters in plan.able.items() if not counters)
    lines = [
        f"{plan.centre.name_vi} ({plan.centre.id})",
        f"zones {len(plan.zones)}, departments {len(plan.departments)}, "
        f"groups {len(plan.groups)}, counters {len(plan.counters)}",
        f"open {hours} ({plan.centre.timezone}); numbers {bands}",
    ]
    return "\n  ".join(lines + ([f"served by no counter: {unserved}"] if unserved else []))


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"
