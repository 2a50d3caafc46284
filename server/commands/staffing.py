"""``luot staffing``: counters needed and open, by department and half hour of past days."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from broker.arguments import whole
from server.commands.arguments import day
from server.commands.progress import Progress
from server.commands.replay_material import journal_day
from server.commands.seats import seats_of
from server.domain.goals import IN_TIME_PERCENT
from server.virtual.needs import needs
from server.virtual.simulation_text import aligned


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("staffing", help="counters needed and open, by half hour")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="the centre")
    parser.add_argument(
        "--day", action="append", required=True, type=day, metavar="DAY", help="may be repeated"
    )
    parser.add_argument(
        "--in-time",
        type=whole(1, 99),
        default=IN_TIME_PERCENT,
        metavar="PERCENT",
        help="how many are to be called within their target; %(default)s",
    )
    parser.add_argument("--progress", type=Path, metavar="FILE", help="how much is done, 0 to 100")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the table."""
    wanted = sorted(set(arguments.day))
    days = [journal_day(arguments.data, one) for one in wanted]
    plan = days[-1].plan
    there = seats_of(arguments.data, plan, wanted)
    with Progress("staffing", len(days), file=arguments.progress) as step:
        found = needs(plan, days, arguments.in_time / 100, step, there)
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False, allow_nan=False))
    else:
        print(_text(found))
    return 0


def _text(found: Mapping[str, Any]) -> str:
    rows = [["needed/open", *found["starts"], "of"]]
    for one in found["departments"]:
        cells = [
            f"{row['needed']}/{row['open']:.0f}{'!' if row['short'] else ''}"
            for row in one["slots"]
        ]
        rows.append([one["department"], *cells, str(len(one["counters"]))])
    goal = f"! needs more than were open, and fewer than {found['goal']:.0%} were called in time"
    return f"{aligned(rows)}\n{goal}; mean of {found['days']} days"
