"""Trials of changes on past days, computed by ``luot`` in a process beside the server.

One runs at a time, the others wait for their turn; the newest are kept in memory, and one that is
waiting or running may be cancelled.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
import sqlite3
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol

from server.child import Child, Ran
from server.domain.goals import IN_TIME_PERCENT
from server.domain.plan_check import clock_s
from server.errors import ChildLate
from server.runtime import Runtime
from server.store import day_facts
from server.trialwords import in_vietnamese

KEPT = 16
"""The newest trials; older ones are made again from their address."""
MOST_WAITING = 5
MOST_S = 600.0
Kind = Literal["trial", "reel", "staffing"]
State = Literal["waiting", "running", "done", "failed", "cancelled"]
OVER: tuple[State, ...] = ("done", "failed", "cancelled")
log = logging.getLogger(__name__)


class Line(NamedTuple):
    """One line for people, in both languages."""

    vi: str
    en: str


LATE = Line(
    f"Quá {MOST_S / 60:.0f} phút chưa xong nên đã dừng.",
    f"Ended: it was not done after {MOST_S / 60:.0f} minutes.",
)
_SAID = re.compile(r"luot(?:[a-z ]*: error: argument --what-if)?: (?!warning: )(.*)")
"""What it says of what was asked: refused when it ran, or when it read its words."""
BROKEN = Line("Có lỗi; xem nhật ký của máy chủ.", "It failed; see the server's log.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What to try: local days, and changes as ``luot replay --what-if`` takes them.

    A ``reel`` is one day as it was, minute by minute; ``staffing`` asks which counters days needed.
    """

    days: tuple[str, ...]
    changes: tuple[str, ...] = ()
    runs: int = 40
    kind: Kind = "trial"


@dataclass(frozen=True, slots=True)
class Tried:
    """A trial and how far it is; ``result`` is what the command printed."""

    id: str
    asked: Asked
    by: str
    asked_at: datetime
    state: State = "waiting"
    percent: int = 0
    result: Mapping[str, Any] | None = None
    error: Line | None = None


class ReadsDays(Protocol):
    """A store, as far as it is read."""

    def read(self) -> AbstractContextManager[sqlite3.Connection]: ...


class TooManyTrials(Exception):
    """So many wait that another would not be worth waiting for."""


class Trials:
    """Starts them, tells how far each is, and ends them."""

    def __init__(self, data: Path, runtime: Runtime, child: Child) -> None:
        self._data = data
        self._runtime = runtime
        self._child = child
        self._turn = threading.Lock()
        self._known: OrderedDict[str, Tried] = OrderedDict()
        self._files: dict[str, Path] = {}
        self._running: str | None = None

    def start(self, asked: Asked, by: str, now: datetime) -> Tried:
        """Begin, or wait for a turn; the same that is known already is not made again.

        Raises TooManyTrials.
        """
        for known in reversed(self._known.values()):
            if known.asked == asked and known.state not in ("failed", "cancelled"):
                return known
        if sum(one.state == "waiting" for one in self._known.values()) >= MOST_WAITING:
            raise TooManyTrials
        made = Tried(secrets.token_hex(8), asked, by, now)
        self._known[made.id] = made
        while len(self._known) > KEPT:
            self._forget_one()
        self._runtime.spawn(lambda: self._run(made.id))
        return made

    def find(self, id: str) -> Tried | None:
        """The trial as it is now; None when nobody knows it."""
        found = self._known.get(id)
        if found is None or found.state != "running":
            return found
        with suppress(OSError, ValueError, KeyError):  # it has just begun, or has just ended
            return replace(found, percent=int(self._files[id].read_text("ascii")))
        return found

    def newest(self) -> list[Tried]:
        """All that are known, the newest first."""
        return list(reversed(self._known.values()))

    def cancel(self, id: str) -> Tried | None:
        """End it, unless it is over."""
        found = self._known.get(id)
        if found is not None and found.state not in OVER:
            self._put(id, state="cancelled")
            if self._running == id:
                self._child.kill()
        return self._known.get(id)

    def stop(self) -> None:
        """End what runs, for good."""
        self._child.stop()

    def _forget_one(self) -> None:
        old = next((id for id, one in self._known.items() if one.state in OVER), None)
        self._known.pop(old or next(iter(self._known)))

    def _put(self, id: str, **what: Any) -> None:
        found = self._known.get(id)
        if found is not None and found.state not in OVER:
            self._known[id] = replace(found, **what)

    def _run(self, id: str) -> None:
        """One trial from beginning to end; what goes wrong becomes a line."""
        with self._turn:
            tried = self._known.get(id)
            if tried is None or tried.state != "waiting":
                return
            self._running = id
            self._put(id, state="running")
            try:
                self._put(id, **self._computed(id, tried.asked))
            except ChildLate:
                self._put(id, state="failed", error=LATE)
            except OSError as error:
                log.warning("a trial cannot run: %s", error)
                self._put(id, state="failed", error=BROKEN)
            finally:
                self._running = None
                self._files.pop(id, None)

    def _computed(self, id: str, asked: Asked) -> dict[str, Any]:
        with tempfile.TemporaryDirectory(prefix="luot-trial-") as folder:
            self._files[id] = Path(folder) / "percent"
            ran = self._child.run(words(self._data, asked, self._files[id]), MOST_S)
        if ran.code != 0:
            log.info("a trial ended with %d: %s", ran.code, ran.err)
            return {"state": "failed", "error": reason(ran)}
        try:
            return {"state": "done", "percent": 100, "result": json.loads(ran.out)}
        except ValueError:
            return {"state": "failed", "error": BROKEN}


def words(data: Path, asked: Asked, progress: Path) -> list[str]:
    """The command of a trial."""
    made = [asked.kind, "--data", str(data), "--progress", str(progress)]
    for day in asked.days:
        made += ["--day", day]
    if asked.kind != "reel":
        made.append("--json")
    if asked.kind == "staffing":
        made += ["--in-time", str(IN_TIME_PERCENT)]
    if asked.kind == "trial":
        made += ["--runs", str(asked.runs)]
    for change in asked.changes:
        made += ["--what-if", change]
    return made


def reason(ran: Ran) -> Line:
    """What a command said for people; a traceback is for the log."""
    found = (_SAID.match(line) for line in ran.err.splitlines())
    said = next((one[1] for one in found if one), None)
    if said is None:
        return BROKEN
    return Line(f"Máy tính báo: {in_vietnamese(said)}", f"It says: {said}")


def past_days(store: ReadsDays, today: str) -> list[str]:
    """The local days of the journal before ``today``, the newest first."""
    with store.read() as db:
        return sorted({day for day in day_facts.days(db) if day < today}, reverse=True)


def backwards(changes: Sequence[str]) -> str | None:
    """The first hours in these changes that do not begin before they end."""
    for one in changes:
        hours = one.split()[-1] if one.split() else ""
        ends = [clock_s(end) for end in hours.split("-")]
        if ":" in hours and len(ends) == 2:
            start, end = ends
            if start is None or end is None or start >= end:
                return hours
    return None


def sound(changes: Sequence[str]) -> bool:
    """Whether these can be arguments of a command: no option, no line break."""
    return all(one.strip() and one[0] != "-" and one.isprintable() for one in changes)
