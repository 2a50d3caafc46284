"""``luot forecast``: what forecasts have learnt, and ``luot forecast learn``: learn it anew now."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from server.clock import HallClock
from server.domain import sessions
from server.domain.book import LearnedBook
from server.domain.plan import Plan
from server.domain.teaching import NAMES, Teaching
from server.learner import keep, stored, study
from server.ledger import Ledger
from server.runtime import ThreadRuntime
from server.store.store import Store

SHOWN_HANDS = 10
"""As many of the slowest and quickest hands are listed, half of each."""


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("forecast", help="what forecasts have learnt; learn it anew")
    parser.add_argument("action", nargs="?", choices=("show", "learn"), default="show")
    parser.add_argument("--data", required=True, type=Path, help="folder of the centre")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the newest book; after ``learn`` the one that was just made.

    A running server takes it up with its next start, or makes its own tonight.
    """
    runtime = ThreadRuntime()
    store = Store(arguments.data, runtime, starts=False)
    try:
        plan = Ledger(store, runtime, HallClock()).snapshot.hall.rules
        if arguments.action == "learn" and not _learn(store, plan):
            return 1
        found = stored(store)
    finally:
        store.close()
    if found is None:
        print("Nothing was learnt yet: forecasts are those of a new centre.")
        return 0
    at = found.at.astimezone(sessions.zone_of(plan))
    print(f"Learnt on {at:%Y-%m-%d at %H:%M}.")
    print("\n".join(_lines(found.book)))
    return 0


def _learn(store: Store, plan: Plan) -> bool:
    now = HallClock().now()
    book = study(store, plan, sessions.local_day(now, sessions.zone_of(plan)))
    if book is None:
        print("luot: no day before today to learn from; come back tomorrow", file=sys.stderr)
        return False
    keep(store, book, now)
    return True


def _lines(book: LearnedBook) -> list[str]:
    habits = book.habits
    days = f"{book.days[0]} to {book.days[-1]}" if book.days else "none"
    told = [
        f"Days: {len(book.days)} ({days}). Waits: {book.waits}. "
        f"Own teaching counts {book.share:.0%}, the shipped one {1 - book.share:.0%}.",
        f"Of those called {habits.shows:.1%} come. Between a finish and the next call "
        f"{habits.gap_s:.0f} s pass while people wait.",
        "Mean service: " + _listed({k: f"{v / 60:.1f} min" for k, v in habits.mean_s.items()}),
    ]
    if habits.speed:
        slow = sorted(habits.speed, key=lambda hand: habits.speed[hand])
        half = SHOWN_HANDS // 2
        ends = slow if len(slow) <= SHOWN_HANDS else [*slow[:half], *slow[-half:]]
        factors = {hand: f"{habits.speed[hand]:.2f}" for hand in ends}
        told.append("Time taken, 1 is usual: " + _listed(factors))
    return told + ([] if book.own is None else _taught(book.own))


def _taught(own: Teaching) -> list[str]:
    weights = zip(NAMES, own.weights, strict=True)
    told = ["Weights: " + _listed({name: f"{weight:.3f}" for name, weight in weights})]
    told += ["", "run, min    range told, min   waits   held"]
    for i, centre in enumerate(own.curves.centres):
        low, mid, high = own.curves.around(centre, 0.1, 0.1)
        n, held = own.checks[i] if i < len(own.checks) else (0, 0.0)
        spread = f"{low / 60:5.1f} {mid / 60:5.1f} {high / 60:5.1f}"
        told.append(f"{centre / 60:8.1f}    {spread:>15}   {n:>5}   {held:>4.0%}")
    return told


def _listed(values: dict[str, str]) -> str:
    return ", ".join(f"{key} {value}" for key, value in values.items())
