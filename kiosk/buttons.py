"""The buttons of a counter box: contacts on the Pi's pins, or keys of a keyboard.

gpiozero's own ``bounce_time`` is not used: its mock ignores it and its lgpio driver has it broken
(gpiozero issue 1090), so that it could neither be tested nor trusted.
"""

from __future__ import annotations

import queue
import secrets
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from gpiozero import Button

from broker import messages as m
from broker import topics
from kiosk.debounce import Contact, Move, due_s, see, settle
from kiosk.errors import BadSetting

BUTTONS = (
    "next",
    "recall",
    "no_show",
    "start",
    "finish",
    "park",
    "undo",
    "pause",
    "open",
    "close",
)
HELD = frozenset({"recall"})
"""Buttons that say something else when held: recall held is a no-show, for boxes of two buttons."""
KEYS = {
    "n": "next",
    "r": "recall",
    "x": "no_show",
    "s": "start",
    "f": "finish",
    "p": "park",
    "u": "undo",
    "b": "pause",
    "o": "open",
    "c": "close",
}
"""The keyboard's stand-ins; ``R``, a capital, is recall held down."""
Told = Callable[[str, Move], None]


class Says(Protocol):
    """What the presses need of a link."""

    def publish_message(
        self, spec: topics.TopicSpec, message: m.Message, *, counter: int = 0
    ) -> None: ...


class Presses:
    """Turns moves of buttons into presses of one counter on the wire."""

    def __init__(
        self,
        link: Says,
        device: str,
        counter: int,
        clock_ms: Callable[[], int | None] = lambda: None,
    ) -> None:
        """``clock_ms`` tells the server's clock, so that a press that arrives late is known."""
        self._link, self._device, self._counter = link, device, counter
        self._clock_ms = clock_ms
        self._began_s = time.monotonic()
        self._session = secrets.token_hex(4)
        self._count = 0
        self._lock = threading.Lock()

    def tell(self, button: str, move: Move) -> str:
        """Send one press; returns its id, which is new: a repeat by the wire is known as one."""
        with self._lock:
            self._count += 1
            count = self._count
        press = m.Press(
            v=1,
            id=f"{self._device[:40]}-{self._session}-{count}",
            button=button,
            kind=move,
            up_ms=int((time.monotonic() - self._began_s) * 1000),
            device=self._device,
            at_ms=self._clock_ms(),
        )
        self._link.publish_message(topics.PRESS, press, counter=self._counter)
        return press.id


class Box:
    """Buttons on pins. Edges come from gpiozero's thread, decisions are made on one of ours."""

    def __init__(self, pins: Mapping[str, int], tell: Told) -> None:
        if unknown := set(pins) - set(BUTTONS):
            raise BadSetting(f"no button {sorted(unknown)[0]!r}: use {', '.join(BUTTONS)}")
        self._tell = tell
        self._edges: queue.SimpleQueue[tuple[str, bool, float] | None] = queue.SimpleQueue()
        self._contacts = {name: Contact(can_hold=name in HELD) for name in pins}
        self._buttons = [self._button(name, pin) for name, pin in pins.items()]
        self._thread = threading.Thread(target=self._decide, name="buttons", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Let go of the pins."""
        self._edges.put(None)
        self._thread.join(2.0)
        for button in self._buttons:
            button.close()

    def _button(self, name: str, pin: int) -> Any:
        button = Button(pin, pull_up=True, bounce_time=None)
        button.when_pressed = lambda: self._edges.put((name, True, time.monotonic()))
        button.when_released = lambda: self._edges.put((name, False, time.monotonic()))
        return button

    def _decide(self) -> None:
        while True:
            try:
                edge = self._edges.get(timeout=self._until_due_s())
            except queue.Empty:
                self._settle(time.monotonic())
                continue
            if edge is None:
                return
            name, level, at_s = edge
            self._settle(at_s)
            self._contacts[name] = see(self._contacts[name], level, at_s)

    def _until_due_s(self) -> float | None:
        due = [at_s for c in self._contacts.values() if (at_s := due_s(c)) is not None]
        return max(0.0, min(due) - time.monotonic()) if due else None

    def _settle(self, at_s: float) -> None:
        for name, contact in self._contacts.items():
            self._contacts[name], move = settle(contact, at_s)
            if move is not None:
                self._tell(name, move)


def read_keys(keys: Iterable[str], tell: Told) -> None:
    """A keyboard instead of a box: one line or letter a press, until ``keys`` ends.

    ``n`` is *next*; ``R`` is *recall* held down. Other letters are passed over.
    """
    for line in keys:
        for letter in line.strip():
            if button := KEYS.get(letter.lower()):
                tell(button, "hold" if letter.isupper() and button in HELD else "press")
