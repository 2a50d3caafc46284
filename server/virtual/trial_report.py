"""A trial as a document: both halls side by side, whom the change helps, and how sure that is.

Figures of all days are pooled, run by run; an interval holds the middle 80 % of the runs, each of
which draws its days with replacement when there are several.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from server.domain.plan import Plan
from server.virtual.trial import Trial
from server.virtual.trial_curve import curve
from server.virtual.trial_figures import FIGURES, Plays, apart, side, spread, unserved
from server.virtual.trial_play import Play
from server.virtual.windows import open_spans

FEWEST_IN_GROUP = 20
"""Groups of fewer people are told together."""


def document(found: Trial) -> dict[str, Any]:
    """What ``luot trial --json`` prints."""
    before, after = _drawn(found.before), _drawn(found.after)
    plan = found.days[-1].real.plan
    return {
        "days": [one.day.isoformat() for one in found.days],
        "runs": found.runs,
        "as_happened": side([found.happened]),
        "replayed": side(before),
        "changed": side(after),
        "difference": {name: apart(before, after, one) for name, one in FIGURES.items()},
        "unserved": unserved(list(plan.groups), before, after),
        "departments": [
            _department(plan, name, found, before, after) for name in _departments(plan)
        ],
        "groups": _groups(plan, before, after),
        "curve": curve(list(plan.groups), None, found.happened, before, after),
        "counters": _counters(found),
    }


def _drawn(plays: Plays) -> list[list[Play]]:
    """The first run is the days themselves; each other takes days by lot, the same for all."""
    days, runs = len(plays), len(plays[0])
    found = [[of_day[0] for of_day in plays]]
    for run in range(1, runs):
        dice = Random(run)
        picks = range(days) if days == 1 else [dice.randrange(days) for _ in range(days)]
        found.append([plays[day][run] for day in picks])
    return found


def _departments(plan: Plan) -> list[str]:
    return list(dict.fromkeys(group.department for group in plan.groups.values()))


def _department(plan: Plan, name: str, found: Trial, before: Plays, after: Plays) -> dict[str, Any]:
    codes = [code for code, group in plan.groups.items() if group.department == name]
    own = {n for n, counter in plan.counters.items() if counter.department == name}
    for hall in found.halls:
        own |= {n for n, counter in hall.plan.counters.items() if counter.department == name}
    sides = {"as_happened": [found.happened], "replayed": before, "changed": after}
    return {
        "department": name,
        **{key: side(_only(runs, codes, own)) for key, runs in sides.items()},
        "difference": {
            key: apart(_only(before, codes, own), _only(after, codes, own), one)
            for key, one in FIGURES.items()
        },
        "unserved": unserved(codes, before, after),
        "curve": curve(codes, own, found.happened, before, after),
    }


def _only(runs: Plays, codes: Sequence[str], counters: set[int]) -> list[list[Play]]:
    """The same plays, of some groups and counters alone."""
    wanted = frozenset(codes)
    return [
        [
            Play(
                [leg for leg in play.legs if leg.group in wanted],
                {n: s for n, s in play.open_s.items() if n in counters},
                play.busy_s,
                left_waiting={c: n for c, n in play.left_waiting.items() if c in wanted},
            )
            for play in run
        ]
        for run in runs
    ]


def _groups(plan: Plan, before: Plays, after: Plays) -> list[dict[str, Any]]:
    """Each group with enough people, the rest together; the most first."""
    count = {
        code: sum(one.group == code for p in before[0] for one in p.legs) for code in plan.groups
    }
    large = sorted((c for c, n in count.items() if n >= FEWEST_IN_GROUP), key=lambda c: -count[c])
    small = [code for code, n in count.items() if 0 < n < FEWEST_IN_GROUP]
    parts = [[code] for code in large] + ([small] if small else [])
    figure = FIGURES["p90_s"]
    rows = []
    for codes in parts:
        a, b = _only(before, codes, set()), _only(after, codes, set())
        rows.append(
            {
                "codes": codes,
                "n": sum(count[code] for code in codes),
                "replayed": spread([figure(run) for run in a]),
                "changed": spread([figure(run) for run in b]),
                "difference": apart(a, b, figure),
                "unserved": unserved(codes, before, after),
            }
        )
    return rows


def _counters(found: Trial) -> list[dict[str, Any]]:
    """When the counters that work at other hours than they did do so, on the last day."""
    real, hall = found.days[-1].real, found.halls[-1]
    rows = []
    for n, counter in {**real.plan.counters, **hall.plan.counters}.items():
        was = open_spans(real.changes, n) if n in real.plan.counters else []
        now = open_spans(hall.changes, n) if n in hall.plan.counters else []
        if was != now:
            rows.append(
                {
                    "counter": n,
                    "department": counter.department,
                    "new": n not in real.plan.counters,
                    "open": [[_clock(a), _clock(b)] for a, b in now],
                }
            )
    return rows


def _clock(at_s: float) -> str:
    return f"{int(at_s) // 3600:02d}:{int(at_s) % 3600 // 60:02d}"
