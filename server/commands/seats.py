"""Which counters had somebody to sit at them on past days: by the roster, else as usual."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from server.domain.plan import Plan
from server.runtime import ThreadRuntime
from server.store.account_rows import Officer
from server.store.accounts import Accounts
from server.store.people import People, Place
from server.store.store import Store
from server.virtual.needs import Seats


def seats_of(data: Path, plan: Plan, days: Sequence[date]) -> list[Seats]:
    """For each day. Raises StoreError."""
    store = Store(data, ThreadRuntime(), starts=False)
    try:
        officers, people = Accounts(store).list_officers(), People(store)
        return [
            seats(plan, officers, people.roster(day.isoformat()), day.isoformat()) for day in days
        ]
    finally:
        store.close()


def seats(plan: Plan, officers: Iterable[Officer], roster: Iterable[Place], day: str) -> Seats:
    """Whoever is on the roster sits there; the others where they usually do, if they are here."""
    written: dict[str, dict[int, str]] = {one.name: {} for one in plan.sessions}
    for place in roster:
        if place.session in written and place.counter in plan.counters:
            written[place.session][place.counter] = place.login
    usual = {
        one.login: one.counter
        for one in officers
        if one.counter in plan.counters and not one.disabled and one.is_here(day)
    }
    if not usual and not any(written.values()):
        return Seats("plan", {name: frozenset(plan.counters) for name in written})
    found = {name: _taken(of, usual) for name, of in written.items()}
    return Seats("roster" if any(written.values()) else "usual", found)


def _taken(written: Mapping[int, str], usual: Mapping[str, int | None]) -> frozenset[int]:
    away = set(written.values())
    stay = {n for login, n in usual.items() if n is not None and login not in away}
    return frozenset({*written, *stay})
