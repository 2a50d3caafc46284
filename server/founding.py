"""Founding a centre: a new database with a plan and one admin."""

from __future__ import annotations

import secrets
from pathlib import Path

from server.clock import HallClock
from server.domain.plan import Plan
from server.ledger import Ledger
from server.runtime import ThreadRuntime
from server.store import store
from server.store.accounts import Accounts


def create(data: Path, plan: Plan) -> str:
    """A new database with this plan and one admin; returns the admin's PIN."""
    store.create(data)
    runtime = ThreadRuntime()
    opened = store.Store(data, runtime)
    try:
        Ledger(opened, runtime, HallClock()).adopt(plan)
        pin = f"{secrets.randbelow(1_000_000):06d}"
        Accounts(opened).create_officer("admin", "Quản trị", "", ["admin"], pin, None)
    finally:
        opened.close()
    return pin
