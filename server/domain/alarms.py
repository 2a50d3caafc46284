"""When a device needs a hand, and when no longer: each kind with its own hysteresis.

Pure: readings and the seconds of a steady clock come in, raised and cleared alarms come out. What
flickers raises little: an alarm ends only after its device was well for a while, without a break.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

HOT_C, COOL_C = 80.0, 75.0
QUEUE_LONG, QUEUE_SHORT = 5, 1
SHOWS_WITHIN_S = 5.0
"""A light has a call on its panel within a tenth of a second; after this it has missed it."""
_BROKEN = frozenset({"cover", "unplugged", "mute"})


class Kind(StrEnum):
    """What can be wrong."""

    TWINS = "twins"
    OFFLINE = "offline"
    PAPER_OUT = "paper-out"
    PRINTER = "printer"
    UNSHOWN = "unshown"
    SILENT = "silent"
    HOT = "hot"
    QUEUE = "queue"
    PAPER_LOW = "paper-low"
    GARBLED = "garbled"


@dataclass(frozen=True, slots=True)
class Reading:
    """A device as it is now. ``expected``: it was there once, and the hall is at work.

    ``shows`` is whether it has the newest call of its counter on its panel, None before the first
    and while it is too young; ``twins``: two processes of its name were heard just now;
    ``garbled``: it has just said much that nobody can read.
    """

    online: bool
    expected: bool = True
    paper: str = "unknown"
    trouble: str | None = None
    temp_c: float | None = None
    queue: int = 0
    shows: bool | None = None
    twins: bool = False
    garbled: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """``is_bad`` is None where it is neither; then whatever was about to change begins anew."""

    is_bad: Callable[[Reading], bool | None]
    raise_after_s: float
    clear_after_s: float


@dataclass(frozen=True, slots=True)
class Watch:
    """One kind at one device; ``turning_s`` is since when it is the other way round."""

    raised: bool = False
    turning_s: float | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """An alarm was raised, or is over."""

    device: str
    kind: Kind
    raised: bool


Key = tuple[str, Kind]
Watches = dict[Key, Watch]


def look(
    watches: Mapping[Key, Watch], readings: Mapping[str, Reading], now_s: float
) -> tuple[Watches, list[Change]]:
    """What is watched from now on, and what has changed; of devices that are gone all is over."""
    kept: Watches = {}
    changes = [
        Change(device, kind, False)
        for (device, kind), watch in watches.items()
        if watch.raised and device not in readings
    ]
    for device, reading in readings.items():
        for kind, rule in RULES.items():
            before = watches.get((device, kind), Watch())
            after = _step(before, rule, rule.is_bad(reading), now_s)
            if after != Watch():
                kept[device, kind] = after
            if after.raised != before.raised:
                changes.append(Change(device, kind, after.raised))
    return kept, changes


def raised(watches: Mapping[Key, Watch]) -> Iterator[Key]:
    """The alarms that stand."""
    return (key for key, watch in watches.items() if watch.raised)


def _step(watch: Watch, rule: Rule, is_bad: bool | None, now_s: float) -> Watch:
    if is_bad is None or is_bad == watch.raised:
        return replace(watch, turning_s=None)
    since_s = now_s if watch.turning_s is None else watch.turning_s
    needed_s = rule.clear_after_s if watch.raised else rule.raise_after_s
    if now_s - since_s >= needed_s:
        return Watch(raised=not watch.raised)
    return replace(watch, turning_s=since_s)


def _is_offline(one: Reading) -> bool | None:
    if one.online:
        return False
    return True if one.expected else None


def _while_online(judge: Callable[[Reading], bool | None]) -> Callable[[Reading], bool | None]:
    """What a device told before it went away is neither true nor false any more."""
    return lambda one: judge(one) if one.online else None


def _is_out(one: Reading) -> bool | None:
    return None if one.paper == "unknown" else one.paper == "out" and one.trouble not in _BROKEN


def _is_low(one: Reading) -> bool | None:
    return {"low": True, "ok": False}.get(one.paper)


def _is_broken(one: Reading) -> bool | None:
    return None if one.trouble == "slow" else one.trouble in _BROKEN


def _is_hot(one: Reading) -> bool | None:
    if one.temp_c is None:
        return None
    return True if one.temp_c >= HOT_C else False if one.temp_c <= COOL_C else None


def _is_stuck(one: Reading) -> bool | None:
    return True if one.queue >= QUEUE_LONG else False if one.queue <= QUEUE_SHORT else None


RULES: Mapping[Kind, Rule] = {
    Kind.TWINS: Rule(lambda one: one.twins, 0, 60),
    Kind.OFFLINE: Rule(_is_offline, 30, 20),
    Kind.PAPER_OUT: Rule(_while_online(_is_out), 2, 10),
    Kind.PRINTER: Rule(_while_online(_is_broken), 10, 20),
    Kind.UNSHOWN: Rule(
        _while_online(lambda one: None if one.shows is None else not one.shows), 0, 30
    ),
    Kind.SILENT: Rule(_while_online(lambda one: one.trouble == "silent"), 30, 30),
    Kind.HOT: Rule(_while_online(_is_hot), 0, 60),
    Kind.QUEUE: Rule(_while_online(_is_stuck), 120, 10),
    Kind.PAPER_LOW: Rule(_while_online(_is_low), 5, 30),
    Kind.GARBLED: Rule(lambda one: one.garbled, 0, 120),
}
"""The worst first. Seconds: a will comes 23 s after a plug was pulled, a restart takes 10 s."""
