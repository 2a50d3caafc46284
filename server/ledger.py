"""The transaction of the desk: decide, append, fold, project, commit; then tell the listeners.

The hall in memory is folded in the writer thread only. Others read pictures of it that were taken
after a commit, so nobody sees what a power cut could take back.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from server.clock import Clock
from server.domain import booking_visit, leases, plan_change, plan_coming, sessions
from server.domain import facts as f
from server.domain.book import BEGINNER
from server.domain.errors import Reason, Refused
from server.domain.facts import DayOpened, Fact, Recorded, TicketExpired, to_ms
from server.domain.fold import apply
from server.domain.forecast import Book
from server.domain.hall import Hall, Step
from server.domain.outlooks import Outlooks
from server.domain.plan import Plan
from server.domain.snapshot import Committed, Snapshot
from server.domain.tickets import UNFINISHED, LegState
from server.runtime import Runtime
from server.store import journal, rev
from server.store.answered import Answered
from server.store.pending import Folded, Made, Pending
from server.store.store import Store
from server.store.writer import Hooks

FORGET_EVERY_MS = 3_600_000

Answer = dict[str, Any]
Decision = tuple[Sequence[Fact], Callable[[Hall], Answer]]
Decide = Callable[[Hall, datetime], Decision]
Listener = Callable[[Committed], None]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a device, an officer, a citizen or the system itself.

    ``sees`` is the number that they see at the counter where they press, ``nobody``, or empty.
    """

    kind: str
    id: str
    sees: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


SYSTEM = Actor("system", "server")


