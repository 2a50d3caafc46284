"""Old days are forgotten once history can tell of them by itself."""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta
from functools import partial

from server.desk import Desk
from server.domain import sessions
from server.domain.facts import to_ms
from server.histories import Histories
from server.store import purge
from server.store.purge import Purged
from server.store.store import Store

log = logging.getLogger(__name__)


def ready(store: Store, histories: Histories, before: date) -> bool:
    """Make the columns of every day before ``before``; whether all of them have some."""
    while histories.prepare():
        pass
    with store.read() as db:
        return not purge.without_columns(db, before.isoformat())


def forget(store: Store, before: date, now: datetime, by: str) -> Purged:
    """Forget the days before ``before``, whose columns are ``ready``."""
    return store.write(partial(purge.purge, before=before.isoformat(), at_ms=to_ms(now), by=by))


def forget_quietly(store: Store, histories: Histories, desk: Desk, keep_days: int) -> None:
    """Forget the oldest day that is kept too long: one at a time, and while no counter is open."""
    busy = any(one.state == "open" for one in desk.snapshot().hall.counters.values())
    with store.read() as db:
        oldest = purge.oldest(db)
    if not keep_days or busy or oldest is None:
        return
    day, now = date.fromisoformat(oldest), desk.now()
    before = day + timedelta(days=1)
    if day >= sessions.today_of(desk.plan, now) - timedelta(days=keep_days):
        return
    if ready(store, histories, before):
        gone = forget(store, before, now, "system")
        log.info("%d tickets and %d facts of %s were deleted", gone.tickets, gone.facts, day)
