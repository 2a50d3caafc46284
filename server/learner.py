"""The nightly job: what the past days teach is learnt beside the desk, kept, and told from.

Reading and fitting take a second or two, in a thread of their own; the desk goes on meanwhile.
"""

from __future__ import annotations

import logging
import sqlite3
from datetime import date, datetime
from typing import NamedTuple

from server.domain import sessions
from server.domain.book import LearnedBook
from server.domain.book_json import BookRefused, dump_book, load_book
from server.domain.errors import DomainError
from server.domain.facts import DayOpened
from server.domain.learning import learn
from server.domain.plan import Plan
from server.domain.snapshot import Committed
from server.ledger import Ledger
from server.lessons import past_lessons
from server.runtime import Runtime
from server.store import learned
from server.store.errors import StoreError
from server.store.store import Store

log = logging.getLogger(__name__)


class Learner:
    """Hands the ledger the newest book, and makes a new one when a day begins."""

    def __init__(self, store: Store, ledger: Ledger, runtime: Runtime) -> None:
        self._store = store
        self._ledger = ledger
        self._runtime = runtime

    def start(self) -> None:
        """Take the stored book; if none was learnt today, learn. Then learn each night."""
        found = stored(self._store)
        if found is not None:
            self._ledger.teach(found.book)
        if found is None or found.day(self._plan) < self._today():
            self._runtime.spawn(self.learn)
        self._ledger.subscribe(self._hear)

    def learn(self) -> None:
        """Learn from the days before today; without any, everything stays as it was."""
        try:
            book = self._runtime.offload(study, self._store, self._plan, self._today())
            if book is None:
                return
            keep(self._store, book, self._ledger.clock.now())
        except (StoreError, DomainError, sqlite3.Error):
            log.exception("forecasts have learnt nothing tonight and go on as they were")
            return
        self._ledger.teach(book)
        log.info("forecasts: learnt from %d waits of %d days", book.waits, len(book.days))

    @property
    def _plan(self) -> Plan:
        return self._ledger.snapshot.hall.rules

    def _today(self) -> date:
        return sessions.local_day(self._ledger.clock.now(), sessions.zone_of(self._plan))

    def _hear(self, told: Committed) -> None:
        if any(isinstance(one.fact, DayOpened) for one in told.facts):
            self._runtime.spawn(self.learn)


class Stored(NamedTuple):
    """A book, and when it was learnt."""

    at: datetime
    book: LearnedBook

    def day(self, plan: Plan) -> date:
        """The local day of its learning."""
        return sessions.local_day(self.at, sessions.zone_of(plan))


def stored(store: Store) -> Stored | None:
    """The newest book of the database; None when there is none, or it cannot be read."""
    with store.read() as db:
        found = next(learned.history(db), None)
    if found is None:
        return None
    at, text = found
    try:
        return Stored(at, load_book(text))
    except BookRefused as refused:
        log.warning("%s; learning anew", refused)
        return None


def study(store: Store, plan: Plan, today: date) -> LearnedBook | None:
    """What the days before ``today`` teach; None when there is no such day."""
    with store.read() as db:
        lessons = past_lessons(db, plan, today)
    return learn(plan, lessons) if lessons else None


def keep(store: Store, book: LearnedBook, at: datetime) -> None:
    """Make it the newest book of the database. Raises BookRefused when it holds no numbers."""
    text = dump_book(book)
    store.write(lambda db: learned.save(db, at, text))
