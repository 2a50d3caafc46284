"""``luot init``: a new centre from a plan."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from server.commands.plan import read_plan
from server.founding import create


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("init", help="make a new centre from a plan")
    parser.add_argument("--plan", required=True, type=Path, help="plan.toml of the centre")
    parser.add_argument("--data", required=True, type=Path, help="folder for its database")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make the database, adopt the plan, and make an admin whose PIN is shown once."""
    plan = read_plan(arguments.plan)
    pin = create(arguments.data, plan)
    print(f"Centre {plan.centre.id} is ready in {arguments.data}.")
    print(f"Admin login: admin   PIN (for one sign-in, shown once): {pin}")
    print(f"Start it with: luot serve --data {arguments.data} --mqtt mqtt://HOST:1883")
    return 0
