"""What the kiosk last heard of the hall, kept so that it comes up alone after a power cut."""

from __future__ import annotations

import json
import time

from broker import messages as m
from kiosk.hall import Hall
from kiosk.rolls import Roll

AGAIN_MS = 300_000
"""A document that did not change is noted as heard this often."""
CLOCK_MS = 60_000
"""How often the hall's clock is noted."""
DRIFT_MS = 500


class Memory:
    """Keeps documents without their queues, and how the hall's clock stands to the machine's.

    The machine's clock serves over a restart only, and never before what was last noted.
    """

    def __init__(self, roll: Roll, hall: Hall) -> None:
        self._roll, self._hall = roll, hall
        self._written: dict[str, tuple[object, int]] = {}
        self._clock = (0, 0)

    def restore(self) -> None:
        """Put back what is known into a hall that has heard nothing yet."""
        hall = self._hall
        if centre := self._roll.kept("centre"):
            hall.centre = m.decode(m.CentreInfo, centre)
            hall.beat_ep = hall.centre.ep
        for kept in self._roll.kept_under("zone:"):
            zone = m.decode(m.Catalogue, kept)
            hall.zones[zone.zone] = zone
        for kept in self._roll.kept_under("heard:"):
            hall.heard_ms |= json.loads(kept)
        if clock := self._roll.kept("clock"):
            told = json.loads(clock)
            now_ms = max(_wall_ms() + told["offset_ms"], told["now_ms"])
            hall.ahead_ms = now_ms - int(time.monotonic() * 1000)
            hall.tz, hall.last_ms = told["tz"], told["now_ms"]

    def beat(self, heartbeat: m.Heartbeat) -> None:
        """Note the hall's clock, when it moved or a minute has passed."""
        offset_ms = heartbeat.ms - _wall_ms()
        old_offset_ms, noted_ms = self._clock
        if abs(offset_ms - old_offset_ms) < DRIFT_MS and heartbeat.ms - noted_ms < CLOCK_MS:
            return
        self._clock = offset_ms, heartbeat.ms
        told = {"offset_ms": offset_ms, "now_ms": heartbeat.ms, "tz": heartbeat.tz}
        self._roll.keep("clock", json.dumps(told).encode())

    def centre(self, told: m.CentreInfo) -> None:
        """Note a description of the centre."""
        bare = told.model_copy(update={"rev": 0})
        if self._is_news("centre", bare, 0):
            self._roll.keep("centre", m.encode(told))

    def zone(self, told: m.Catalogue) -> None:
        """Note a catalogue; its queues, which are soon untrue, are left out."""
        now_ms = self._hall.now_ms(time.monotonic()) or 0
        self._hall.heard_ms[told.zone] = now_ms
        groups = [one.model_copy(update={"waiting": 0, "wait": None}) for one in told.groups]
        bare = told.model_copy(update={"rev": 0, "groups": groups})
        if self._is_news(f"zone:{told.zone}", bare, now_ms):
            kept = bare.model_copy(update={"rev": told.rev})
            self._roll.keep(f"zone:{told.zone}", m.encode(kept))
            self._roll.keep(f"heard:{told.zone}", json.dumps({told.zone: now_ms}).encode())

    def _is_news(self, name: str, bare: object, now_ms: int) -> bool:
        before, at_ms = self._written.get(name, (None, 0))
        if before == bare and now_ms - at_ms < AGAIN_MS:
            return False
        self._written[name] = bare, now_ms
        return True


def _wall_ms() -> int:
    return time.time_ns() // 1_000_000
