"""What devices can be set to, by role. The rules stand once: the desk asks them before it tells a
device, and the device before it follows. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from broker.roles import Role

MOST_STEPS = 8
"""Of brightness in a day."""
LEAST_IDLE_S, MOST_IDLE_S = 30, 300
FULL_PERCENT = 100
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


def faults(role: str, settings: Mapping[str, Any]) -> list[str]:
    """What is wrong, one line each, beginning with the setting's name; [] when all can be followed.

    >>> faults("display", {"blink": 1})
    ['blink: true or false']
    """
    rules = _RULES.get(role, {})
    unknown = [f"{name}: a {role} has no such setting" for name in settings if name not in rules]
    told = {name: rules[name](value) for name, value in settings.items() if name in rules}
    return unknown + [f"{name}: {fault}" for name, fault in told.items() if fault]


def names(role: str) -> tuple[str, ...]:
    """The settings that a device of this role has."""
    return tuple(_RULES.get(role, {}))


def brightness_at(steps: Sequence[Mapping[str, Any]], minute: int) -> int:
    """Percent at a minute of the day (0 to 1439): the newest step; before the first, the last."""
    if not steps:
        return FULL_PERCENT
    begun = [step for step in steps if minute_of(step["from"]) <= minute]
    return int((begun or steps)[-1]["percent"])


def minute_of(clock: str) -> int:
    """The minute of the day at ``HH:MM``."""
    return int(clock[:2]) * 60 + int(clock[3:])


def _brightness(value: Any) -> str:
    says = f'at most {MOST_STEPS} of {{"from": "HH:MM", "percent": 1 to 100}}, earliest first'
    if not isinstance(value, list | tuple) or len(value) > MOST_STEPS:
        return says
    for step in value:
        if not isinstance(step, Mapping) or set(step) != {"from", "percent"}:
            return says
        if not isinstance(step["from"], str) or not _CLOCK.fullmatch(step["from"]):
            return says
        if not _is_whole(step["percent"], 1, 100):
            return says
    starts = [step["from"] for step in value]
    return "" if starts == sorted(set(starts)) else says


def _blink(value: Any) -> str:
    return "" if isinstance(value, bool) else "true or false"


def _idle(value: Any) -> str:
    fits = _is_whole(value, LEAST_IDLE_S, MOST_IDLE_S)
    return "" if fits else f"whole seconds from {LEAST_IDLE_S} to {MOST_IDLE_S}"


def _volume(value: Any) -> str:
    return "" if _is_whole(value, 0, 100) else "percent from 0 to 100"


def _is_whole(value: Any, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


_RULES: dict[str, dict[str, Callable[[Any], str]]] = {
    Role.DISPLAY: {"brightness": _brightness, "blink": _blink},
    Role.TERMINAL: {"brightness": _brightness, "blink": _blink},
    Role.KIOSK: {"idle_s": _idle, "volume": _volume},
}
