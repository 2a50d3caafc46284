"""A scanner that is a keyboard, read exclusively: the only evdev code.

Keys are read as those of a US keyboard, whatever the desktop's layout. Letters with accents do not
survive that; the fields of a card that are used are digits and ``|``.
"""

from __future__ import annotations

import select
from typing import Any

from kiosk.errors import BadSetting
from kiosk.scanner import PAUSE_S, Source

_PLAIN = {
    **{f"KEY_{char}": char.lower() for char in "ABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890"},
    "KEY_MINUS": "-", "KEY_DOT": ".", "KEY_SLASH": "/", "KEY_SPACE": " ", "KEY_COMMA": ",",
    "KEY_BACKSLASH": "\\", "KEY_SEMICOLON": ";", "KEY_EQUAL": "=", "KEY_ENTER": "\n",
    "KEY_KPENTER": "\n",
}  # fmt: skip
_SHIFTED = {
    "KEY_BACKSLASH": "|", "KEY_SEMICOLON": ":", "KEY_SLASH": "?", "KEY_MINUS": "_",
    "KEY_7": "&", "KEY_EQUAL": "+",
}  # fmt: skip
_SHIFTS = frozenset({"KEY_LEFTSHIFT", "KEY_RIGHTSHIFT"})
_DOWN = 1


class Keys:
    """Turns key events into bytes. ``device`` has ``fd``, ``read`` and ``close`` like evdev's;
    ``name_of`` gives the name of a key's code.
    """

    def __init__(self, device: Any, name_of: Any) -> None:
        self._device, self._name_of = device, name_of
        self._held: set[str] = set()

    def read(self) -> bytes:
        """What was typed; nothing after a pause. Raises OSError when the device is gone."""
        while select.select([self._device.fd], [], [], PAUSE_S)[0]:
            typed = "".join(self._char(self._name_of(e), e.value) for e in self._device.read())
            if typed:
                return typed.encode()
        return b""

    def close(self) -> None:
        """Let go of the device."""
        self._device.close()

    def _char(self, name: str | None, value: int) -> str:
        if name in _SHIFTS:
            (self._held.add if value else self._held.discard)(name)
            return ""
        if name is None or value != _DOWN:
            return ""
        if self._held:
            return _SHIFTED.get(name) or _PLAIN.get(name, "").upper()
        return _PLAIN.get(name, "")


def open_keys(path: str) -> Source:
    """The scanner at ``path``, for nobody else to hear. Raises OSError, or BadSetting."""
    try:
        import evdev
    except ImportError:
        raise BadSetting("--scanner evdev needs one more package: pip install evdev") from None
    device = evdev.InputDevice(path)
    device.grab()

    def name_of(event: Any) -> str | None:
        found = evdev.ecodes.KEY.get(event.code) if event.type == evdev.ecodes.EV_KEY else None
        return found[0] if isinstance(found, list | tuple) else found

    return Keys(device, name_of)
