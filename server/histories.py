"""Asking for past days: answers are remembered, and worked out where they hold nobody up."""

from __future__ import annotations

import base64
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple, Protocol

from server import historyview
from server.domain import sessions
from server.domain.history_legs import Filter
from server.domain.plan import Plan
from server.domain.snapshot import Snapshot
from server.historian import Historian, Read
from server.historyview import Asked
from server.store import history_days, journal
from server.store.history_days import Made
from server.store.keys import Writes

Question = dict[str, Any]
Ask = Callable[[Question], dict[str, Any]]
REMEMBERED = 64
AT_ONCE = 7
"""So many days are made, handed over and kept at once, so that nothing is long."""


class Following(Protocol):
    """What is followed now."""

    @property
    def plan(self) -> Plan:
        """The plan in force."""

    def now(self) -> datetime:
        """The hall's clock."""

    def snapshot(self) -> Snapshot:
        """The committed hall."""


class _Known(NamedTuple):
    """An answer, by the plan and the facts up to ``seq``."""

    plan: Plan
    seq: int
    told: dict[str, Any]


class Answerer:
    """Answers questions as a process beside the server gets them: JSON in, JSON out."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self.historian = Historian(read)
        self._known: OrderedDict[Asked, _Known] = OrderedDict()

    def answer(self, question: Question) -> dict[str, Any]:
        """What was asked, and some of the days that were made on the way; others come later."""
        now, today = datetime.fromisoformat(question["now"]), question["today"]
        if question["ask"] == "prepare":
            told: Any = self.historian.prepare(now, today, AT_ONCE)
        elif question["ask"] == "made":
            told = None
        else:
            asked = Asked(
                date.fromisoformat(question["from"]),
                date.fromisoformat(question["to"]),
                Filter(**question["filter"]),
                question["view"],
                question["by"],
            )
            told = self._view(asked, now, today)
        made = self.historian.take(AT_ONCE)
        kept = [[m.day, m.rules, base64.b64encode(m.columns).decode(), m.seq] for m in made]
        return {"told": told, "made": kept, "left": len(self.historian.made)}

    def _view(self, asked: Asked, now: datetime, today: str) -> dict[str, Any]:
        """Days that are over are counted once, until a fact of theirs or a plan is new."""
        plan, known = self.historian.plan(), self._known.pop(asked, None)
        with self._read() as db:
            seq = journal.last_seq(db)
            ends = asked.first.isoformat(), asked.last.isoformat()
            if known and (known.plan is not plan or history_days.reached(db, known.seq, *ends)):
                known = None
        if known is None:
            packed = self.historian.days(asked.first, asked.last, now, today)
            known = _Known(plan, seq, historyview.view(packed, plan, asked, now))
        if ends[1] < today:
            self._known[asked] = known._replace(seq=seq)
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return known.told


class Histories:
    """Past days for the pages; ``ask`` is an Answerer's, here or in a process of its own."""

    def __init__(self, store: Writes, desk: Following, ask: Ask) -> None:
        self._store, self._desk, self._ask = store, desk, ask
        self._known: OrderedDict[tuple[Any, ...], dict[str, Any]] = OrderedDict()

    def view(self, asked: Asked) -> dict[str, Any]:
        """One view of past days; the same question finds the same answer until a fact is new."""
        question = self._question("view") | {
            "from": asked.first.isoformat(),
            "to": asked.last.isoformat(),
            "filter": asdict(asked.wanted),
            "view": asked.view,
            "by": asked.by,
        }
        key = (asked, self._desk.snapshot().rev, self._closed())
        if key not in self._known:
            self._known[key] = self._answer(question)
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        self._known.move_to_end(key)
        return self._known[key]

    def _closed(self) -> int:
        """How many sessions of today are over: with each of them somebody may be carried over."""
        plan, now = self._desk.plan, self._desk.now()
        today, minute = sessions.clock_of(plan, now)
        over = sessions.sessions_on(plan, date.fromisoformat(today))
        return sum(one.closes_s <= minute * 60 for one in over)

    def prepare(self) -> int:
        """Make columns of some past days that have none; how many are left."""
        return int(self._answer(self._question("prepare")))

    def _question(self, ask: str) -> Question:
        now = self._desk.now()
        today = sessions.today_of(self._desk.plan, now).isoformat()
        return {"ask": ask, "now": now.isoformat(), "today": today}

    def _answer(self, question: Question) -> Any:
        """What was asked; days that were made on the way are kept, a few at a time."""
        answered = self._ask(question)
        self._keep(answered["made"])
        left = answered["left"]
        while left:
            more = self._ask({**question, "ask": "made"})
            self._keep(more["made"])
            left = more["left"]
        return answered["told"]

    def _keep(self, told: list[list[Any]]) -> None:
        made = [Made(day, rules, base64.b64decode(text), seq) for day, rules, text, seq in told]
        if made:
            self._store.write(partial(history_days.keep, days=made))
