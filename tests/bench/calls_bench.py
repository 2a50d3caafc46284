"""Many calls to a zone's board and loudspeaker whose cable is pulled at random moments.

The server's side is played by a plain link; the board, the loudspeaker, their links and the broker
are the real ones. Some calls come twice, and some that were read long ago come again.
"""

from __future__ import annotations

import random
import tempfile
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from gate import Gate
from works import Row

from broker import messages as m
from broker import topics
from broker.daemon import Login, make_broker, new_password
from broker.link import Link, LinkSettings
from broker.topics import Client, Role
from displays.panels.dots import Dots
from displays.speaker import Speaker
from displays.voice import phrases, sound
from displays.zoneboard import ZoneBoard

CENTRE, ZONE = "storm", "a"
BOARD, SPEAKER = "board-a", "speaker-a"
COUNTERS, ROWS = 30, 8
CALLS, CUTS = 10_000, 60
BEAT_S, PATIENCE_S, AWAY_S = 0.2, 30.0, 0.02
MOST_AWAY = 40
"""So many calls a cut are made to nobody; a machine that is busy is slow to come back."""


class Dark(Dots):
    """A panel that takes every picture."""

    def show(self, image: Any) -> None: ...
    def close(self) -> None: ...


class Mouth:
    """A voice and a player: counts what was read."""

    def __init__(self) -> None:
        self.said: Counter[str] = Counter()
        self._silence = sound.joined([b""])

    def say(self, clips: list[phrases.Clip], lang: str) -> bytes:
        """Counts the sentence."""
        self.said[phrases.words(clips)] += 1
        return self._silence

    def play(self, wav: bytes) -> None:
        """It takes no time."""


