"""A hall at work, to be killed: prints every answer, the moment it was given, as a line of JSON.

usage: busy_hall.py DATA NAME
"""

from __future__ import annotations

import itertools
import json
import os
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

from server.desk import Desk
from server.ledger import Actor, Ledger
from server.runtime import ThreadRuntime
from server.store.store import Store


class Still:
    """A clock that stands."""

    speed = 1.0

    def now(self) -> datetime:
        return datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def say(**told: object) -> None:
    """One line, written whole."""
    os.write(1, json.dumps(told).encode() + b"\n")


def kiosk(desk: Desk, name: str) -> None:
    """Issue for ever."""
    for i in itertools.count():
        key = f"{name}-{i}"
        ticket = desk.issue(Actor("device", name), key, group="a", priority=i % 5 == 0)
        say(key=key, by=name, id=ticket["id"], number=ticket["number"])


def officer(desk: Desk, counter: int) -> None:
    """Call for ever."""
    while True:
        call = desk.next(Actor("officer", str(counter)), None, counter)["call"]
        if call:
            say(id=call["id"], number=call["number"])


def main(data: str, name: str) -> None:
    """Open the centre and set everybody to work."""
    runtime = ThreadRuntime()
    found = Store(Path(data), runtime)
    desk = Desk(Ledger(found, runtime, Still()), found, "http://hall.test")
    for i in range(3):
        threading.Thread(target=kiosk, args=(desk, f"{name}-{i}")).start()
    threading.Thread(target=officer, args=(desk, 1)).start()


if __name__ == "__main__":
    main(*sys.argv[1:])
