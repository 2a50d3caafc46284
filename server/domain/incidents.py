"""When the hall needs somebody who decides, when no longer, and who is told when.

Pure: readings and the hall's time come in, changes come out. An incident opens after its reading
was past the limit for a while without a break, and ends after it was well inside it for a while.
It is told when its rule is not quiet, and a place that was told of rests ``REST_S`` after the end,
so that what flickers tells little. Whatever was told is told again once when it is over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal

from server.domain.goals import IN_TIME_PERCENT

REST_S = 900.0
DAY_MIN = 24 * 60


class RuleId(StrEnum):
    """What is looked at."""

    WAIT = "long-wait"
    TARGET = "target-missed"
    IDLE = "counter-idle"
    DEVICE = "device-down"
    PAPER = "paper-low"
    RATING = "rating-drop"


@dataclass(frozen=True, slots=True)
class Kind:
    """How a rule judges: ``is_most``: past its limit is above it, else below.

    ``back`` is how far inside the limit a value is well again, as a part of it or in points;
    ``least`` and ``most`` are what a limit may be; both are None where there is none to set.
    """

    is_most: bool
    back: float
    least: int | None
    most: int | None
    clear_s: float


KINDS: Mapping[RuleId, Kind] = {
    RuleId.WAIT: Kind(True, 0.2, 5, 240, 120),
    RuleId.TARGET: Kind(False, 5, 1, 99, 300),
    RuleId.IDLE: Kind(True, 1.0, 1, 60, 30),
    RuleId.DEVICE: Kind(True, 0, None, None, 0),
    RuleId.PAPER: Kind(True, 0, None, None, 0),
    RuleId.RATING: Kind(False, 5, 1, 99, 60),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """How one rule is set: ``limit`` in minutes or percent, 0 where there is none.

    It opens after ``hold_s``. From minute ``quiet_from`` of the day until ``quiet_to`` nobody is
    told; equal ends are no quiet hours. ``mail`` are the addresses that are told.
    """

    on: bool = True
    limit: int = 0
    hold_s: int = 60
    quiet_from: int = 0
    quiet_to: int = 0
    mail: tuple[str, ...] = ()

    def is_quiet(self, minute: int) -> bool:
        """Whether nobody is told at this minute of the day; quiet hours may span midnight."""
        span = (self.quiet_to - self.quiet_from) % DAY_MIN
        return (minute - self.quiet_from) % DAY_MIN < span


DEFAULTS: Mapping[RuleId, Rule] = {
    RuleId.WAIT: Rule(limit=30, hold_s=60),
    RuleId.TARGET: Rule(limit=IN_TIME_PERCENT, hold_s=300),
    RuleId.IDLE: Rule(limit=3, hold_s=0),
    RuleId.DEVICE: Rule(hold_s=0),
    RuleId.PAPER: Rule(hold_s=0),
    RuleId.RATING: Rule(limit=80, hold_s=60),
}
Rules = Mapping[RuleId, Rule]
Key = tuple[RuleId, str]
"""A rule and the place that it looks at: a zone, ``hall``, or a device and what is wrong."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A place as it is now; ``value`` is None while nothing can be said of it.

    ``detail`` says more, such as which counters.
    """

    value: float | None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Watch:
    """One rule at one place. ``turning_s``: since when it is the other way round.

    ``told``: people know that it stands; ``owed``: they must still be told that it is over.
    """

    raised: bool = False
    turning_s: float | None = None
    told: bool = False
    owed: bool = False
    rest_until_s: float = float("-inf")


Act = Literal["opened", "ended", "told", "told-over"]


@dataclass(frozen=True, slots=True)
class Change:
    """What happened at a place, in this order: it opened or ended, and somebody is told so."""

    key: Key
    act: Act
    reading: Reading = field(default=Reading(None))


Watches = dict[Key, Watch]


def look(
    watches: Mapping[Key, Watch],
    rules: Rules,
    readings: Mapping[Key, Reading],
    now_s: float,
    minute: int,
) -> tuple[Watches, list[Change]]:
    """What is watched from now on, and what has changed.

    At ``now_s``, which is the ``minute`` of the local day. A place that is gone, or whose rule is
    off, is over.
    """
    kept: Watches = {}
    changes: list[Change] = []
    for key in dict.fromkeys((*watches, *readings)):
        rule, before = rules[key[0]], watches.get(key, Watch())
        reading = readings.get(key)
        is_gone = reading is None or not rule.on
        turned = _over(before) if is_gone else _turned(before, key[0], rule, reading, now_s)
        after = _tell(before, turned, rule.is_quiet(minute), now_s)
        if after.owed or after.rest_until_s > now_s or replace(after, rest_until_s=0) != _CALM:
            kept[key] = after
        changes += _changes(key, before, after, reading or Reading(None))
    return kept, changes


_CALM = Watch(rest_until_s=0)


def _over(watch: Watch) -> Watch:
    return replace(watch, raised=False, turning_s=None)


def _turned(
    watch: Watch, rule_id: RuleId, rule: Rule, reading: Reading | None, now_s: float
) -> Watch:
    wrong = None if reading is None else is_wrong(rule_id, rule.limit, reading.value)
    if wrong is None or wrong == watch.raised:
        return replace(watch, turning_s=None)
    since_s = now_s if watch.turning_s is None else min(watch.turning_s, now_s)
    needed_s = KINDS[rule_id].clear_s if watch.raised else rule.hold_s
    if now_s - since_s >= needed_s:
        return replace(watch, raised=not watch.raised, turning_s=None)
    return replace(watch, turning_s=since_s)


def is_wrong(rule_id: RuleId, limit: float, value: float | None) -> bool | None:
    """Past the limit, well inside it, or (None) neither."""
    if value is None:
        return None
    kind = KINDS[rule_id]
    if kind.is_most:
        good = limit * (1 - kind.back)
        return True if value > limit else False if value <= good else None
    good = min(limit + kind.back, 100)
    return True if value < limit else False if value >= good else None


def _tell(before: Watch, now: Watch, is_quiet: bool, now_s: float) -> Watch:
    """Who was told must hear of the end, once it is not quiet; the place rests from the end on."""
    if before.raised and not now.raised and before.told:
        now = replace(now, told=False, owed=True, rest_until_s=now_s + REST_S)
    if now.owed and not is_quiet:
        return replace(now, owed=False)
    if now.raised and not (now.told or now.owed or is_quiet) and now_s >= now.rest_until_s:
        return replace(now, told=True)
    return now


def _changes(key: Key, before: Watch, after: Watch, reading: Reading) -> Iterator[Change]:
    if before.raised != after.raised:
        yield Change(key, "opened" if after.raised else "ended", reading)
    ended_told = before.raised and not after.raised and before.told
    if (before.owed or ended_told) and not after.owed:
        yield Change(key, "told-over", reading)
    if after.told and not before.told:
        yield Change(key, "told", reading)
