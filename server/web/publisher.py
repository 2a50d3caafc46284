"""Tells browsers what changed: whole documents, to those who watch, no faster than is useful.

Runs on the web loop, after the commit. Whatever is named by a fact is told at once; what changed
only because a queue did is told with the next pulse, and to phones, which are many, in slices.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from server import boards, effects
from server.domain.facts import to_ms
from server.domain.plan import Plan
from server.domain.snapshot import Committed, Snapshot
from server.runtime import Runtime
from server.web import rooms
from server.web.metrics import Metrics
from server.web.phonequeue import PACE_S, PhoneQueue

Emit = Callable[[str, Any, str | None], None]
"""(event, document, room); no room is everybody."""
PULSE_S = 0.25
BEAT_S = 5.0
FEW = 20
"""So few phones are told at once, without slices."""
ESTIMATES_S = 30.0
"""How often waits are told again only because time went by."""
PERIODS_S = {
    **{"ticket": 1.0, "live": 0.5, "counter": PULSE_S, "board": PULSE_S},
    **{"devices": 1.0, "alarms": PULSE_S},
}
"""How often a document is told at the most, unless a fact names it."""
_MOVING = ("ep", "rev", "now")
"""What differs between two tellings of the same ticket."""


class Publisher:
    """Knows who watches what, and tells them."""

    def __init__(self, source: rooms.Source, runtime: Runtime, figures: Metrics) -> None:
        self.source, self._desk = source, source.desk
        self._runtime = runtime
        self._figures = figures
        self._emit: Emit = lambda event, document, room: None
        self._watched: Counter[str] = Counter()
        self._dirty: set[str] = set()
        self._groups: set[str] = set()
        self._sent_s: dict[str, float] = {}
        self._last: dict[str, dict[str, Any]] = {}
        self._heard_s: dict[str, float] = {}
        self._phones = PhoneQueue(self._tell_phone)
        self._beats = PhoneQueue(self._beat_phone)
        self._ends: list[Callable[[], None]] = []
        self.listeners = 0
        self._devices_told = (0, 0)
        self._incidents_told = 0

    def start(self, emit: Emit) -> None:
        """Follow the desk and the displays, and keep time."""
        self._emit = emit
        self._desk.subscribe(self.tell)
        self._desk.seen.subscribe(lambda call: self._runtime.post(lambda: self.shown(call)))
        self.every(PULSE_S, self.pulse)
        self.every(PACE_S, self.slice)
        self.every(BEAT_S, self.beat)
        self.every(ESTIMATES_S, self.again)

    def stop(self) -> None:
        """Keep time no more."""
        for end in self._ends:
            end()

    def join(self, watched: Iterable[str]) -> None:
        """One more browser watches these rooms."""
        self._watched.update(watched)
        self.listeners += 1

    def leave(self, watched: Iterable[str]) -> None:
        """That browser went away."""
        self.listeners -= 1
        self._watched.subtract(watched)
        for room in [room for room in watched if self._watched[room] <= 0]:
            del self._watched[room]
            self._sent_s.pop(room, None)
            self._last.pop(room, None)
            self._heard_s.pop(room, None)
            self._phones.drop([room])
            self._beats.drop([room])

    def tell(self, told: Committed) -> None:
        """One commit: calls first, then what it names, then mark what else it touched."""
        if not self._watched:
            return
        snap = self._desk.snapshot()
        named: set[int] = set()
        groups: set[str] = set()
        for recorded in told.facts:
            named |= effects.counters_named(snap, recorded.fact)
            groups |= effects.groups_changed(snap, recorded.fact)
        called = self._calls(told)
        now = self._named_rooms(snap, named) - called
        later = (self._queue_rooms(snap.hall.rules, groups) | called) - now
        self._send_all(now, snap)
        self._dirty |= later & self._watched.keys()
        self._groups |= groups

    def shown(self, call: str) -> None:
        """A display shows the call: the counter's own screen says so."""
        snap = self._desk.snapshot()
        for counter in snap.hall.counters.values():
            held = snap.hall.ticket_at(counter.number)
            if held is not None and held.leg.call == call:
                self._send_all({f"counter:{counter.number}"}, snap)

    def pulse(self) -> None:
        """Tell what is due of what has changed."""
        snap = self._desk.snapshot()
        self._phones.add(self._ticket_rooms(snap))
        self._groups.clear()
        self._dirty |= (self._news_of_devices() | self._news_of_incidents()) & self._watched.keys()
        now_s = time.monotonic()
        due = {room for room in self._dirty if self._is_due(room, now_s)}
        self._dirty -= due
        self._send_all(due, snap)
        if len(self._phones) <= FEW:
            self._phones.all()

    def _news_of_devices(self) -> set[str]:
        """The rooms of devices that have something to tell: they, or what is wrong with them."""
        said, wrong = self._desk.seen.news, self.source.devices.watch.news
        before, self._devices_told = self._devices_told, (said, wrong)
        changed = {rooms.DEVICES} if (said, wrong) != before else set()
        return changed | ({rooms.ALARMS} if wrong != before[1] else set())

    def _news_of_incidents(self) -> set[str]:
        """The live view, when something began or ceased to stand out."""
        before, self._incidents_told = self._incidents_told, self.source.incidents.news
        return {rooms.LIVE} if self._incidents_told != before else set()

    def slice(self) -> None:
        """A few of the phones that are due."""
        (self._beats if len(self._beats) else self._phones).slice()

    def beat(self) -> None:
        """The server lives; also refreshes the managers' view, where waits grow by themselves.

        A phone that has heard something else since the last beat knows it already.
        """
        self._emit("time", self._time(), rooms.BEATS)
        since_s = time.monotonic() - BEAT_S
        phones = [room for room in self._watched if room.startswith(rooms.TICKET)]
        self._beats.add(room for room in phones if self._heard_s.get(room, since_s) <= since_s)
        if len(self._beats) <= FEW:
            self._beats.all()
        self._dirty |= {rooms.LIVE, rooms.DEVICES} & self._watched.keys()

    def _time(self) -> dict[str, Any]:
        snap = self._desk.snapshot()
        zone = snap.hall.rules.centre.timezone
        return {"ep": snap.ep, "ms": to_ms(self._desk.now()), "tz": zone}

    def _beat_phone(self, room: str) -> bool:
        self._heard_s[room] = time.monotonic()
        self._emit("time", self._time(), room)
        return True

    def _tell_phone(self, room: str) -> bool:
        if not self._is_due(room, time.monotonic()):
            return False
        self._send_all({room}, self._desk.snapshot())
        return True

    def again(self) -> None:
        """Estimates moved with the clock."""
        phones = [room for room in self._watched if room.startswith(rooms.TICKET)]
        self._phones.add(phones)
        self._dirty |= self._watched.keys() - set(phones)

    def every(self, period_s: float, call: Callable[[], None]) -> None:
        """Call on the loop, again and again until all this stops."""
        self._ends.append(self._runtime.every(period_s, lambda: self._runtime.post(call)))

    def _calls(self, told: Committed) -> set[str]:
        """Announce; returns the boards that now know, and get their document with the pulse."""
        known: set[str] = set()
        for zone, call in effects.calls(told):
            rooms_told = {f"board:{board}" for board in (zone, boards.HALL)} & self._watched.keys()
            for room in rooms_told:
                self._say("call", {**call.model_dump(), "zone": zone}, room)
            known |= rooms_told
        return known

    def _named_rooms(self, snap: Snapshot, named: set[int]) -> set[str]:
        hall = snap.hall
        found = {f"counter:{number}" for number in named}
        found |= {f"board:{hall.rules.counters[number].zone}" for number in named}
        held = [hall.ticket_at(number) for number in named]
        found |= {f"ticket:{ticket.key}" for ticket in held if ticket}
        return (found | {f"board:{boards.HALL}"} if named else found) & self._watched.keys()

    def _queue_rooms(self, plan: Plan, groups: set[str]) -> set[str]:
        found = {rooms.LIVE, rooms.DEVICES, f"board:{boards.HALL}"}
        found |= {f"board:{plan.groups[code].zone}" for code in groups}
        for counter in plan.counters.values():
            if not groups.isdisjoint((*counter.groups, *counter.help)):
                found.add(f"counter:{counter.number}")
        return found

    def _ticket_rooms(self, snap: Snapshot) -> list[str]:
        """Watched tickets in a queue that changed, but for those that are to be told anyway."""
        if not self._groups:
            return []
        hall = snap.hall
        return [
            room
            for room in self._watched
            if room.startswith(rooms.TICKET)
            and room not in self._phones
            and (ticket := hall.tickets.get(hall.keys.get(room[7:], ""))) is not None
            and not self._groups.isdisjoint([leg.group for leg in ticket.legs])
        ]

    def _is_due(self, room: str, now_s: float) -> bool:
        period_s = PERIODS_S[rooms.split(room)[0]]
        return now_s - self._sent_s.get(room, -period_s) >= period_s

    def _send_all(self, wanted: set[str], snap: Snapshot) -> None:
        for room in sorted(wanted & self._watched.keys()):
            made = rooms.document(self.source, snap, room)
            if made is not None and self._is_news(room, *made):
                self._sent_s[room] = time.monotonic()
                self._dirty.discard(room)
                self._say(*made, room)

    def _is_news(self, room: str, event: str, document: dict[str, Any]) -> bool:
        """Only tickets are compared: there are many of them, and a queue moves them all."""
        if event != "ticket":
            return True
        steady = {name: value for name, value in document.items() if name not in _MOVING}
        changed = self._last.get(room) != steady
        self._last[room] = steady
        return changed

    def _say(self, event: str, document: dict[str, Any], room: str) -> None:
        self._heard_s[room] = time.monotonic()
        self._figures.told.labels(event).inc()
        self._emit(event, document, room)
