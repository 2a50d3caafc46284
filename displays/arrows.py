"""Which way from a display to each counter: by the map of the hall, or as whoever hung it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from broker import messages as m
from displays.errors import BadSetting

SIGNS = {"left": "←", "right": "→", "ahead": "↑"}
NO_WAY = "·"
"""Between a number and its counter where no way is known: no arrow is better than a wrong one."""
_RANGE = re.compile(r"([1-9]\d{0,2})(?:-([1-9]\d{0,2}))?")


def parse(texts: Iterable[str]) -> dict[int, str]:
    """``left=1-9,12`` and the like: the arrow of each counter. Raises BadSetting."""
    found: dict[int, str] = {}
    for text in texts:
        side, _, ranges = text.partition("=")
        if side not in SIGNS:
            raise BadSetting(f"--arrow {text[:40]}: write {'|'.join(SIGNS)}=COUNTERS")
        for part in ranges.split(","):
            read = _RANGE.fullmatch(part.strip())
            if read is None:
                raise BadSetting(f"--arrow {text[:40]}: counters are written 1-9,12")
            for counter in range(int(read[1]), int(read[2] or read[1]) + 1):
                if found.setdefault(counter, SIGNS[side]) != SIGNS[side]:
                    raise BadSetting(f"--arrow {text[:40]}: counter {counter} has two ways")
    return found


class Ways:
    """Of one display. What is set by hand holds for every counter that it names."""

    def __init__(self, device: str, by_hand: Mapping[int, str] | None = None) -> None:
        self._device, self._by_hand = device, dict(by_hand or {})
        self.signs: Mapping[int, str] = MappingProxyType(self._by_hand)
        """The arrow of each counter that has one."""

    def hear(self, received: Any) -> None:
        """The centre's document came: a plan may have moved this display, or forgotten it."""
        floor = m.decode(m.CentreInfo, received.payload).floor
        mine = [one for one in (floor.displays if floor else ()) if one.id == self._device]
        led = {n: SIGNS[way] for one in mine for way in SIGNS for n in getattr(one, way)}
        self.signs = MappingProxyType({**led, **self._by_hand})
