"""``luot advise``: what a manager should change, each with its effect by simulation."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from broker.arguments import whole
from server.commands.arguments import day
from server.commands.hall_files import add_days, scenario_for
from server.commands.plan import read_plan
from server.commands.progress import Progress
from server.commands.replay_material import from_journal
from server.domain.goals import IN_TIME_PERCENT
from server.domain.plan import Plan
from server.errors import NoSuchDay
from server.virtual import advice, advice_report, simulation, staffing
from server.virtual.lab import Lab
from server.virtual.roster import roster
from server.virtual.scenario import Scenario
from server.virtual.workload import VirtualDay

LEAST_DAYS = 4
"""Half of them to choose on, half to measure on."""


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("advise", help="what to change: authorisations, open counters")
    parser.add_argument("--plan", type=Path, metavar="P.toml", help="plan of the centre")
    add_days(parser, 20)
    parser.add_argument("--journal-from", type=day, metavar="DAY", help="first day that really was")
    parser.add_argument("--journal-to", type=day, metavar="DAY", help="last of these, included")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of the centre")
    parser.add_argument(
        "--authorisations", type=whole(0, 500), default=5, metavar="N", help="how many to look for"
    )
    parser.add_argument(
        "--most", type=whole(1, 500), default=500, metavar="N", help="at most so many a counter"
    )
    parser.add_argument(
        "--batch", type=whole(1, 50), default=1, metavar="N", help="choose so many side by side"
    )
    parser.add_argument(
        "--in-time",
        type=whole(0, 100),
        default=IN_TIME_PERCENT,
        metavar="PERCENT",
        help="open counters so that so many wait no longer than their target; 0 leaves this out",
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the advice, and how long it took."""
    if wrong := _wrong_usage(arguments):
        print(f"luot advise: {wrong}", file=sys.stderr)
        return 2
    started = time.monotonic()
    plan, days, scenario = _material(arguments)
    with Lab(days, scenario, arguments.processes) as lab:
        found = _advice(arguments, plan, lab, days)
    took_s = time.monotonic() - started
    if arguments.json:
        document = advice_report.document(plan, found, took_s)
        print(json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False))
    else:
        print(advice_report.text(plan, found, arguments.in_time / 100, took_s))
    return 0


def _wrong_usage(arguments: argparse.Namespace) -> str | None:
    journal = (arguments.journal_from, arguments.journal_to, arguments.data)
    if (arguments.plan is None) is all(one is None for one in journal):
        return "give --plan, or --journal-from, --journal-to and --data"
    if arguments.plan is None and any(one is None for one in journal):
        return "give all of --journal-from, --journal-to and --data"
    if arguments.plan is None and arguments.scenario is not None:
        return "--scenario goes with --plan"
    if arguments.plan is not None and arguments.days < LEAST_DAYS:
        return f"--days: at least {LEAST_DAYS}: half to choose on, half to measure on"
    return None


def _material(
    arguments: argparse.Namespace,
) -> tuple[Plan, Sequence[VirtualDay], Scenario | None]:
    if arguments.plan is None:
        span = (arguments.journal_from, arguments.journal_to)
        return *_real_days(arguments.data, *span), None
    plan = read_plan(arguments.plan)
    scenario = scenario_for(plan, arguments.scenario)
    return plan, simulation.make_days(plan, scenario, arguments.seed, arguments.days), scenario


def _real_days(data: Path, first: date, last: date) -> tuple[Plan, list[VirtualDay]]:
    """The plan of the last day that was, and everybody who came on each."""
    found, unknown = [], ""
    for n in range((last - first).days + 1):
        try:
            found.append(from_journal(data, first + timedelta(n)))
        except NoSuchDay as missing:
            unknown = f": {missing}"
    if len(found) < LEAST_DAYS:
        why = unknown if not found else ""
        raise NoSuchDay(f"{len(found)} days from {first} to {last}, {LEAST_DAYS} are needed{why}")
    plan = found[-1].plan
    days = [
        VirtualDay(
            [citizen for citizen in one.citizens if citizen.group in plan.groups],
            changes=tuple(c for c in one.changes if c.counter in plan.counters),
        )
        for one in found
    ]
    return plan, days


def _advice(
    arguments: argparse.Namespace, plan: Plan, lab: Lab, days: Sequence[VirtualDay]
) -> advice_report.Advice:
    """Chosen on every other day, measured on those between."""
    here, there = list(range(0, lab.days, 2)), list(range(1, lab.days, 2))
    search = advice.Search(arguments.authorisations, arguments.most, arguments.batch)
    with Progress("authorisations", advice.races(search)) as step:
        chosen = advice.find(plan, lab, here, search, step)
    with Progress("measure", (len(chosen) + 1) * len(there)) as step:
        found = advice_report.measured(plan, lab, there, chosen, step)
    if not arguments.in_time:
        return found
    hall, goal = roster(plan), arguments.in_time / 100
    numbers = staffing.first_guess(plan, hall, [days[n] for n in here], goal)
    with Progress("counters", staffing.ROUNDS + len(hall.starts)) as step:
        numbers = staffing.refine(plan, lab, here, hall, numbers, goal, step)
    return replace(found, opening=advice_report.opening(plan, lab, there, hall, numbers))
