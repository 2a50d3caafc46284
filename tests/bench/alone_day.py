"""``./run bench alone``: a day on which kiosks are alone and are killed; then the server is back.

The desk, the broker, the links and the kiosks' processes are real; only the day is short: clocks
are moved on from touch to touch.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import select
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from alone_hall import DAY, OPENS, PATIENCE_S, Hall

from server.domain.facts import TicketIssued, to_ms
from server.store import journal, projection

REAL = timedelta(minutes=30)
"""The kiosks' clocks run on by themselves too, for as long as all of this really takes."""
SYNC_S = 1200.0
"""How long the handing over may take on a busy machine."""
CHILD = Path(__file__).with_name("alone_child.py")


def main(words: list[str]) -> None:
    """Live through it, and print what became of it."""
    parser = argparse.ArgumentParser(prog="./run bench alone", description=__doc__)
    parser.add_argument("--tickets", type=int, default=3000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--kiosks", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as folder:
        found = live_through(Path(folder), wanted.tickets, wanted.kills, wanted.kiosks)
    print(json.dumps(asdict(found)) if wanted.json else _told(found, wanted.kiosks))


def _told(found: Found, kiosks: int) -> str:
    return (
        f"{found.tickets:,} tickets at {kiosks} kiosks alone over a simulated day of "
        f"{DAY.total_seconds() / 3600:.0f} hours, {found.kills} kill -9: {found.duplicates} "
        f"duplicates, {found.lost} lost, {found.out_of_order} out of order, {found.wrong_times} "
        f"with another time or mark. Noticed after {found.notice_s:.2f} s, all handed over "
        f"{found.synced_in_s:.0f} s after the return."
    )


@dataclass
class Found:
    """What became of it. ``notice_s`` is how long the kiosks took to know of the loss."""

    tickets: int
    kills: int
    duplicates: int
    lost: int
    out_of_order: int
    wrong_times: int
    synced_in_s: float
    notice_s: float


@dataclass
class Kiosk:
    """One process; ``answers`` are what its touches were told, in the order of the first answer."""

    id: str
    start: Callable[[], subprocess.Popen[str]]
    child: subprocess.Popen[str] | None = None
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    passed_ms: int = 0
    """How far its clock is behind the day."""

    def begin(self) -> None:
        """Start it; returns when it is ready for touches."""
        self.child = self.start()
        assert "started" in self.read()

    def say(self, line: str) -> None:
        """A line of its stdin."""
        assert self.child is not None and self.child.stdin is not None
        self.child.stdin.write(line + "\n")
        self.child.stdin.flush()

    def read(self) -> dict[str, Any]:
        """Its next line; nothing when it was killed before it said one."""
        assert self.child is not None and self.child.stdout is not None
        line = self.child.stdout.readline()
        told: dict[str, Any] = json.loads(line) if line.endswith("\n") else {}
        if "id" in told:
            self.answers.setdefault(told["id"], told)
            assert self.answers[told["id"]]["number"] == told["number"], "one touch, two numbers"
        return told

    def state(self) -> dict[str, Any]:
        """What it knows."""
        self.say("state")
        return self.read()

    def kill(self, after_s: float) -> None:
        """``kill -9`` in so many seconds, or as soon as it has answered."""
        assert self.child is not None
        select.select([self.child.stdout], [], [], after_s)
        self.child.kill()
        self.read()
        self.end()

    def end(self) -> None:
        """It is gone, and its pipes with it."""
        with self.child as child:  # type: ignore[union-attr]
            child.kill()


def live_through(folder: Path, tickets: int, kills: int, kiosks: int = 2) -> Found:
    """``tickets`` touches at kiosks that are alone, spread over a day, and ``kills`` power cuts."""
    hall = Hall(folder, kiosks)
    dice, passed_ms = random.Random(tickets), [0]
    made = [
        Kiosk(id, _starter(hall, folder, id, passed_ms))
        for id in hall.logins
        if id.startswith("kiosk")
    ]
    try:
        for kiosk in made:
            kiosk.begin()
        _until(lambda: all(_is_ready(kiosk) for kiosk in made))
        began_s = time.monotonic()
        hall.go_away()
        _until(lambda: not any(kiosk.state()["online"] for kiosk in made))
        notice_s = time.monotonic() - began_s
        _touches(made, tickets, kills, passed_ms, dice)
        began_s = time.monotonic()
        hall.come_back(OPENS + DAY + REAL)
        _until(lambda: all(kiosk.state()["alone"] == 0 for kiosk in made), SYNC_S)
        synced_in_s = time.monotonic() - began_s
        return Found(
            tickets, kills, **_judge(hall, made), synced_in_s=synced_in_s, notice_s=notice_s
        )
    finally:
        for kiosk in made:
            if kiosk.child is not None:
                kiosk.end()
        hall.close()


def _touches(
    kiosks: list[Kiosk], tickets: int, kills: int, passed_ms: list[int], dice: random.Random
) -> None:
    step_ms = int(DAY.total_seconds() * 1000) // (tickets + 1)
    cut = set(dice.sample(range(tickets), kills))
    for i in range(tickets):
        kiosk = dice.choice(kiosks)
        touch = {"id": f"{kiosk.id}-{i}", "group": dice.choice("abc"), "priority": i % 7 == 0}
        passed_ms[0] += step_ms
        own_ms, kiosk.passed_ms = passed_ms[0] - kiosk.passed_ms, passed_ms[0]
        kiosk.say(json.dumps({**touch, "step_ms": own_ms}))
        if i in cut:
            kiosk.kill(dice.random() * 0.05)
            kiosk.begin()
            kiosk.say(json.dumps({**touch, "step_ms": 0}))
        told = kiosk.read()
        assert told.get("alone") is True, told


def _judge(hall: Hall, kiosks: list[Kiosk]) -> dict[str, int]:
    with hall.store.read() as db:
        facts = [one.fact for one in journal.read(db) if isinstance(one.fact, TicketIssued)]
    told, folded = hall.store.write(_both_digests)
    assert told == folded, "the tables are not what the journal says"
    by_request = {fact.request: fact for fact in facts}
    answers = {id: told for kiosk in kiosks for id, told in kiosk.answers.items()}
    numbers = Counter(fact.number for fact in facts)
    lost = [id for id, told in answers.items() if _number_of(by_request.get(id)) != told["number"]]
    order = 0
    for kiosk in kiosks:
        mine = [fact for fact in facts if fact.device == kiosk.id]
        times = [fact.issued_ms or 0 for fact in mine]
        order += sum(a > b for a, b in itertools.pairwise(times))
        order += [fact.request for fact in mine] != list(kiosk.answers)
    return {
        "duplicates": sum(n - 1 for n in numbers.values()) + len(facts) - len(by_request),
        "lost": len(lost),
        "out_of_order": order,
        "wrong_times": sum(_is_wrong(by_request.get(id), told) for id, told in answers.items()),
    }


def _both_digests(db: sqlite3.Connection) -> tuple[str, str]:
    """Of the tables as they grew, and folded anew; of one moment, for papers are still told of."""
    grown = projection.digest(db)
    projection.rebuild(db)
    return grown, projection.digest(db)


def _number_of(fact: TicketIssued | None) -> int | None:
    return fact.number if fact else None


def _is_wrong(fact: TicketIssued | None, told: dict[str, Any]) -> bool:
    """The time on paper is the time in the journal, and the mark is that of its class."""
    if fact is None or fact.issued_ms is None:
        return True
    printed_ms = to_ms(datetime.fromisoformat(told["issued_at"]))
    credit_ms = 1_800_000 if fact.priority else 0
    right = printed_ms == fact.issued_ms // 1000 * 1000
    return not right or fact.mark_ms != fact.issued_ms - credit_ms


def _is_ready(kiosk: Kiosk) -> bool:
    told = kiosk.state()
    return bool(told["online"] and told["can_issue"] and not told["used_up"])


def _starter(
    hall: Hall, folder: Path, id: str, passed_ms: list[int]
) -> Callable[[], subprocess.Popen[str]]:
    url, password = hall.broker.url, hall.logins[id].password

    def start() -> subprocess.Popen[str]:
        command = [sys.executable, str(CHILD), str(folder / id), url, id, str(passed_ms[0])]
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "LUOT_MQTT_PASSWORD": password},
        )

    return start


def _until(condition: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
    pause, deadline = threading.Event(), time.monotonic() + patience_s
    while not condition():
        assert time.monotonic() < deadline, "it did not come about"
        pause.wait(0.05)
