"""What devices were last heard to say: in memory only, because it is true only while fresh."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

REMEMBERED = 2_000
"""How many calls are remembered as shown: several hours of a busy hall."""


@dataclass(slots=True)
class DeviceSeen:
    """A device as it last told. ``session`` guards against a late last will.

    ``trouble`` is what keeps its printer from printing, ``queue`` how many messages it still holds,
    ``heard_at`` when it last said anything itself.
    """

    state: str = "offline"
    session: str = ""
    version: str = ""
    paper: str = "unknown"
    trouble: str | None = None
    queue: int = 0
    heard_at: datetime | None = None


class Seen:
    """Devices' states and which displays have shown which call."""

    def __init__(self) -> None:
        self.devices: dict[str, DeviceSeen] = {}
        self._shown: OrderedDict[str, set[str]] = OrderedDict()
        self._lights: dict[int, str] = {}
        self._listeners: list[Callable[[str], None]] = []
        self.refused = 0
        """How many messages were dropped: malformed, too large, or of no entitled device."""

    def subscribe(self, listener: Callable[[str], None]) -> None:
        """Tell ``listener`` each call id that a display has on its panel."""
        self._listeners.append(listener)

    def light_of(self, counter: int, device: str) -> None:
        """``device`` is the light of this counter."""
        self._lights[counter] = device

    def status(self, device: str, state: str, session: str, version: str) -> None:
        """A birth or a will; a will of an older connection is ignored."""
        seen = self.devices.setdefault(device, DeviceSeen())
        if state == "offline" and seen.session not in ("", session):
            return
        seen.state, seen.session, seen.version = state, session, version

    def paper(self, device: str, paper: str) -> None:
        """A kiosk told how its paper is."""
        self.devices.setdefault(device, DeviceSeen()).paper = paper

    def health(self, device: str, paper: str, trouble: str | None, queue: int) -> None:
        """A device told how it is."""
        seen = self.devices.setdefault(device, DeviceSeen())
        seen.paper, seen.trouble, seen.queue = paper, trouble, queue

    def heard(self, device: str, at: datetime) -> None:
        """A device said something."""
        self.devices.setdefault(device, DeviceSeen()).heard_at = at

    def show(self, device: str, call: str) -> None:
        """``device`` has ``call`` on its panel."""
        self._shown.setdefault(call, set()).add(device)
        while len(self._shown) > REMEMBERED:
            self._shown.popitem(last=False)
        for listener in self._listeners:
            listener(call)

    def shown_on(self, call: str | None) -> frozenset[str]:
        """The displays that have shown the call."""
        return frozenset(self._shown.get(call or "", ()))

    def light(self, counter: int, call: str | None) -> dict[str, bool] | None:
        """The counter's light: does it live, and does it show ``call``? None without a light."""
        device = self._lights.get(counter)
        if device is None:
            return None
        online = self.devices.get(device, DeviceSeen()).state == "online"
        return {"online": online, "shown": device in self.shown_on(call)}
