"""``luot purge``: tickets and facts of old days go, and what history says of them stays."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from server import forgetting
from server.clock import HallClock
from server.commands.arguments import day
from server.desk import Desk
from server.domain import sessions
from server.domain.facts import from_ms
from server.errors import PurgeRefused
from server.histories import Answerer, Histories
from server.ledger import Ledger
from server.runtime import ThreadRuntime
from server.setting_values import LEAST_KEPT_DAYS
from server.store import purge
from server.store.store import Store


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("purge", help="delete tickets and facts of old days")
    parser.add_argument("--before", type=day, help="the first day that stays")
    parser.add_argument("--yes", action="store_true", help="really delete; else only say what")
    parser.add_argument("--log", action="store_true", help="say what was deleted when, and end")
    parser.add_argument("--data", required=True, type=Path, help="folder of the centre")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """The server must be stopped. What was not backed up is gone for good."""
    runtime = ThreadRuntime()
    store = Store(arguments.data, runtime, starts=False, alone=arguments.yes)
    try:
        if arguments.log:
            return _log(store)
        desk = Desk(Ledger(store, runtime, HallClock()), store, "")
        today = sessions.today_of(desk.plan, desk.now())
        before = _checked(arguments.before, today)
        if not arguments.yes:
            return _would(store, before)
        histories = Histories(store, desk, Answerer(store.read).answer)
        if not forgetting.ready(store, histories, before):
            raise PurgeRefused(f"somebody of a day before {before} is still in the hall: see to it")
        done = forgetting.forget(store, before, datetime.now(UTC), "command:luot")
        print(f"{done.tickets} tickets and {done.facts} facts before {before} were deleted.")
    finally:
        store.close()
    return 0


def _checked(before: date | None, today: date) -> date:
    newest = today - timedelta(days=LEAST_KEPT_DAYS)
    if before is None:
        raise PurgeRefused("say which day is the first that stays: --before 2026-01-01")
    if before > newest:
        raise PurgeRefused(f"{LEAST_KEPT_DAYS} days stay: choose {newest} or an earlier day")
    return before


def _would(store: Store, before: date) -> int:
    with store.read() as db:
        asked = "select count(*), count(distinct day) from ticket where day < ?"
        tickets, days = db.execute(asked, (before.isoformat(),)).fetchone()
    print(f"{tickets} tickets of {days} days before {before} would be deleted; say --yes to do it.")
    return 0


def _log(store: Store) -> int:
    with store.read() as db:
        for one in purge.log(db):
            at = from_ms(one.at_ms).isoformat(timespec="seconds")
            print(f"{at}  before {one.before}  {one.tickets} tickets  {one.facts} facts  {one.by}")
    return 0
