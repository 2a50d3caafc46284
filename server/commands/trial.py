"""``luot trial``: past days as they were and changed, side by side, and how sure that is."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from broker.arguments import whole
from server.commands.arguments import day, what_if
from server.commands.progress import Progress
from server.commands.replay_material import journal_day
from server.virtual.simulation_text import aligned
from server.virtual.trial import PastDay, plays, trial
from server.virtual.trial_report import document

MOST_RUNS = 200
SHOWN = {
    "p50_s": ("wait: p50, min", 60, 1),
    "p90_s": ("wait: p90, min", 60, 1),
    "within": ("within target, %", 0.01, 0),
    "expired": ("expired", 1, 0),
    "at_close": ("waiting at a close", 1, 0),
    "idle_h": ("idle, counter hours", 1, 1),
}
"""By figure: its name, the unit, digits."""


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("trial", help="past days with a change, beside what was")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="the centre")
    parser.add_argument(
        "--day", action="append", required=True, type=day, metavar="DAY", help="may be repeated"
    )
    parser.add_argument(
        "--what-if",
        action="append",
        default=[],
        type=what_if,
        metavar="CHANGE",
        help='such as "more xd 08:30-11:30"; may be repeated',
    )
    parser.add_argument(
        "--runs", type=whole(1, MOST_RUNS), default=40, metavar="N", help="of each day; 40"
    )
    parser.add_argument("--seed", type=whole(0, 10**9), default=1, metavar="N", help="which runs")
    parser.add_argument("--progress", type=Path, metavar="FILE", help="how much is done, 0 to 100")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print both halls."""
    days = [_past(arguments.data, one) for one in sorted(set(arguments.day))]
    total = plays(len(days), arguments.runs)
    with Progress("trial", total, file=arguments.progress) as step:
        found = document(trial(days, arguments.what_if, arguments.runs, arguments.seed, step))
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False, allow_nan=False))
    else:
        print(_text(found))
    return 0


def _past(data: Path, day: date) -> PastDay:
    found = PastDay(day, journal_day(data, day))
    if found.real.unfinished:
        print(f"luot: warning: {day} is not over", file=sys.stderr)
    return found


def _text(found: Mapping[str, Any]) -> str:
    rows = [["", "as happened", "replayed", "changed", "the change (middle 80 %)"]]
    for name, (word, unit, digits) in SHOWN.items():
        sides = [found[side][name] for side in ("as_happened", "replayed", "changed")]
        cells = [_number(one["value"], unit, digits) for one in sides]
        rows.append([word, *cells, _range(found["difference"][name], unit, digits)])
    days = ", ".join(found["days"])
    return f"{days}: {found['changed']['n']} people a day, {found['runs']} runs\n{aligned(rows)}"


def _range(one: Mapping[str, float | None], unit: float, digits: int) -> str:
    said = _number(one["value"], unit, digits, "+")
    ends = [_number(one[end], unit, digits, "+") for end in ("low", "high")]
    return said if one["low"] is None else f"{said} ({' … '.join(ends)})"


def _number(value: float | None, unit: float, digits: int, sign: str = "") -> str:
    return "-" if value is None else f"{value / unit:{sign}.{digits}f}"
