"""Past days in one answer, by what a page shows: waits, flow, service, counters, fairness."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta
from itertools import chain, compress
from operator import add, not_
from typing import Any, Literal, NamedTuple, get_args

from server import historycounters
from server.domain import history, history_flow, history_parts, sessions
from server.domain.history_legs import Filter, Legs
from server.domain.history_parts import By, Clock, Part, Spread
from server.domain.plan import Plan
from server.history_pack import Packed

View = Literal["wait", "flow", "service", "counters", "fair"]
VIEWS: tuple[View, ...] = get_args(View)
BYS: tuple[By, ...] = get_args(By)
_LINES = {
    "priority": {"vi": "Ưu tiên", "en": "Priority"},
    "normal": {"vi": "Thường", "en": "Ordinary"},
}
MONTHS_FROM_DAYS = 62
"""A longer span is shown by month instead of by day."""


_Told = dict[str, Any]


class Asked(NamedTuple):
    """Local days, both included, and what of them."""

    first: date
    last: date
    wanted: Filter
    view: View
    by: By = "group"


def view(packed: Packed, plan: Plan, asked: Asked, now: datetime) -> dict[str, Any]:
    """Everything that one view of history shows of the days in ``packed``, as it is ``now``."""
    legs = packed.legs.where(asked.wanted)
    return {
        "from": asked.first.isoformat(),
        "to": asked.last.isoformat(),
        "view": asked.view,
        "by": asked.by,
        "filter": {k: v for k, v in asdict(asked.wanted).items() if v is not None},
        "days": len(set(legs.column("day"))),
        **_VIEWS[asked.view](legs, packed, plan, asked, now),
    }


def before(first: date, last: date) -> tuple[date, date]:
    """The same number of days that came just before, which a period is compared with."""
    return first - (last - first) - timedelta(days=1), first - timedelta(days=1)


def _wait(legs: Legs, packed: Packed, plan: Plan, asked: Asked, now: datetime) -> _Told:
    cells = history.heat(legs)
    worst = history.worst(cells)
    whole = told(plan, "", history_parts.whole(legs, ("wait_ms",)))
    return {
        "whole": whole | rounded(asdict(history_parts.forecasts(legs))) | _raw(legs),
        "bands": [asdict(one) for one in history.bands(legs)],
        "heat": [asdict(one) for one in cells],
        "worst": asdict(worst) if worst else None,
        "calibration": [asdict(one) for one in history.calibration(legs)],
        "distribution": [asdict(one) for one in history.distribution(legs)],
        **_parts(legs, plan, asked, ("wait_ms",)),
    }


def _flow(legs: Legs, packed: Packed, plan: Plan, asked: Asked, now: datetime) -> _Told:
    closes = {
        day: [one.closes_s // 60 for one in _sessions(plan, day)] for day in legs.words["day"]
    }
    until = sessions.clock_of(plan, now)
    return {
        "whole": told(plan, "", history_parts.whole(legs, ("response_ms",))),
        "funnel": [asdict(one) for one in history_flow.funnel(legs)],
        "bands": [asdict(one) for one in history.bands(legs)],
        "carried": [asdict(one) for one in history_flow.carried(legs, closes, until)],
        "outcomes": _told(plan, _days_by(asked), legs, ("response_ms",)),
        **_parts(legs, plan, asked, ("response_ms",)),
    }


def _service(legs: Legs, packed: Packed, plan: Plan, asked: Asked, now: datetime) -> _Told:
    clocks: tuple[Clock, ...] = ("response_ms", "service_ms")
    return {
        "whole": told(plan, "", history_parts.whole(legs, clocks)),
        "forgotten_by": _forgotten(legs, plan),
        **_parts(legs, plan, asked, clocks),
    }


def _forgotten(legs: Legs, plan: Plan) -> list[dict[str, Any]]:
    """Of the legs that each department served, how many had a finish that nobody pressed."""
    return [
        _of(
            plan,
            "department",
            {
                "key": one.key,
                "served": one.served,
                "forgotten": one.forgotten,
                "forgotten_share": round(one.forgotten / one.served, 4) if one.served else None,
            },
        )
        for one in history_parts.parts(legs, "department", ())
    ]


def _counters(legs: Legs, packed: Packed, plan: Plan, asked: Asked, now: datetime) -> _Told:
    found = historycounters.of(packed, plan, asked.wanted)
    gantt = historycounters.gantt(packed, legs, asked.wanted) if asked.first == asked.last else []
    return {
        "whole": told(plan, "", history_parts.whole(legs, ("service_ms",))),
        "counters": found,
        "gantt": gantt,
    }


def _fair(legs: Legs, packed: Packed, plan: Plan, asked: Asked, now: datetime) -> _Told:
    def passed(by: By) -> list[dict[str, Any]]:
        return [_of(plan, by, asdict(one)) for one in history_flow.fairness(legs, by)]

    def stars(by: By) -> list[dict[str, Any]]:
        return [_of(plan, by, rounded(asdict(one))) for one in history_flow.satisfaction(legs, by)]

    return {
        "whole": told(plan, "", history_parts.whole(legs, ("wait_ms",))),
        "classes": _told(plan, "priority", legs, ("wait_ms",)),
        "passed": passed("priority"),
        "passed_by": passed(asked.by),
        "stars": stars(_days_by(asked)),
        "stars_by": stars(asked.by),
    }


_VIEWS: Mapping[View, Callable[[Legs, Packed, Plan, Asked, datetime], _Told]] = {
    "wait": _wait,
    "flow": _flow,
    "service": _service,
    "counters": _counters,
    "fair": _fair,
}


def _raw(legs: Legs) -> dict[str, Any]:
    """The wait by the clock on the wall, closed time and all, beside the one that counts."""
    known = legs.known("wait_ms")
    waits, closed = (list(compress(legs.column(n), known)) for n in ("wait_ms", "closed_ms"))
    over = list(map(bool, closed))
    usual = compress(waits, map(not_, over))
    raw = history_parts.spread(
        sorted(chain(usual, map(add, compress(waits, over), compress(closed, over))))
    )
    found = {"raw": rounded(asdict(raw)), "over_closed": sum(over)}
    return found | {"closed_s": round(sum(closed) / 1000)}


def _parts(
    legs: Legs, plan: Plan, asked: Asked, clocks: tuple[Clock, ...]
) -> dict[str, list[dict[str, Any]]]:
    return {"parts": _told(plan, asked.by, legs, clocks)}


def _days_by(asked: Asked) -> By:
    return "day" if (asked.last - asked.first).days < MONTHS_FROM_DAYS else "month"


def _sessions(plan: Plan, day: str) -> Iterable[Any]:
    return sessions.sessions_on(plan, date.fromisoformat(day))


def _told(plan: Plan, by: By, legs: Legs, clocks: tuple[Clock, ...]) -> list[dict[str, Any]]:
    return [told(plan, by, one) for one in history_parts.parts(legs, by, clocks)]


def told(plan: Plan, by: str, part: Part) -> dict[str, Any]:
    """A part with its names; clocks that were not asked for are left out."""
    found = asdict(part)
    for name in ("wait", "response", "service"):
        clock: Spread | None = getattr(part, name)
        if clock is None:
            del found[name]
        else:
            found[name] = rounded(asdict(clock))
    return _of(plan, by, rounded(found))


def rounded(found: dict[str, Any]) -> dict[str, Any]:
    """Clocks as whole seconds, shares to 4 digits."""
    return {name: _rounded(name, value) for name, value in found.items()}


def _rounded(name: str, value: Any) -> Any:
    if not isinstance(value, float):
        return value
    return round(value) if name.endswith("_s") else round(value, 4)


def _of(plan: Plan, by: str, found: dict[str, Any]) -> dict[str, Any]:
    return {**found, "name": name_of(plan, by, found["key"])}


def name_of(plan: Plan, by: str, key: str) -> dict[str, str]:
    """What people call a part; groups and departments that are gone keep their code."""
    if by == "priority":
        return _LINES[key]
    named: dict[str, Mapping[str, Any]]
    named = {"group": plan.groups, "department": plan.departments}
    known = named.get(by, {})
    one = known.get(key)
    return {"vi": key, "en": key} if one is None else {"vi": one.name_vi, "en": one.name_en}
