"""``luot simulate``: several calling rules on the same synthetic days of a planned centre."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from server.commands.hall_files import add_days, scenario_for
from server.commands.plan import read_plan
from server.commands.progress import Progress
from server.domain.plan import Plan
from server.domain.policy import RULES
from server.virtual import plots, simulation, simulation_text
from server.virtual.lab import Case, Lab
from server.virtual.plots import simulation_picture

USUAL = ("fifo", "priority", "own-queue", "fixed-teams")
"""With which rules the plan's own is compared when none is named."""


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("simulate", help="calling rules on synthetic days of a plan")
    parser.add_argument(
        "--plan", type=Path, required=True, metavar="P.toml", help="plan of the centre"
    )
    add_days(parser, 20)
    parser.add_argument(
        "--policy",
        action="append",
        choices=tuple(RULES),
        help="calling rule; may be repeated, the others are compared with the first",
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="also draw it: .svg or .png")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the figures of every rule, and draw them."""
    if arguments.plot:
        plots.check(arguments.plot)
    plan = read_plan(arguments.plan)
    scenario = scenario_for(plan, arguments.scenario)
    policies = list(dict.fromkeys(arguments.policy or (plan.centre.policy, *USUAL)))
    _warn_of_unserved(plan)
    days = simulation.make_days(plan, scenario, arguments.seed, arguments.days)
    cases = [Case(plan, name) for name in policies]
    with (
        Lab(days, scenario, arguments.processes) as lab,
        Progress("simulate", len(cases) * lab.days) as step,
    ):
        found = simulation.tried(policies, lab.run(cases, step=step))
    if arguments.json:
        document = simulation.document(plan, arguments.seed, found)
        print(json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False))
    else:
        print(simulation_text.table(plan, found))
    if arguments.plot:
        plots.write(simulation_picture(plan.centre.id, found), arguments.plot)
    return 0


def _warn_of_unserved(plan: Plan) -> None:
    for code, able in plan.able.items():
        if not able:
            print(f"luot: warning: no counter serves group {code}", file=sys.stderr)
