"""From where people wait too long in history to the page that tries one more counter there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from server.domain.history_rows import HALF_HOUR_MIN
from server.domain.plan import Plan
from server.web.charts import clock

DECIDE, STAFFING = "/manage/decide", "/manage/decide/staffing"


def try_more(found: Mapping[str, Any], plan: Plan, typed: Mapping[str, str]) -> str | None:
    """The address with the department, the day and the hours filled in.

    ``typed`` is what the address of history says. None when no single department is looked at, or
    nobody waits too long.
    """
    worst = found.get("worst")
    department = typed.get("department", "")
    if typed.get("group") in plan.groups:
        department = plan.groups[typed["group"]].department
    if not worst or department not in plan.departments:
        return None
    begin, end = hours(found["heat"], worst, plan)
    one_day = found["from"] == found["to"]
    day = found["from"] if one_day else f"w{worst['weekday']}"
    change = f"more {department} {clock(begin)}-{clock(end)}"
    return f"{DECIDE}?{urlencode({'day': day, 'change': change})}"


def hours(cells: list[dict[str, Any]], worst: Mapping[str, Any], plan: Plan) -> tuple[int, int]:
    """The half hours around the worst in which a tenth waits beyond the target, in minutes.

    They stay inside the session of the worst.
    """
    target_s = min((one.target_wait_s for one in plan.groups.values()), default=900)
    weekday, at = worst["weekday"], worst["at_min"]
    late = {
        one["at_min"]
        for one in cells
        if one["weekday"] == weekday and (one["p90_s"] or 0) > target_s
    }
    inside = next(
        ((s.opens_s // 60, s.closes_s // 60) for s in plan.sessions if _holds(s, at)),
        (at, at + HALF_HOUR_MIN),
    )
    begin = end = at
    while begin - HALF_HOUR_MIN in late and begin - HALF_HOUR_MIN >= inside[0]:
        begin -= HALF_HOUR_MIN
    while end + HALF_HOUR_MIN in late and end + HALF_HOUR_MIN < inside[1]:
        end += HALF_HOUR_MIN
    return max(begin, inside[0]), min(end + HALF_HOUR_MIN, inside[1])


def _holds(session: Any, at_min: int) -> bool:
    return bool(
        session.opens_s <= (at_min + HALF_HOUR_MIN) * 60 - 1 and at_min * 60 < session.closes_s
    )
