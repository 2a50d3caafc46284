"""After each commit: which calls to announce and which documents to say again."""

from __future__ import annotations

import time
from collections.abc import Sequence

from broker import messages as m
from broker import topics
from server import boards, effects, reprints
from server.desk import Desk
from server.domain.snapshot import Committed, Snapshot
from server.runtime import Runtime
from server.standing import heartbeat, retained
from server.wireneeds import Link

HEARTBEAT_S = 5
ESTIMATES_S = 30
"""How often documents are said again only because their estimates moved."""
CALM_S = 1.0
"""A changed queue is told at most this often."""
GREET_S = 0.2
"""How soon a device that comes hears the server's heartbeat."""
BOARD_S = 0.1
"""A board is said at most this often; a call, a light and the first board go out at once."""


class Announcer:
    """Turns commits into calls, lights and boards. Lights come first: somebody is watching."""

    def __init__(self, desk: Desk, link: Link, runtime: Runtime) -> None:
        self._desk = desk
        self._link = link
        self._runtime = runtime
        self._restless: set[str] = set()
        self._newcomers = False
        self._connects = 0
        self._is_silent = False
        self._waiting_boards: set[str] = set()
        self._said_s: dict[str, float] = {}
        self._counted: tuple[Snapshot, list[m.ZoneWaiting]] | None = None

    def start(self) -> None:
        """Begin the heartbeat and follow the desk."""
        self._desk.subscribe(self.tell)
        self._runtime.every(HEARTBEAT_S, self.beat)
        self._runtime.every(CALM_S, self.calm)
        self._runtime.every(BOARD_S, self.boards)
        self._runtime.every(GREET_S, self.greet)
        self._runtime.every(ESTIMATES_S, self.again)

    def lost(self) -> None:
        """The broker is gone: no heartbeat before everything has been said anew."""
        self._is_silent = True

    def connected(self) -> None:
        """The broker is there, perhaps with documents that are old, perhaps with none."""
        self._is_silent = True
        self._connects += 1
        connect = self._connects
        self._runtime.spawn(lambda: self._say_all(connect))

    def _say_all(self, connect: int) -> None:
        retained(self._desk, self._link)
        if connect == self._connects:
            self._is_silent = False

    def beat(self) -> None:
        """The server lives. A display takes it for: what I hold is current."""
        if self._is_silent:
            return
        self._link.publish_message(topics.TIME, heartbeat(self._desk))

    def newcomer(self) -> None:
        """A device came, which shows nothing before it has heard a heartbeat."""
        self._newcomers = True

    def greet(self) -> None:
        """One heartbeat for all who came since the last time, however many."""
        if self._newcomers:
            self._newcomers = False
            self.beat()

    def again(self) -> None:
        """Say every retained document with fresh estimates."""
        retained(self._desk, self._link, self._runtime.breathe)

    def calm(self) -> None:
        """Tell kiosks and boards of the queues that changed since the last time."""
        zones, self._restless = self._restless, set()
        if not zones:
            return
        self._desk.touch()
        for zone in sorted(zones):
            said = boards.catalogue(self._desk.snapshot(), zone)
            self._link.publish_message(topics.CATALOGUE, said, zone=zone)
            self._runtime.breathe()
        self._all([*sorted(zones), boards.HALL])

    def boards(self) -> None:
        """Say the boards that had to wait because they were said a moment ago."""
        zones, self._waiting_boards = self._waiting_boards, set()
        self._all(sorted(zones))

    def tell(self, told: Committed) -> None:
        """Announce one commit: lights, then calls, then the boards whose rows changed."""
        snap = told.snapshot
        counters: set[int] = set()
        called: set[str] = set()
        for recorded in told.facts:
            counters |= effects.counters_named(snap, recorded.fact)
            self._restless |= effects.zones_changed(snap, recorded.fact)
            called |= effects.devices_called(snap, recorded.fact)
        for number in sorted(counters):
            state = boards.counter_state(snap, number)
            self._link.publish_message(topics.COUNTER_STATE, state, counter=number)
        for zone, call in effects.calls(told):
            self._link.publish_message(topics.CALL, call, zone=zone)
        for zone in effects.boards_of(snap, counters):
            self._board_soon(snap, zone)
        for device in sorted(called):
            answer = boards.desk_answer(snap, device)
            self._link.publish_message(topics.KIOSK_DESK, answer, id=device)
        for kiosk, wish in reprints.wishes(told, self._desk.url):
            self._link.publish_message(topics.KIOSK_REPRINT, wish, id=kiosk)

    def _board_soon(self, snap: Snapshot, zone: str) -> None:
        if time.monotonic() - self._said_s.get(zone, -BOARD_S) < BOARD_S:
            self._waiting_boards.add(zone)
        else:
            self._board(snap, zone)

    def _all(self, zones: Sequence[str]) -> None:
        """Say these boards, each from the newest picture: an older one must not stay behind."""
        for zone in zones:
            self._board(self._desk.snapshot(), zone)
            self._runtime.breathe()

    def _board(self, snap: Snapshot, zone: str) -> None:
        self._said_s[zone] = time.monotonic()
        if self._counted is None or self._counted[0] is not snap:
            self._counted = snap, boards.zones_waiting(snap)
        said = boards.board(snap, zone, self._counted[1])
        self._link.publish_message(topics.BOARD, said, zone=zone)
