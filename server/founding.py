"""Founding a centre: a new database with a plan and one admin."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from server.clock import Clock, HallClock
from server.domain.plan import Plan
from server.ledger import Ledger
from server.procedures import starter
from server.runtime import ThreadRuntime
from server.store import store
from server.store.accounts import Accounts
from server.store.lock import CentreLock
from server.store.pins import new_pin


def create(data: Path, plan: Plan, one_time: bool = True, clock: Clock | None = None) -> str:
    """A new database with this plan and one admin; returns the admin's PIN.

    With ``one_time`` it is good for one sign-in, in which the admin chooses another;
    ``clock`` says when this is.

    Raises StoreExists, or StoreBusy when another process is at work in that folder.
    """
    data.mkdir(parents=True, exist_ok=True)
    with CentreLock(data):
        store.create(data)
        runtime = ThreadRuntime()
        with closing(store.Store(data, runtime, starts=False)) as opened:
            Ledger(opened, runtime, clock or HallClock()).adopt(plan)
            starter.give(opened, plan)
            pin = new_pin()
            accounts = Accounts(opened)
            accounts.create_officer("admin", "Quản trị", "", ["admin"], pin, None)
            accounts.change("admin", must_change=int(one_time))
    return pin
