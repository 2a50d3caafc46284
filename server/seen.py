"""What devices were last heard to say: in memory only, because it is true only while fresh."""

from __future__ import annotations

import logging
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

log = logging.getLogger(__name__)
REMEMBERED = 2_000
"""How many calls are remembered as shown: several hours of a busy hall."""


@dataclass(slots=True)
class DeviceSeen:
    """A device as it last told. ``session`` guards against a late last will.

    ``trouble`` is what keeps its printer from printing, ``queue`` how many messages it still holds,
    ``alone`` how many tickets of its own it has to hand over, ``layout`` the version of the slip
    that a kiosk prints (None: a file of its own), ``layout_error`` why it prints no newer one,
    ``heard_at`` when it last said anything itself. ``met``: it was connected once. ``second`` is
    the session of a process of this name that came while another one lived. ``unreadable`` counts
    messages that nobody can read; ``settable`` are the settings it can follow, None: as its role.
    """

    state: str = "offline"
    session: str = ""
    version: str = ""
    paper: str = "unknown"
    trouble: str | None = None
    queue: int = 0
    alone: int = 0
    layout: int | None = None
    layout_error: str | None = None
    heard_at: datetime | None = None
    met: bool = False
    second: str | None = None
    twins: int = 0
    former: deque[str] = field(default_factory=lambda: deque(maxlen=8))
    vitals: dict[str, Any] = field(default_factory=dict)
    applied: dict[str, Any] | None = None
    unreadable: int = 0
    settable: tuple[str, ...] | None = None


class Seen:
    """Devices' states and which displays have shown which call."""

    def __init__(self) -> None:
        self.devices: dict[str, DeviceSeen] = {}
        self._shown: OrderedDict[str, set[str]] = OrderedDict()
        self._lights: dict[int, str] = {}
        self._listeners: list[Callable[[str], None]] = []
        self._twin_listeners: list[Callable[[str, str], None]] = []
        self.news = 0
        """Rises with whatever a device says."""
        self.refused = 0
        """How many messages were dropped: malformed, too large, or of no entitled device."""

    def subscribe(self, listener: Callable[[str], None]) -> None:
        """Tell ``listener`` each call id that a display has on its panel."""
        self._listeners.append(listener)

    def on_twins(self, listener: Callable[[str, str], None]) -> None:
        """Tell ``listener`` the device and the session of the process that has to step back."""
        self._twin_listeners.append(listener)

    def light_of(self, counter: int, device: str) -> None:
        """``device`` is the light of this counter."""
        self._lights[counter] = device

    def status(
        self, device: str, state: str, session: str, version: str, *, kept: bool = False
    ) -> None:
        """A birth or a will; a will of an older connection is ignored.

        What the broker has ``kept`` may be older than what was said before it was restarted, so it
        proves nothing about who else lives.
        """
        seen = self.of(device)
        seen.met = True
        if state == "offline" and seen.session not in ("", session):
            return
        if session == seen.second:
            return
        if seen.session not in ("", session) and not kept:
            self._take_over(device, seen, session)
        seen.state, seen.session, seen.version = state, session, version

    def _take_over(self, device: str, seen: DeviceSeen, session: str) -> None:
        """Another process speaks for the device. One that did so before shows that two live: the
        broker lets only the newer one stay, and each that is thrown out comes back.
        """
        if session in seen.former:
            seen.second, seen.twins = seen.session, seen.twins + 1
            log.warning("two processes use the name %s: %s steps back", device, seen.second)
            for tell in self._twin_listeners:
                tell(device, seen.second)
        seen.former.append(seen.session)

    def lose(self) -> None:
        """The broker is gone: nobody knows who is there, until the broker or they say so again."""
        self.news += 1
        for seen in self.devices.values():
            seen.state = "offline"
            seen.former.clear()

    def of(self, device: str) -> DeviceSeen:
        """What it last told, to be changed: it says something now."""
        self.news += 1
        return self.devices.setdefault(device, DeviceSeen())

    def paper(self, device: str, paper: str) -> None:
        """A kiosk told how its paper is."""
        self.of(device).paper = paper

    def health(
        self, device: str, paper: str, trouble: str | None, queue: int, alone: int = 0
    ) -> None:
        """A device told how it is."""
        seen = self.of(device)
        seen.paper, seen.trouble, seen.queue, seen.alone = paper, trouble, queue, alone

    def layout(self, device: str, version: int | None, error: str | None) -> None:
        """A kiosk told which slip of the centre it prints."""
        seen = self.of(device)
        seen.layout, seen.layout_error = version, error

    def heard(self, device: str, at: datetime) -> None:
        """A device said something."""
        self.of(device).heard_at = at

    def garble(self, device: str) -> None:
        """It said what nobody can read. No news: one that does so all day keeps nobody busy."""
        self.devices.setdefault(device, DeviceSeen()).unreadable += 1

    def show(self, device: str, call: str) -> None:
        """``device`` has ``call`` on its panel."""
        self.news += 1
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


def is_loudspeaker(seen: DeviceSeen | None) -> bool:
    """A display that has a voice, as it says itself: no panel, no brightness."""
    return seen is not None and seen.vitals.get("said") is not None
