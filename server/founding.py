"""Founding a centre: a new database with a plan and one admin."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from server.clock import HallClock
from server.domain.plan import Plan
from server.ledger import Ledger
from server.procedures import starter
from server.runtime import ThreadRuntime
from server.store import store
from server.store.accounts import Accounts
from server.store.lock import CentreLock
from server.store.pins import new_pin


def create(data: Path, plan: Plan) -> str:
    """A new database with this plan and one admin; returns the admin's PIN.

    Raises StoreExists, or StoreBusy when another process is at work in that folder.
    """
    data.mkdir(parents=True, exist_ok=True)
    with CentreLock(data):
        store.create(data)
        runtime = ThreadRuntime()
        with closing(store.Store(data, runtime, starts=False)) as opened:
            Ledger(opened, runtime, HallClock()).adopt(plan)
            starter.give(opened, plan)
            pin = new_pin()
            Accounts(opened).create_officer("admin", "Quản trị", "", ["admin"], pin, None)
    return pin