class Storm:
    """A board and a loudspeaker behind a door, and who calls."""

    def __init__(self, url: str, passwords: dict[str, str], seed: int) -> None:
        self.gate = Gate(int(url.rsplit(":", 1)[1]))
        self.gate.open()
        self.chance = random.Random(seed)
        self.mouth = Mouth()
        self.missed: list[str] = []
        self.waited_s: list[float] = []
        self._news = threading.Condition()
        self._shown: set[str] = set()
        self._calm = threading.Event()
        self._away = 0
        self._stopped = threading.Event()
        near = f"mqtt://127.0.0.1:{self.gate.port}"
        self.server = self._link("server", url, passwords)
        self._links = {id: self._link(id, near, passwords) for id in (BOARD, SPEAKER)}
        link = self._links[BOARD]
        self.board = ZoneBoard(BOARD, CENTRE, ZONE, link, Dark(), "s")
        self.speaker = Speaker(self.mouth, self.mouth, twice=False)
        self._rows: deque[tuple[m.BoardRow, float]] = deque(maxlen=ROWS)
        self._old: deque[m.Call] = deque(maxlen=200)
        threads = (self.board.run, self.speaker.run, self._beat)
        self._threads = [threading.Thread(target=one) for one in threads]

    def _link(self, id: str, url: str, passwords: dict[str, str]) -> Link:
        return Link(LinkSettings(url, id, passwords[id], id, CENTRE))

    def start(self) -> None:
        """Everything connects."""
        shown = topics.subscription(CENTRE, topics.SHOWN)
        self.server.subscribe(shown, self._hear)
        self.board.listen()
        self._links[BOARD].on_state(self.board.on_link)
        self._links[BOARD].on_state(lambda up: self._calm.set() if up else self._calm.clear())
        self.speaker.listen(self._links[SPEAKER], CENTRE, [ZONE])
        for link in (self.server, *self._links.values()):
            link.start()
            assert link.wait_connected(PATIENCE_S)
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Everything ends."""
        self._stopped.set()
        self.board.stop()
        self.speaker.stop()
        for thread in self._threads:
            thread.join()
        for link in (self.server, *self._links.values()):
            link.stop()
        self.gate.shut()

    def call(self, number: int, *, cut: bool) -> None:
        """One call; unless the cable is pulled, it must be on a connected board soon."""
        counter = number % COUNTERS + 1
        was_up = self._calm.is_set() and not cut
        began_s = time.monotonic()
        self._say(number, counter)
        if cut:
            self._away = 0
            self._calm.clear()
            self.gate.cut()
        if not was_up:
            self._away += 1
            self._calm.wait(AWAY_S)
            if self._away == MOST_AWAY:
                self._come_back()
            return
        with self._news:
            if not self._news.wait_for(lambda: f"c-{number}" in self._shown, PATIENCE_S):
                self.missed.append(f"c-{number}")
        self.waited_s.append(time.monotonic() - began_s)

    def _come_back(self) -> None:
        """Until board and loudspeaker are connected again."""
        assert self._calm.wait(PATIENCE_S)
        assert all(link.wait_connected(PATIENCE_S) for link in self._links.values())

    def _say(self, number: int, counter: int) -> None:
        told = {"v": 1, "id": f"c-{number}", "ep": 1, "rev": number + 1, "kind": "call"}
        told |= {"number": number, "counter": counter, "priority": False, "ttl_s": 30}
        call = m.Call.model_validate({**told, "voice": {"vi": "", "en": ""}})
        self._old.append(call)
        self.server.publish_message(topics.CALL, call, zone=ZONE)
        if self.chance.random() < 0.1:
            again = self.chance.choice(list(self._old))
            self.server.publish_message(topics.CALL, again, zone=ZONE)
        now_s = time.monotonic()
        row = {"number": number, "counter": counter, "state": "called", "age_ms": 0}
        self._rows.appendleft((m.BoardRow.model_validate({**row, "call": call.id}), now_s))
        rows = [
            one.model_copy(update={"age_ms": int((now_s - at_s) * 1000)})
            for one, at_s in self._rows
        ]
        board = m.Board(v=1, ep=1, rev=number + 1, rows=rows, waiting=[], notice=None)
        self.server.publish_message(topics.BOARD, board, zone=ZONE)

    def _hear(self, received: Any) -> None:
        shown = m.decode(m.Shown, received.payload)
        with self._news:
            self._shown.add(shown.call)
            self._news.notify_all()

    def _beat(self) -> None:
        while not self._stopped.wait(BEAT_S):
            self.server.publish_message(topics.TIME, m.Heartbeat(ep=1, ms=0, tz="UTC"))


@contextmanager
def storm(folder: Path, seed: int = 1) -> Iterator[Storm]:
    """A broker, and everything on it."""
    clients = [Client("server", Role.SERVER)]
    clients += [Client(id, Role.DISPLAY) for id in (BOARD, SPEAKER)]
    passwords = {client.id: new_password() for client in clients}
    logins = [Login(client, passwords[client.id]) for client in clients]
    daemon = make_broker("auto", folder, CENTRE, logins)
    daemon.start()
    made = Storm(daemon.url, passwords, seed)
    try:
        made.start()
        yield made
    finally:
        made.stop()
        daemon.stop()


def run(made: Storm, calls: int, cuts: int) -> None:
    """All calls, with the cable pulled at so many of them."""
    pulled = set(made.chance.sample(range(1, calls), cuts))
    for number in range(calls):
        made.call(number, cut=number in pulled)


def rows() -> Iterator[Row]:
    """Ten thousand calls."""
    with tempfile.TemporaryDirectory() as name, storm(Path(name)) as made:
        began_s = time.monotonic()
        run(made, CALLS, CUTS)
        took_s = time.monotonic() - began_s
        twice = [text for text, count in made.mouth.said.items() if count > 1]
        connected = len(made.waited_s)
        yield Row(
            f"{CALLS:,} calls in {took_s:.0f} s to a board and a loudspeaker, cable pulled {CUTS} "
            "times, a tenth of the calls said again",
            "0 missed by a connected board, 0 read twice",
            f"{len(made.missed)} missed of {connected:,} while the board was connected (shown "
            f"after {max(made.waited_s) * 1000:.0f} ms at the most), {len(twice)} read twice of "
            f"{len(made.mouth.said):,} that were read",
            "",
            not made.missed and not twice and connected > CALLS / 2,
        )
