"""How bright panels are by the time of day: pure, from a list of times of the hall's own clock."""

from __future__ import annotations

import re

from displays.errors import BadSetting

Schedule = tuple[tuple[int, int], ...]
"""Pairs (minute of the day from 0 to 1439, percent from 0 to 100), by minute; each holds until the
next one, the last over midnight until the first. Empty: always full."""
FULL = 100
DAY_MIN = 24 * 60
_PART = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)=(\d{1,3})")


def parse(text: str) -> Schedule:
    """``06:00=100,19:00=30``: from six on full, from seven in the evening on 30 percent.

    Raises BadSetting for anything else, and for a time that stands there twice.
    """
    found: dict[int, int] = {}
    for part in filter(None, (one.strip() for one in text.split(","))):
        read = _PART.fullmatch(part)
        if read is None or int(read[3]) > FULL:
            raise BadSetting(
                f"brightness {part[:20]!r}: write HH:MM=PERCENT with 0 to 100, such as "
                "06:00=100,19:00=30"
            )
        minute = int(read[1]) * 60 + int(read[2])
        if minute in found:
            raise BadSetting(f"brightness {part}: {part.partition('=')[0]} stands there twice")
        found[minute] = int(read[3])
    return tuple(sorted(found.items()))


def percent_at(schedule: Schedule, minute: int) -> int:
    """How bright at a minute of the day; the day is round, so any whole number is taken."""
    if not schedule:
        return FULL
    minute %= DAY_MIN
    before = [percent for begins, percent in schedule if begins <= minute]
    return before[-1] if before else schedule[-1][1]
