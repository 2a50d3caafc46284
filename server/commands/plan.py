"""``luot plan``: is a plan sound, follow another one, and which one is followed."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from server.clock import HallClock
from server.commands.arguments import what_if
from server.domain.plan import Plan, PlanRefused, parse_plan, plan_from_toml
from server.domain.plan_check import PlanError
from server.domain.plan_toml import plan_to_toml
from server.domain.plan_words import in_both
from server.errors import WhatIfRefused
from server.ledger import Ledger
from server.runtime import ThreadRuntime
from server.store import journal
from server.store.errors import StoreMissing
from server.store.store import Store
from server.virtual.what_if import alter


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("plan", help="check, adopt or show the plan of a centre")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    check = actions.add_parser("check", help="tell every error of a plan, or what is in it")
    adopt = actions.add_parser("adopt", help="follow another plan; with the server stopped")
    change = actions.add_parser("change", help="print a plan with changes made on it")
    change.add_argument("file", type=Path, help="plan.toml of the centre")
    change.add_argument(
        "--what-if",
        action="append",
        required=True,
        type=what_if,
        metavar="CHANGE",
        help="a change",
    )
    change.set_defaults(run=run_change)
    show = actions.add_parser("show", help="print the plan in force")
    for action, run in ((check, run_check), (adopt, run_adopt), (show, run_show)):
        action.set_defaults(run=run)
        if action is not show:
            action.add_argument("file", type=Path, help="plan.toml of the centre")
            action.add_argument(
                "--lang",
                choices=("vi", "en"),
                default=language(os.environ),
                help="of the errors; else that of LANG",
            )
        if action is not check:
            action.add_argument("--data", required=True, type=Path, help="folder of the centre")


def run_check(arguments: argparse.Namespace) -> int:
    """Say that the plan is sound and what is in it. Raises PlanRefused with every error."""
    with _told_in(arguments.lang):
        plan = read_plan(arguments.file)
    print(f"ok: {summary(plan)}")
    return 0


def run_adopt(arguments: argparse.Namespace) -> int:
    """Follow the plan from now on. Raises PlanRefused, or StoreBusy while a server runs."""
    runtime = ThreadRuntime()
    with _told_in(arguments.lang):
        plan = read_plan(arguments.file)
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


def run_change(arguments: argparse.Namespace) -> int:
    """Print the plan with the changes made. Raises WhatIfRefused, PlanRefused."""
    plan = read_plan(arguments.file)
    hall = alter(plan, plan.centre.policy, arguments.what_if)
    if any(one.verb in ("open", "close", "more") for one in arguments.what_if):
        raise WhatIfRefused("hours of counters are no part of a plan: the roster keeps them")
    told: dict[str, Any] = {"policy": hall.policy}
    centre = replace(hall.plan.centre, **told)
    print(plan_to_toml(replace(hall.plan, centre=centre)), end="")
    return 0


def language(environment: Mapping[str, str]) -> str:
    """The language of a shell: Vietnamese where its locale says so, else English."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    chosen = next((environment[name] for name in names if environment.get(name)), "")
    return "vi" if chosen.partition("_")[0].partition(".")[0] == "vi" else "en"


@contextmanager
def _told_in(lang: str) -> Iterator[None]:
    """Errors of a plan leave in this language."""
    try:
        yield
    except PlanRefused as refused:
        said = ((one.key, in_both(one)) for one in refused.errors)
        told = (PlanError(key, both.vi if lang == "vi" else both.en) for key, both in said)
        raise PlanRefused(tuple(told)) from refused


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
