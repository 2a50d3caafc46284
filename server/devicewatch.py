"""Looks at every device each second: what is wrong goes into the journal, and who sees to it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from broker.topics import Role
from server import boards
from server.desk import Desk
from server.domain import facts as f
from server.domain.alarms import SHOWS_WITHIN_S, Kind, Reading, Watch, Watches, look
from server.domain.errors import refuse
from server.domain.facts import from_ms, to_ms
from server.domain.snapshot import Snapshot
from server.ledger import SYSTEM, Actor
from server.seen import is_loudspeaker
from server.store import audit
from server.store.account_devices import DeviceAccounts
from server.store.account_rows import Device
from server.store.accounts import Accounts

REMEMBERED = timedelta(days=7)
"""How far back the journal is read at the start for alarms that still stand."""
TWINS_S = 600.0
"""How long two of one name count as there after they were heard."""
GARBLES, GARBLES_S = 10, 60.0
"""So many messages in so many seconds that nobody can read are more than a slip."""
_FACTS = ("alarm_raised", "alarm_cleared", "alarm_taken")
_AT_WORK = frozenset({"open", "break"})
Key = tuple[str, Kind]


@dataclass(frozen=True, slots=True)
class Standing:
    """An alarm that is not over: since when, and who has said that they see to it."""

    since: datetime
    taken_by: str | None = None
    taken_at: datetime | None = None


class DeviceWatch:
    """``clock`` is a steady one, in seconds: alarms take their time whatever the hall's clock does.

    ``standing`` is what is wrong now; ``news`` rises when it changes.
    """

    def __init__(
        self,
        desk: Desk,
        accounts: Accounts,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._desk, self._accounts, self._clock = desk, accounts, clock
        self._shows: dict[str, bool | None] = {}
        self._calls: dict[str, tuple[str, float]] = {}
        self._twins: dict[str, tuple[int, float]] = {}
        self._garbles: dict[str, tuple[int, float]] = {}
        self.news = 0
        self.standing = self._restored()
        self._watches: Watches = {key: Watch(raised=True) for key in self.standing}

    def look(self) -> None:
        """Once; called each second."""
        now_s, snap = self._clock(), self._desk.snapshot()
        at = replace(snap, at=self._desk.now())
        at_work = boards.hall_state(at)[0] in _AT_WORK
        devices = devices_on_wire(self._accounts)
        readings = {one.id: self._reading(one, snap, now_s, at_work) for one in devices}
        watches, changes = look(self._watches, readings, now_s)
        for change in changes:
            made = f.AlarmRaised if change.raised else f.AlarmCleared
            self._desk.keep_fact(SYSTEM, made(change.device, change.kind.value))
            if change.raised:
                self.standing[change.device, change.kind] = Standing(self._desk.now())
            else:
                self.standing.pop((change.device, change.kind), None)
            self.news += 1
        self._watches = watches

    def take(self, by: Actor, device: str, kind: str) -> None:
        """``by`` sees to it; whoever said so first stays. Raises Refused when nothing is wrong."""
        key = next((key for key in self.standing if key == (device, kind)), None)
        if key is None:
            raise refuse("unknown-alarm")
        if self.standing[key].taken_by is not None:
            return
        self._desk.keep_fact(by, f.AlarmTaken(device, kind))
        self.standing[key] = replace(self.standing[key], taken_by=by.id, taken_at=self._desk.now())
        self.news += 1

    @property
    def open(self) -> int:
        """How many nobody sees to yet."""
        return sum(one.taken_by is None for one in self.standing.values())

    def silence_of(self, device: str) -> str | None:
        """Why a loudspeaker cannot sound, by its own word; None: it can, or says nothing."""
        seen = self._desk.seen.devices.get(device)
        return seen.vitals.get("silence") if seen is not None else None

    def _reading(self, device: Device, snap: Snapshot, now_s: float, at_work: bool) -> Reading:
        seen = self._desk.seen.devices.get(device.id)
        if seen is None:
            return Reading(online=False, expected=False)
        return Reading(
            online=seen.state == "online",
            expected=seen.met and at_work,
            paper=seen.paper if device.role == Role.KIOSK else "unknown",
            trouble=seen.trouble,
            temp_c=seen.vitals.get("temp_c"),
            queue=0 if is_loudspeaker(seen) else seen.queue,
            shows=self._has_call(device, snap, now_s),
            twins=self._are_twins(device.id, seen.twins, now_s),
            garbled=self._is_garbled(device.id, seen.unreadable, now_s),
        )

    def _has_call(self, device: Device, snap: Snapshot, now_s: float) -> bool | None:
        """Whether a light has shown the newest call of its counter; that of before until then."""
        if device.role != Role.DISPLAY or len(device.counters) != 1:
            return None
        counter = min(device.counters)
        self._desk.seen.light_of(counter, device.id)
        call = call_at(snap, counter)
        if call is None:
            return self._shows.get(device.id)
        if self._calls.get(device.id, ("",))[0] != call:
            self._calls[device.id] = (call, now_s)
        if device.id in self._desk.seen.shown_on(call):
            self._shows[device.id] = True
        elif now_s - self._calls[device.id][1] >= SHOWS_WITHIN_S:
            self._shows[device.id] = False
        return self._shows.get(device.id)

    def _are_twins(self, id: str, count_now: int, now_s: float) -> bool:
        count, at_s = self._twins.get(id, (0, float("-inf")))
        if count_now != count:
            at_s = now_s
            self._twins[id] = (count_now, at_s)
        return now_s - at_s < TWINS_S

    def _is_garbled(self, id: str, count_now: int, now_s: float) -> bool:
        count, since_s = self._garbles.setdefault(id, (0, now_s))
        if now_s - since_s >= GARBLES_S:
            self._garbles[id] = (count_now, now_s)
        return count_now - count >= GARBLES

    def _restored(self) -> dict[Key, Standing]:
        """What the journal says of the last days: an alarm outlives the server, and so who took it.

        One whose kind this version does not know is left out.
        """
        first = to_ms(self._desk.now() - REMEMBERED)
        with self._accounts.store.read() as db:
            rows = [
                row
                for kind in _FACTS
                for row in audit.find(db, audit.Search(first, 2**62, kind=kind), None)
            ]
        found: dict[Key, Standing] = {}
        for row in sorted(rows, key=lambda row: row.seq):
            if row.data["alarm"] not in set(Kind):
                continue
            key, at = (row.data["device"], Kind(row.data["alarm"])), from_ms(row.at_ms)
            if row.kind == "alarm_raised":
                found[key] = Standing(at)
            elif row.kind == "alarm_cleared":
                found.pop(key, None)
            elif key in found:
                found[key] = replace(found[key], taken_by=row.by.partition(":")[2], taken_at=at)
        return found


def devices_on_wire(accounts: DeviceAccounts) -> list[Device]:
    """Those in force that say how they are, by id; monitors only listen."""
    return [one for one in accounts.in_force() if one.role != Role.MONITOR]


def call_at(snap: Snapshot, counter: int) -> str | None:
    """The call that the counter's light should show now; None when nobody is called there."""
    if counter not in snap.hall.rules.counters:
        return None
    state = boards.counter_state(snap, counter)
    return state.call if state.state == "called" else None
