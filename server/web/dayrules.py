"""The day's rules for the phone page: hours, what a break and the close mean, from the plan."""

from __future__ import annotations

from itertools import pairwise

from server.domain.plan import Plan

_DAY_S = 24 * 3600


def values(plan: Plan) -> dict[str, object]:
    """``hours`` and ``breaks`` as ``07:30–11:30``, ``closes`` as ``17:00`` (None when it never
    does), and ``at_close``, for ``templates/phone/rules.html``."""
    sessions = sorted(plan.sessions, key=lambda one: one.opens_s)
    ends = max((one.closes_s for one in sessions), default=_DAY_S)
    return {
        "hours": [_span(one.opens_s, one.closes_s) for one in sessions],
        "breaks": [
            _span(before.closes_s, after.opens_s)
            for before, after in pairwise(sessions)
            if after.opens_s > before.closes_s
        ],
        "closes": _clock(ends) if ends < _DAY_S else None,
        "at_close": plan.centre.at_close,
    }


def _span(start_s: int, end_s: int) -> str:
    return f"{_clock(start_s)}–{_clock(end_s)}"


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"
