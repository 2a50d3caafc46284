"""How many counters a department needs in each half hour, beside how many were open.

By Erlang's formula (``share_within``) for the people who came in the half hour on an average of the
days, and for as long as they really held a counter. Beside it stands what happened: how many were
called within their target. Only where both say so is a department short.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from server.domain.plan import Plan
from server.domain.statistics import percentile
from server.virtual.erlang import share_within
from server.virtual.journal_day import RealDay
from server.virtual.people import Visit
from server.virtual.roster import Roster, roster
from server.virtual.scenario import HALF_HOUR_S
from server.virtual.trial_play import Play, played
from server.virtual.windows import open_s

FEWEST = 5
"""Below so many people a half hour is told without a percentile or a share."""
SHORT_BY = 0.75
"""A department is short when it needs so many counters more than were open, or more."""
MOST = 99
SeatsBy = Literal["roster", "usual", "plan"]


class Seats(NamedTuple):
    """The counters at which somebody was to sit on a day, by session, and who says so.

    ``roster`` is the roster of the day, ``usual`` where officers usually sit; ``plan`` is every
    counter, where nothing is known of officers.
    """

    by: SeatsBy
    of_session: Mapping[str, frozenset[int]]


@dataclass(slots=True)
class _Slot:
    came: int = 0
    held_s: float = 0.0
    waits_s: list[float] = field(default_factory=list)
    in_time: int = 0
    open_s: float = 0.0
    planned: int = 0


def needs(
    plan: Plan,
    days: Sequence[RealDay],
    goal: float,
    step: Callable[[], None] = lambda: None,
    seats: Sequence[Seats] = (),
) -> dict[str, Any]:
    """Every department of ``plan``; ``goal`` is the share to be called within the target.

    ``seats`` are those of each day; without them every counter of the plan is counted on.
    """
    slots: defaultdict[tuple[str, int], _Slot] = defaultdict(_Slot)
    hall = roster(plan)
    everywhere = Seats("plan", {one.name: frozenset(plan.counters) for one in plan.sessions})
    known = seats or [everywhere] * len(days)
    for day, there in zip(days, known, strict=True):
        _add(slots, plan, hall, day)
        _seat(slots, plan, there)
        step()
    starts = [at for s in plan.sessions for at in range(s.opens_s, s.closes_s, HALF_HOUR_S)]
    return {
        "days": len(days),
        "goal": goal,
        "planned_by": _said_by(known),
        "starts": [_clock(at) for at in starts],
        "departments": [
            _department(plan, hall, name, starts, slots, len(days), goal) for name in hall.counters
        ],
    }


def _add(
    slots: defaultdict[tuple[str, int], _Slot], plan: Plan, hall: Roster, day: RealDay
) -> None:
    """Who came, what they took, and which counters were open on one day."""
    play: Play = played(day.plan, day.happened, day.changes)
    for leg, visit in zip(play.legs, day.happened, strict=True):
        home = hall.home.get(leg.group)
        if home is None:
            continue
        slot = slots[home, _at(plan, leg.at_s)]
        slot.came += 1
        slot.held_s += _held_s(plan, day, visit)
        if leg.outcome == "served" and leg.wait_s is not None:
            slot.waits_s.append(leg.wait_s)
            slot.in_time += leg.in_time
    for session in plan.sessions:
        for at in range(session.opens_s, session.closes_s, HALF_HOUR_S):
            for n, counter in plan.counters.items():
                if n in day.plan.counters:
                    found = open_s(day.changes, n, day.plan.sessions, at, at + HALF_HOUR_S)
                    slots[counter.department, at].open_s += found


def _seat(slots: defaultdict[tuple[str, int], _Slot], plan: Plan, there: Seats) -> None:
    """At which counters somebody was to sit on one day."""
    for session in plan.sessions:
        for at in range(session.opens_s, session.closes_s, HALF_HOUR_S):
            for n in there.of_session.get(session.name, ()):
                slots[plan.counters[n].department, at].planned += 1


def _said_by(seats: Sequence[Seats]) -> SeatsBy:
    """The best that is known of any of the days."""
    said: set[SeatsBy] = {one.by for one in seats}
    best: tuple[SeatsBy, ...] = ("roster", "usual", "plan")
    return next((one for one in best if one in said), "plan")


def _held_s(plan: Plan, day: RealDay, visit: Visit) -> float:
    """For how long somebody holds a counter; the usual time where nobody pressed finish."""
    citizen = visit.citizen
    if not citizen.shows:
        return day.plan.centre.no_show_s
    forgotten = visit.outcome == "expired" and visit.called_s is not None
    usual_s = plan.groups[citizen.group].mean_service_s
    return plan.centre.walk_s + (usual_s if forgotten else citizen.service_s)


def _at(plan: Plan, at_s: float) -> int:
    """The half hour in which somebody begins to need a counter; who is early, at the opening."""
    for session in sorted(plan.sessions, key=lambda s: s.opens_s):
        if at_s < session.closes_s:
            since_s = max(at_s - session.opens_s, 0.0)
            return session.opens_s + int(since_s // HALF_HOUR_S) * HALF_HOUR_S
    last = max(plan.sessions, key=lambda s: s.closes_s)
    return last.closes_s - HALF_HOUR_S


def _department(
    plan: Plan,
    hall: Roster,
    name: str,
    starts: Sequence[int],
    slots: defaultdict[tuple[str, int], _Slot],
    days: int,
    goal: float,
) -> dict[str, Any]:
    groups = [plan.groups[code] for code, home in hall.home.items() if home == name]
    target_s = min((group.target_wait_s for group in groups), default=plan.centre.target_wait_s)
    rows = [_row(slots[name, at], at, days, target_s, goal) for at in starts]
    return {
        "department": name,
        "counters": sorted(hall.counters[name]),
        "target_s": target_s,
        "slots": rows,
        "short": spans([row for row in rows if row["short"]]),
        "spare": max(
            (max(row["planned"], row["open"]) - row["open"] for row in rows if row["short"]),
            default=0,
        ),
        "late": round(sum(row["n"] * (1 - (row["in_time"] or 0)) for row in rows if row["short"])),
    }


def _row(slot: _Slot, at: int, days: int, target_s: int, goal: float) -> dict[str, Any]:
    mean_s = slot.held_s / slot.came if slot.came else 0.0
    load = slot.held_s / days / HALF_HOUR_S
    needed = _needed(load, mean_s, target_s, goal) if slot.came else 0
    opened, n = slot.open_s / days / HALF_HOUR_S, len(slot.waits_s)
    share = slot.in_time / n if n >= FEWEST else None
    return {
        "at": _clock(at),
        "came": round(slot.came / days, 2),
        "held_s": round(mean_s),
        "load": round(load, 2),
        "needed": needed,
        "open": round(opened, 2),
        "planned": round(slot.planned / days, 2),
        "n": n,
        "in_time": None if share is None else round(share, 4),
        "p90_s": round(percentile(sorted(slot.waits_s), 0.9)) if n >= FEWEST else None,
        "short": needed - opened >= SHORT_BY and share is not None and share < goal,
    }


def _needed(load: float, service_s: float, target_s: float, goal: float) -> int:
    enough = (n for n in range(1, MOST) if share_within(n, load, service_s, target_s) >= goal)
    return next(enough, MOST)


def spans(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Half hours that follow each other as one: from, to, and the most counters that were missing
    in any of them. A half hour that was not short parts them."""
    found: list[dict[str, Any]] = []
    for row in rows:
        more = max(round(row["needed"] - row["open"]), 1)
        if found and row["at"] == found[-1]["to"]:
            found[-1]["to"], found[-1]["more"] = _later(row["at"]), max(found[-1]["more"], more)
        else:
            found.append({"from": row["at"], "to": _later(row["at"]), "more": more})
    return found


def _later(at: str) -> str:
    hour, minute = map(int, at.split(":"))
    return _clock(hour * 3600 + minute * 60 + HALF_HOUR_S)


def _clock(at_s: int) -> str:
    return f"{at_s // 3600:02d}:{at_s % 3600 // 60:02d}"
