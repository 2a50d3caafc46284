"""The sentence that explains a call, in both languages, with the candidates that were weighed."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Any

from server.domain.policy import Candidate

SHOWN = 4
"""How many candidates are kept with a call."""


def explain(
    counter: int, weighed: list[Candidate], tz: tzinfo, help_delay_s: int
) -> dict[str, Any]:
    """Why the first of ``weighed`` is called: ``{vi, en, candidates}``; JSON values only."""
    first = weighed[0]
    mark = _clock(first.mark, tz)
    vi = f"Số {first.number}, mốc {mark}, sớm nhất trong các nhóm của quầy {counter}"
    en = f"Number {first.number}, mark {mark}, earliest of counter {counter}'s groups"
    rest = ", ".join(_short(other, tz, help_delay_s) for other in weighed[1:SHOWN])
    tail = f" ({rest})" if rest else ""
    return {
        "vi": f"{vi}{tail}.",
        "en": f"{en}{tail}.",
        "candidates": [_row(candidate, tz) for candidate in weighed[:SHOWN]],
    }


def by_hand(number: int, counter: int, reason: str) -> dict[str, Any]:
    """Why a number was called out of turn."""
    return {
        "vi": f"Số {number} được quầy {counter} gọi đích danh: {reason}",
        "en": f"Number {number} was called by name at counter {counter}: {reason}",
        "candidates": [],
        "reason": reason,
    }


def _short(candidate: Candidate, tz: tzinfo, help_delay_s: int) -> str:
    late = f" +{help_delay_s // 60}′" if candidate.help else ""
    return f"{candidate.number} {_clock(candidate.mark, tz)}{late}"


def _row(candidate: Candidate, tz: tzinfo) -> dict[str, Any]:
    return {
        "number": candidate.number,
        "group": candidate.group,
        "mark_at": candidate.mark.astimezone(tz).isoformat(),
        "help": candidate.help,
    }


def _clock(at: datetime, tz: tzinfo) -> str:
    return at.astimezone(tz).strftime("%H:%M")
