"""The day of a trial half hour by half hour: what people who came in each waited, and idle time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from server.domain.statistics import percentile
from server.virtual.report import served_waits
from server.virtual.scenario import HALF_HOUR_S
from server.virtual.trial_figures import Plays, spread
from server.virtual.trial_play import Leg, Play

FEWEST = 5
"""Below so many waits a percentile says nothing."""


def curve(
    codes: Collection[str],
    counters: Collection[int] | None,
    happened: Sequence[Play],
    before: Plays,
    after: Plays,
) -> list[dict[str, Any]]:
    """A row for each half hour in which somebody came to these groups.

    Idle hours are of these ``counters``, all when None. The changed hall has its spread.
    """
    runs = [_slots(run, codes) for run in after]
    real, plain = _slots(happened, codes), _slots(before[0], codes)
    ats = sorted(set(real) | set(plain) | set(runs[0]))
    return [
        {
            "at_min": at // 60,
            "as_happened": _cell(real[at], happened, counters, at),
            "replayed": _cell(plain[at], before[0], counters, at),
            "changed": {
                **_cell(runs[0][at], after[0], counters, at),
                "p90_range": spread([_p(run[at], 0.9) for run in runs]),
            },
        }
        for at in ats
    ]


def _slots(plays: Iterable[Play], codes: Collection[str]) -> defaultdict[int, list[Leg]]:
    wanted, found = frozenset(codes), defaultdict[int, list[Leg]](list)
    for play in plays:
        for leg in play.legs:
            if leg.group in wanted:
                found[int(leg.at_s // HALF_HOUR_S) * HALF_HOUR_S].append(leg)
    return found


def _cell(
    legs: Sequence[Leg], plays: Sequence[Play], counters: Collection[int] | None, at: int
) -> dict[str, Any]:
    served = [one for one in legs if one.outcome == "served"]
    enough = len(served) >= FEWEST
    return {
        "n": len(served),
        "p50_s": _p(legs, 0.5),
        "p90_s": _p(legs, 0.9),
        "within": sum(one.in_time for one in served) / len(served) if enough else None,
        "expired": sum(one.outcome == "expired" for one in legs),
        "open": round(_hours(plays, counters, at, busy=False) * 2 / len(plays), 2),
        "idle_h": round(_hours(plays, counters, at, busy=True) / len(plays), 3),
    }


def _hours(
    plays: Iterable[Play], counters: Collection[int] | None, at: int, *, busy: bool
) -> float:
    """Hours in which counters were open in the half hour; less those in which they were busy."""
    total_s = 0.0
    for play in plays:
        for (n, slot), open_s in play.slot_open_s.items():
            if slot == at and (counters is None or n in counters):
                used_s = play.slot_busy_s.get((n, slot), 0.0) if busy else 0.0
                total_s += max(open_s - used_s, 0.0)
    return total_s / 3600


def _p(legs: Sequence[Leg], share: float) -> float | None:
    waits = sorted(served_waits(legs))
    return percentile(waits, share) if len(waits) >= FEWEST else None
