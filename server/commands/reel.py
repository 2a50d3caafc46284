"""``luot reel``: a past day minute by minute, as JSON for the page that plays it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from server.commands.arguments import day
from server.commands.progress import Progress
from server.commands.replay_material import facts_of
from server.domain.facts import PlanAdopted
from server.domain.plan import parse_plan
from server.virtual.reel import frames_of, reel


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("reel", help="a past day minute by minute, as JSON")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="the centre")
    parser.add_argument("--day", required=True, type=day, metavar="DAY", help="which day")
    parser.add_argument("--progress", type=Path, metavar="FILE", help="how much is done, 0 to 100")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the frames."""
    records = facts_of(arguments.data, arguments.day)
    first = records[0].fact
    total = frames_of(parse_plan(first.document)) if isinstance(first, PlanAdopted) else 0
    with Progress("reel", total, file=arguments.progress) as step:
        print(json.dumps(reel(records, step), ensure_ascii=False, separators=(",", ":")))
    return 0
