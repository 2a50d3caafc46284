"""What each view of history draws: frames and paths for its SVG, from what was found."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from server.domain.history_flow import FEWEST_STARS
from server.domain.history_rows import HALF_HOUR_MIN
from server.domain.plan import Session
from server.web import charts
from server.web.charts import Frame

HALF = HALF_HOUR_MIN
ROW_PX = 26
"""The height of a line of bars: a counter, a day, a group."""
_OUTCOMES = ("served", "no_show", "left", "expired")
MOST_ROWS = 44
FEW = 50
"""A half hour with less than this part of the busiest is not drawn; its table has it."""
Found = dict[str, Any]


def drawn(found: Found, earlier: Found | None, sessions: Sequence[Session]) -> Found:
    """Everything that the templates of the view need to draw."""
    hours = [(one.opens_s // 60, one.closes_s // 60) for one in sessions]
    made: Found = {"half": HALF, "sessions": hours}
    if found.get("bands"):
        made |= _day(_busy(found["bands"]), hours)
    match found["view"]:
        case "wait":
            made |= _waits(found, earlier, made)
        case "flow":
            made |= _flow(found, made)
        case "service":
            made |= {"spreads": _spreads(found["parts"], "service")}
        case "counters":
            made |= _counters(found, hours) | {"sum": _work(found)}
            made["before"] = _work(earlier) if earlier else None
        case "fair":
            made |= {"classes": _spreads(found["classes"], "wait"), "sum": _fair(found)}
            made["before"] = _fair(earlier) if earlier else None
    return made


def _work(found: Found) -> Found:
    """What all counters did together."""
    rows = found["counters"]
    names = ("open_s", "busy_s", "idle_waiting_s", "served")
    made: Found = {name: sum(row[name] for row in rows) for name in names}
    opened = made["open_s"]
    made["use"] = made["busy_s"] / opened if opened else None
    made["idle"] = made["idle_waiting_s"] / opened if opened else None
    made["per_hour"] = made["served"] * 3600 / opened if opened else None
    return {**made, "n": len(rows)}


def _fair(found: Found) -> Found:
    """Who was passed, and what people said, of all together."""
    passed, stars = found["passed"], found["stars_by"]
    made: Found = {
        name: sum(row[name] for row in passed) for name in ("n", "passed", "passed_came")
    }
    made |= {name: sum(row[name] for row in stars) for name in ("served", "rated")}
    good = sum(row["stars"][3] + row["stars"][4] for row in stars)
    made["most"] = max((row["most_came"] for row in passed), default=0)
    made["came"] = made["passed_came"] / made["n"] if made["n"] else None
    made["satisfied"] = good / made["rated"] if made["rated"] >= FEWEST_STARS else None
    made["rate"] = made["rated"] / made["served"] if made["served"] else None
    return made


def _day(bands: Sequence[Found], hours: Sequence[tuple[int, int]]) -> Found:
    opens, closes = charts.span(hours, [one["at_min"] for one in bands], HALF)
    gaps = [(a[1], b[0]) for a, b in pairwise(hours) if b[0] > a[1]]
    ticks = range((opens // 60 + 1) * 60, int(closes) + 1, 60)
    return {"opens": opens, "closes": closes, "gaps": gaps, "ticks": list(ticks)}


def _busy(bands: Sequence[Found]) -> list[Found]:
    """Without the late evening, in which one or two were still being served."""
    most = max(max(one["issued"], one["served"]) for one in bands)
    return [one for one in bands if max(one["issued"], one["served"]) * FEW >= most]


def _waits(found: Found, earlier: Found | None, day: Found) -> Found:
    made: Found = {}
    if bands := [one for one in found["bands"] if one["n"]]:
        tops = [one["p90_s"] for one in bands]
        top = charts.top_of([(one or 0) / 60 for one in tops], 15)
        frame = Frame(860, 330, day["opens"], day["closes"], top, right_px=84)
        made = {"wait_frame": frame, **_lines(frame, bands)}
        if earlier and earlier.get("bands"):
            made["before_path"] = _lines(frame, earlier["bands"])["p50_path"]
    told = charts.top_of([(one["p90_s"] or 0) / 60 for one in found["calibration"]], 15)
    made["told_frame"] = Frame(520, 290, 0, len(found["calibration"]), told)
    most = charts.top_of([one["n"] for one in found["distribution"]], 4)
    made["bin_frame"] = Frame(520, 280, 0, len(found["distribution"]), most, left_px=46)
    made["halves"] = sorted({one["at_min"] for one in found["heat"]})
    made["weekdays"] = sorted({one["weekday"] for one in found["heat"]})
    made["cells"] = {(one["weekday"], one["at_min"]): one for one in found["heat"]}
    return made


def _lines(frame: Frame, bands: Sequence[Found]) -> Found:
    def points(name: str) -> list[tuple[float, float | None]]:
        return [(one["at_min"] + HALF / 2, _min(one[name])) for one in bands]

    middle = [
        (x, low, high) for (x, low), (_, high) in zip(points("p25_s"), points("p75_s"), strict=True)
    ]
    peak = max((one for one in bands if one["p90_s"] is not None), key=_p90, default=None)
    ends = [one for one in bands if one["p90_s"] is not None]
    return {
        "band_path": charts.area(frame, middle, HALF),
        "p50_path": charts.line(frame, points("p50_s"), HALF),
        "p90_path": charts.line(frame, points("p90_s"), HALF),
        "peak": peak,
        "end": ends[-1] if ends else None,
    }


def _flow(found: Found, day: Found) -> Found:
    made: Found = {}
    if bands := _busy(found["bands"]) if found["bands"] else []:
        top = charts.top_of([max(one["issued"], one["served"]) for one in bands], 4)
        frame = Frame(1330, 280, day["opens"], day["closes"], top, left_px=46, right_px=110)
        made["flow_frame"] = frame
        for name in ("issued", "served"):
            points = [(one["at_min"] + HALF / 2, float(one[name])) for one in bands]
            made[f"{name}_path"] = charts.line(frame, points, HALF)
        made["last"] = bands[-1]
    most = max((sum(one[name] for name in _OUTCOMES) for one in found["outcomes"]), default=1)
    rows = found["outcomes"][-MOST_ROWS:]
    made["stack_of"] = {one["key"]: _stack(one) for one in found["outcomes"]}
    made["stack_frame"] = Frame(560, len(rows) * ROW_PX + 30, 0, most or 1, 1, left_px=92)
    made["sums"] = _carried(found["carried"])
    return made


def _stack(part: Found) -> Found:
    at, pieces = 0, []
    for name in _OUTCOMES:
        pieces.append((name, at, part[name]))
        at += part[name]
    return {"key": part["key"], "pieces": pieces, "n": at}


def _carried(rows: Sequence[Found]) -> list[Found]:
    """By closing time: how many days, how many were carried over in all, and at most."""
    sums: dict[int, Found] = {}
    for row in rows:
        held = sums.setdefault(row["at_min"], {"days": 0, "n": 0, "most": 0, "day": row["day"]})
        held["days"] += 1
        held["n"] += row["n"]
        if row["n"] > held["most"]:
            held["most"], held["day"] = row["n"], row["day"]
    return [{"at_min": at, **held} for at, held in sorted(sums.items())]


def _spreads(parts: Sequence[Found], clock: str) -> Found:
    """Boxes from P25 to P75 with the median, and a whisker to P90, longest median first."""
    shown = [one for one in parts if one[clock]["n"] >= 5]
    shown.sort(key=lambda one: -one[clock]["p50_s"])
    top = charts.top_of([one[clock]["p90_s"] / 60 for one in shown], 4)
    frame = Frame(1330, len(shown) * ROW_PX + 34, 0, top, 1, left_px=232, above_px=6)
    few = [one for one in parts if one[clock]["n"] < 5]
    return {"rows": shown, "frame": frame, "few": few, "clock": clock}


def _counters(found: Found, hours: Sequence[tuple[int, int]]) -> Found:
    rows = found["counters"]
    made: Found = {"use_frame": Frame(560, len(rows) * ROW_PX + 34, 0, 1, 1, left_px=64)}
    spans = found["gantt"]
    if spans:
        first = min(min(one["from_s"] for one in spans) / 60, hours[0][0] if hours else 1440)
        last = max(max(one["to_s"] for one in spans) / 60, hours[-1][1] if hours else 0)
        opens, closes = int(first // 60 * 60), int(-(-last // 60) * 60)
        counters = sorted({one["counter"] for one in spans})
        height = len(counters) * ROW_PX + 34
        made["day_frame"] = Frame(1330, height, opens, closes, 1, left_px=64, above_px=4)
        made["day_rows"] = {n: i for i, n in enumerate(counters)}
        step = 60 if closes - opens <= charts.LONGEST_MIN else 120
        made["day_ticks"] = list(range(opens, closes + 1, step))
    return made


def _min(seconds: float | None) -> float | None:
    return None if seconds is None else seconds / 60


def _p90(one: Found) -> float:
    return float(one["p90_s"] or 0)
