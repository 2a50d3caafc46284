"""What the server's own drawing of a ticket says in words; ``static/phone/views.js`` says the same.

The rule for waits is that of ``static/lib/wait.js``: whole steps of five minutes, rounded outward,
and the clock times of the same ends.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

STEP_S = 300
NEAR = 2
"""So few ahead are near, unless the call is still far."""
SOON_S = 600
MARKS = 8
"""Marks of the bar that fills while the queue gets shorter."""


@dataclass(frozen=True, slots=True)
class Told:
    """The words and marks of a waiting ticket."""

    near: bool
    shared: bool
    ahead: str
    marks: list[bool]
    wait: str
    clock: str
    counters: str


def told(ticket: dict[str, Any], t: Callable[..., str], lang: str) -> Told:
    """The words for the document of ``GET /tickets/{key}``, in the language of ``t``."""
    wait = ticket["wait"]
    return Told(
        near=_is_near(ticket),
        shared=_is_shared(ticket),
        ahead=_grouped(ticket["ahead"], lang),
        marks=_marks(ticket["ahead_at_issue"], ticket["ahead"]),
        wait=_minutes(wait, t),
        clock=_clock(wait, datetime.fromisoformat(ticket["now"])) if wait else "",
        counters=runs(ticket["counters"]),
    )


def _is_near(ticket: dict[str, Any]) -> bool:
    wait = ticket["wait"]
    far = wait is not None and wait["low_s"] > SOON_S
    return ticket["state"] == "waiting" and ticket["ahead"] <= NEAR and not far


def _is_shared(ticket: dict[str, Any]) -> bool:
    """Nobody of the group waits before it, and its counters still have others to call."""
    wait = ticket["wait"]
    return ticket["ahead"] == 0 and wait is not None and wait["low_s"] >= STEP_S


def _grouped(number: int, lang: str) -> str:
    text = f"{number:,}"
    return text.replace(",", ".") if lang == "vi" else text


def _marks(start: int | None, ahead: int) -> list[bool]:
    """One for each, at most MARKS, those that are done first; none when nothing can be told."""
    if not start or start < ahead:
        return []
    marks = min(start, MARKS)
    done = (start - ahead) * marks // start
    return [place < done for place in range(marks)]


def _range(wait: dict[str, Any]) -> tuple[int, int]:
    low = wait["low_s"] // STEP_S * 5
    return low, max(-(-wait["high_s"] // STEP_S) * 5, low + 5)


def _minutes(wait: dict[str, Any] | None, t: Callable[..., str]) -> str:
    if wait is None:
        return t("unknown_wait")
    low, high = _range(wait)
    return t("under", high) if low == 0 else t("about", f"{low}–{high}")


def _clock(wait: dict[str, Any], now: datetime) -> str:
    low, high = _range(wait)
    ends = ((wait["at_low"], wait["low_s"], low), (wait["at_high"], wait["high_s"], high))
    return "–".join(f"{_end(*end, now):%H:%M}" for end in ends)


def _end(at: str, seconds: int, minutes: int, now: datetime) -> datetime:
    """``minutes`` from now; later where the centre is closed in between."""
    moment = datetime.fromisoformat(at) + timedelta(seconds=minutes * 60 - seconds)
    return max(moment, now + timedelta(minutes=minutes))


def runs(numbers: Sequence[int]) -> str:
    """``11–14, 17`` for 11, 12, 13, 14, 17."""
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][-1] == number - 1:
            found[-1][1:] = [number]
        else:
            found.append([number])
    return ", ".join("–".join(map(str, run)) for run in found)