class Ledger:
    """Runs decisions as transactions and keeps the hall in step with the journal."""

    def __init__(self, store: Store, runtime: Runtime, clock: Clock) -> None:
        self._store = store
        self._runtime = runtime
        self.clock = clock
        self._hall = Hall()
        self._rev = 0
        self._news: list[Recorded] = []
        self._pending = Pending()
        self._last_at: datetime | None = None
        self._forgot_ms = 0
        self._stale = True
        self._listeners: list[Listener] = []
        self.outlooks = Outlooks(BEGINNER)
        store.follow(Hooks(self._flush, self._committed, self._rolled_back))
        store.decide(self._load_if_stale)

    @property
    def snapshot(self) -> Snapshot:
        """The newest committed picture."""
        return self._snapshot

    @property
    def book(self) -> Book:
        """What forecasts have learnt."""
        return self.outlooks.book

    def teach(self, book: Book) -> None:
        """Make forecasts from ``book`` from now on."""
        self.outlooks.book = book

    def subscribe(self, listener: Listener) -> None:
        """Tell ``listener`` of every commit, in order, on the loop and outside the writer."""
        self._listeners.append(listener)

    def run(self, by: Actor, key: str | None, body: Answer, decide: Decide) -> Answer:
        """One transaction. A repeat of ``key`` gets the first answer.

        Raises Refused as decided (also when repeated), or StoreUnavailable.
        """
        asked = json.dumps(body, sort_keys=True, ensure_ascii=False) if key else ""
        answer = self._store.decide(lambda db: self._transact(db, by, key, asked, decide))
        if "refused" in answer:
            told = answer["refused"]
            raise Refused(told["code"], Reason(told["vi"], told["en"]), told["status"])
        return answer

    def adopt(self, plan: Plan) -> bool:
        """Follow ``plan`` from now on; False when it is followed already.

        Raises PlanRefused when somebody who holds a number today would be lost.
        """

        def decide(hall: Hall, now: datetime) -> Decision:
            made = plan_change.adopt(hall, plan)
            return made, lambda _: {"changed": bool(made)}

        return bool(self.run(SYSTEM, None, {}, decide)["changed"])

    def tick(self) -> None:
        """Turn the day when it has come, see who missed an appointment, forget old answers."""
        now_ms = to_ms(self.clock.now())
        if now_ms - self._forgot_ms > FORGET_EVERY_MS:
            self._forgot_ms = now_ms
            self._store.write(lambda db: self._pending.answers.forget(db, now_ms))
        self.run(SYSTEM, None, {}, _overdue)

    def touch(self) -> Snapshot:
        """A new revision without a fact: estimates moved with the clock."""
        self._store.decide(lambda db: self._raise_rev())
        return self._snapshot

    def _raise_rev(self) -> None:
        self._rev += 1

    def _transact(
        self, db: sqlite3.Connection, by: Actor, key: str | None, asked: str, decide: Decide
    ) -> Answer:
        self._load_if_stale(db)
        if key and (found := self._pending.answers.find(db, str(by), key)) is not None:
            return found.again(asked)
        now = self._now()
        self._stale = True  # until the end: the hall changes in place
        made = self._turn_day(now)
        try:
            facts, tell = decide(self._hall, now)
        except Refused as refused:
            answer: Answer = {"refused": _told(refused)}
        else:
            made.add(self._fold(by, now, facts), self._hall.day)
            answer = tell(self._hall)
        if key:
            made.answer = Answered.of(str(by), key, asked, answer, to_ms(now))
        self._keep(made)
        self._stale = False
        return answer

    def _fold(self, by: Actor, now: datetime, facts: Sequence[Fact]) -> Folded:
        step = self._hall.seq + 1
        records = [Recorded(step + i, now, str(by), step, fact) for i, fact in enumerate(facts)]
        done = Step(step, now)
        for recorded in records:
            done = apply(self._hall, recorded)
        return records, done.after, done.late

    def _turn_day(self, now: datetime) -> Made:
        made = Made()
        if self._hall.plan is None:
            return made
        today = sessions.local_day(now, sessions.zone_of(self._hall.plan)).isoformat()
        if today != self._hall.day:
            kept = booking_visit.carried(self._hall, today)
            made.add(self._fold(SYSTEM, now, _day_ends(self._hall, today)), self._hall.day)
            if coming := self._hall.coming:
                by = Actor(*coming.by.split(":", 1))
                made.add(self._fold(by, now, plan_coming.begins(self._hall)), self._hall.day)
            opened = [DayOpened(today), *kept, *leases.kept(self._hall, today)]
            made.add(self._fold(SYSTEM, now, opened), today)
        return made

    def _now(self) -> datetime:
        """Never before the newest fact, whatever the machine's clock does over a restart."""
        now = self.clock.now()
        return max(now, self._last_at) if self._last_at else now

    def _keep(self, made: Made) -> None:
        self._pending.keep(made)
        if made.records:
            self._last_at = made.records[-1].at
            self._news += made.records
            self._raise_rev()

    def _load_if_stale(self, db: sqlite3.Connection) -> None:
        if not self._stale:
            return
        self._pending.flush(db, self._rev)
        hall = Hall()
        self._last_at = None
        plan, first = journal.today_starts(db)
        for recorded in (*plan, *journal.read(db, first)):
            apply(hall, recorded)
            self._last_at = recorded.at
        self._hall = hall
        self._rev = max(self._rev, rev.read(db))
        self._stale = False

    def _flush(self, db: sqlite3.Connection) -> None:
        self._load_if_stale(db)
        self._pending.flush(db, self._rev)

    def _committed(self) -> None:
        news, self._news = self._news, []
        self._snapshot = Snapshot(
            self._hall.picture(), self._store.ep, self._rev, self._now(), self.outlooks
        )
        if news:
            told = Committed(news, self._snapshot)
            for listener in self._listeners:  # each by itself: one that fails keeps nobody waiting
                self._runtime.post(partial(listener, told))

    def _rolled_back(self) -> None:
        self._news.clear()
        self._pending = Pending()
        self._stale = True


def _day_ends(hall: Hall, today: str) -> list[Fact]:
    """Whoever still holds a number at the day's end leaves unserved; counters close."""
    waiting = [t for t in hall.tickets.values() if t.state in UNFINISHED - {LegState.NO_SHOW}]
    ends: list[Fact] = [TicketExpired(ticket.id) for ticket in waiting]
    ends += [f.CounterClosed(c.number) for c in hall.counters.values() if c.state != "closed"]
    return [*ends, *booking_visit.day_ends(hall, today)]


def _overdue(hall: Hall, now: datetime) -> Decision:
    return booking_visit.overdue(hall, now), lambda _: {}


def _told(refused: Refused) -> Answer:
    return {
        "code": refused.code,
        "vi": refused.reason.vi,
        "en": refused.reason.en,
        "status": refused.status,
    }
