"""The list that a new centre begins with, where its plan has the groups of that list."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

from server.clock import HallClock
from server.domain.plan import Plan
from server.procedures import importing, tables
from server.procedures.keeping import Origin, keep
from server.store.store import Store

LIST = Path(__file__).parent / "starter.csv"
SYNONYMS = Path(__file__).parent / "synonyms.csv"
SOURCE = "Danh mục khởi đầu, không chính thức"
"""Shown wherever the list is, until the centre has imported its own."""


def give(store: Store, plan: Plan) -> bool:
    """Keep the starter list as version 1; False where it does not fit the plan."""
    if not LIST.exists():
        return False
    taken = importing.check(tables.read(LIST), plan)
    if taken.wrong or not taken.procedures:
        return False
    document = importing.make(taken.procedures, synonyms(), plan, SOURCE)
    keep(store, document, Origin("luot init", SOURCE, HallClock().now().astimezone(UTC)))
    return True


def synonyms() -> tuple[tuple[str, str], ...]:
    """Everyday words that come with the product."""
    return importing.read_synonyms(SYNONYMS) if SYNONYMS.exists() else ()
