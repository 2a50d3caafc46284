"""Advice for the manager, computed by ``luot advise`` in a process of its own: nobody waits."""

from __future__ import annotations

import json
import logging
import sqlite3
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple

from server.child import Child, Ran
from server.domain import sessions
from server.domain.goals import IN_TIME_PERCENT
from server.domain.plan import Plan
from server.domain.plan_toml import plan_to_toml
from server.errors import ChildLate
from server.ledger import Ledger
from server.runtime import Runtime
from server.store import day_facts
from server.store.store import Store

MOST_DAYS = 20
"""The newest days of the journal, today's not among them."""
LEAST_DAYS = 4
"""With fewer, assumed demand on the plan in force says more."""
ASSUMED_DAYS = 8
MOST_S = 600.0
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Basis:
    """What advice is based on: days that really were, or ``days`` assumed ones of the plan."""

    kind: Literal["journal", "plan"]
    days: int
    first: date | None = None
    last: date | None = None


class Line(NamedTuple):
    """One line for people, in both languages."""

    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Advised:
    """The newest advice, what goes on now, and why the last attempt failed.

    ``advice`` is what ``luot advise --json`` prints, with its basis, time and plan.
    """

    state: Literal["none", "running", "done", "failed"] = "none"
    basis: Basis | None = None
    made_at: datetime | None = None
    plan: Plan | None = None
    advice: Mapping[str, Any] | None = None
    error: Line | None = None


class Adviser:
    """At most one computation at a time; the newest result is kept in memory."""

    def __init__(self, store: Store, ledger: Ledger, runtime: Runtime, child: Child) -> None:
        self._store = store
        self._ledger = ledger
        self._runtime = runtime
        self._child = child
        self._lock = threading.Lock()
        self._now = Advised()

    @property
    def now(self) -> Advised:
        """The newest advice."""
        return self._now

    def start(self) -> Advised:
        """Begin, unless one runs; answers at once."""
        with self._lock:
            if self._now.state != "running":
                self._now = replace(self._now, state="running", error=None)
                self._runtime.spawn(self._advise)
            return self._now

    def stop(self) -> None:
        """End what runs, for good."""
        self._child.stop()

    def _advise(self) -> None:
        """One computation from beginning to end; what goes wrong becomes a line."""
        after = self._failed(BROKEN)
        try:
            after = self._computed()
        except ChildLate:
            after = self._failed(LATE)
        except OSError as error:
            said = error.strerror
            after = self._failed(Line(f"Không chạy được: {said}", f"Cannot run: {said}"))
        except _Failed as failed:
            after = self._failed(failed.line)
        except sqlite3.Error as error:
            log.info("the days of the journal cannot be read: %s", error)
            after = self._failed(UNREAD)
        finally:
            if after.error is not None:
                log.warning("no advice: %s", after.error.en)
            self._now = after

    def _failed(self, line: Line) -> Advised:
        """The advice before stays."""
        return replace(self._now, state="failed", error=line)

    def _computed(self) -> Advised:
        plan, clock = self._ledger.snapshot.hall.rules, self._ledger.clock
        today = sessions.local_day(clock.now(), sessions.zone_of(plan))
        basis = self._runtime.offload(basis_of, self._store, today)
        found = _document(self._run(plan, basis))
        return Advised("done", basis, clock.now(), plan, found)

    def _run(self, plan: Plan, basis: Basis) -> Ran:
        words = ["advise", "--json", "--in-time", str(IN_TIME_PERCENT)]
        if basis.kind == "journal":
            span = ("--journal-from", str(basis.first), "--journal-to", str(basis.last))
            return self._child.run([*words, *span, "--data", str(self._store.path.parent)], MOST_S)
        with tempfile.TemporaryDirectory(prefix="luot-advice-") as folder:
            file = Path(folder) / "plan.toml"
            file.write_text(plan_to_toml(plan), encoding="utf-8")
            words += ["--plan", str(file), "--days", str(ASSUMED_DAYS)]
            return self._child.run(words, MOST_S)


class _Failed(Exception):
    """The command gave no advice."""

    def __init__(self, line: Line) -> None:
        super().__init__(line.en)
        self.line = line


LATE = Line(
    f"Quá {MOST_S / 60:.0f} phút chưa xong nên đã dừng.",
    f"Ended: it was not done after {MOST_S / 60:.0f} minutes.",
)
UNREAD = Line("Không đọc được nhật ký.", "The journal cannot be read.")
BROKEN = Line("Có lỗi; xem nhật ký của máy chủ.", "It failed; see the server's log.")
UNREADABLE = Line("Không đọc được kết quả.", "The result cannot be read.")


def basis_of(store: Store, today: date) -> Basis:
    """The last days before ``today`` when there are enough of them, else the plan."""
    with store.read() as db:
        days = sorted({day for day in day_facts.days(db) if day < today.isoformat()})[-MOST_DAYS:]
    if len(days) < LEAST_DAYS:
        return Basis("plan", ASSUMED_DAYS)
    return Basis("journal", len(days), *map(date.fromisoformat, (days[0], days[-1])))


def _document(ran: Ran) -> dict[str, Any]:
    """The advice that was printed. Raises _Failed with the reason in one line."""
    if ran.code != 0:
        log.info("luot advise ended with %d: %s", ran.code, ran.err)
        raise _Failed(_reason(ran))
    try:
        found: dict[str, Any] = json.loads(ran.out)
    except ValueError as error:
        raise _Failed(UNREADABLE) from error
    return found


def _reason(ran: Ran) -> Line:
    """What the command said for people; a traceback is for the log."""
    heads = ("luot: ", "luot advise: ")
    said = [line.partition(": ")[2] for line in ran.err.splitlines() if line.startswith(heads)]
    if said:
        return Line(f"luot advise báo: {said[0]}", f"luot advise says: {said[0]}")
    return Line(
        f"Tính dở dang (mã {ran.code}); xem nhật ký của máy chủ.",
        f"It broke off (exit {ran.code}); see the server's log.",
    )
