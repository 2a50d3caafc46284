"""What ``luot simulate`` and ``luot advise`` read: the plan of a centre, and a scenario for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from broker.arguments import whole
from server.domain.plan import Plan
from server.virtual.scenario import Scenario
from server.virtual.scenario_file import read_scenario, usual_scenario

MOST_DAYS = 10_000
MOST_PROCESSES = 64


def add_days(parser: Any, days: int) -> None:
    """The options that make synthetic days."""
    parser.add_argument(
        "--scenario", type=Path, metavar="S.toml", help="what kind of days; busy usual ones"
    )
    parser.add_argument(
        "--days", type=whole(2, MOST_DAYS), default=days, metavar="N", help="how many days"
    )
    parser.add_argument(
        "--seed", type=whole(0, 10**9), default=1, metavar="N", help="which days: same N, same days"
    )
    add_processes(parser)


def add_processes(parser: Any) -> None:
    """The option that uses more cores."""
    parser.add_argument(
        "--processes",
        type=whole(1, MOST_PROCESSES),
        default=1,
        metavar="N",
        help="how many processes work; the figures are the same",
    )


def scenario_for(plan: Plan, path: Path | None) -> Scenario:
    """The scenario of the file, or the usual one. Raises ScenarioRefused, OSError."""
    return usual_scenario(plan) if path is None else read_scenario(path, plan)
