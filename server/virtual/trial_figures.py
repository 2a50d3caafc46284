"""The figures of a trial, each over the plays of some days, and their spread over runs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from typing import Any

from server.domain.statistics import percentile
from server.virtual.trial_play import Play

LOW, HIGH = 0.1, 0.9
CLEARLY = 0.5
"""More people a day than this are told: it is at least one, as it is read."""
Figure = Callable[[Sequence[Play]], float | None]
Plays = Sequence[Sequence[Play]]
"""Run by run, a play of each day."""


def _waits(plays: Sequence[Play]) -> list[float]:
    return [wait_s for play in plays for wait_s in play.waits_s()]


def _share(share: float) -> Figure:
    def figure(plays: Sequence[Play]) -> float | None:
        waits = sorted(_waits(plays))
        return percentile(waits, share) if waits else None

    return figure


def _within(plays: Sequence[Play]) -> float | None:
    served = [one for play in plays for one in play.legs if one.outcome == "served"]
    return sum(one.in_time for one in served) / len(served) if served else None


def _outcome(word: str) -> Figure:
    def figure(plays: Sequence[Play]) -> float | None:
        return sum(one.outcome == word for p in plays for one in p.legs) / len(plays)

    return figure


def _idle_h(plays: Sequence[Play]) -> float | None:
    """Hours a day in which counters were open and had nobody."""
    idle = (max(p.open_s[n] - p.busy_s.get(n, 0.0), 0.0) for p in plays for n in p.open_s)
    return sum(idle) / 3600 / len(plays)


def _open_h(plays: Sequence[Play]) -> float | None:
    return sum(sum(p.open_s.values()) for p in plays) / 3600 / len(plays)


FIGURES: dict[str, Figure] = {
    "p50_s": _share(0.5),
    "p90_s": _share(0.9),
    "within": _within,
    "served": _outcome("served"),
    "expired": _outcome("expired"),
    "left": _outcome("left"),
    "at_close": lambda plays: sum(p.at_close for p in plays) / len(plays),
    "wait_h": lambda plays: sum(_waits(plays)) / 3600 / len(plays),
    "idle_h": _idle_h,
    "open_h": _open_h,
}
"""Waits in seconds; counts and hours are of one day."""


def side(runs: Plays) -> dict[str, Any]:
    """Every figure of a hall, with its spread."""
    own = runs[0]
    return {
        "n": round(sum(len(play.legs) for play in own) / len(own)),
        **{name: spread([figure(run) for run in runs]) for name, figure in FIGURES.items()},
    }


def apart(before: Plays, after: Plays, figure: Figure) -> dict[str, float | None]:
    """What is added by the change, run by run with the same people."""
    pairs = zip(before, after, strict=True)
    return spread([_minus(figure(b), figure(a)) for a, b in pairs])


def unserved(codes: Collection[str], before: Plays, after: Plays) -> dict[str, Any]:
    """How many more people a day are not served, of the ``groups`` of which clearly fewer are.

    A group that gains hides none that loses.
    """
    pairs = [(_served(b), _served(a)) for b, a in zip(before, after, strict=True)]
    lost = {code: [was[code] - now[code] for was, now in pairs] for code in codes}
    fewer = [code for code, runs in lost.items() if _clearly(spread(runs))]
    total = [sum(lost[code][run] for code in fewer) for run in range(len(pairs))]
    return {"groups": fewer, **spread(total)}


def _served(plays: Sequence[Play]) -> defaultdict[str, float]:
    """How many of each group are served a day."""
    found: defaultdict[str, float] = defaultdict(float)
    for play in plays:
        for leg in play.legs:
            if leg.outcome == "served":
                found[leg.group] += 1 / len(plays)
    return found


def _clearly(lost: dict[str, float | None]) -> bool:
    least = lost["value"] if lost["low"] is None else lost["low"]
    return least is not None and least > CLEARLY


def _minus(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other


def spread(values: Sequence[float | None]) -> dict[str, float | None]:
    """The first run's value, and ends that hold it and the middle 80 % of all runs, if several."""
    known = sorted(value for value in values if value is not None)
    if values[0] is None or len(known) < 2:
        return {"value": values[0], "low": None, "high": None}
    low, high = percentile(known, LOW), percentile(known, HIGH)
    return {"value": values[0], "low": min(low, values[0]), "high": max(high, values[0])}
