"""What advice would do, measured on days on which nothing was chosen; as JSON and as tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from server.domain.plan import Plan
from server.virtual import staffing
from server.virtual.advice import Authorisation, authorised
from server.virtual.estimate import Estimate
from server.virtual.lab import Case, Lab
from server.virtual.measures import Measures, documents, measures
from server.virtual.roster import Numbers, Roster
from server.virtual.simulation_text import aligned, cell
from server.virtual.tally import Tally

SHOWN = ("mean_s", "p95_s", "within_target", "unserved_a_day")


@dataclass(frozen=True, slots=True)
class Step:
    """The hall after one more authorisation."""

    what: Authorisation
    after: Measures


@dataclass(frozen=True, slots=True)
class Opening:
    """Suggested numbers, how many were called in time with them, and the hall as a whole."""

    hall: Roster
    numbers: Numbers
    shares: dict[str, list[float | None]]
    after: Measures


@dataclass(frozen=True, slots=True)
class Advice:
    """``before`` is the hall as it is; ``days`` those on which all of this was measured."""

    days: int
    before: Measures
    steps: Sequence[Step] = ()
    opening: Opening | None = None


def measured(
    plan: Plan,
    lab: Lab,
    days: Sequence[int],
    chosen: Sequence[Authorisation],
    step: Callable[[], None] = lambda: None,
) -> Advice:
    """The hall as it is, and after each further one of ``chosen``."""
    plans = [authorised(plan, chosen[:n]) for n in range(len(chosen) + 1)]
    found = [measures(d) for d in lab.run([_case(one) for one in plans], days, step)]
    steps = [Step(one, after) for one, after in zip(chosen, found[1:], strict=True)]
    return Advice(len(days), found[0], steps)


def opening(plan: Plan, lab: Lab, days: Sequence[int], hall: Roster, numbers: Numbers) -> Opening:
    """The hall with these numbers of open counters."""
    tallies: list[Tally] = staffing.play(plan, lab, days, hall, numbers)
    return Opening(hall, numbers, staffing.in_time(hall, tallies), measures(tallies))


def _case(plan: Plan) -> Case:
    return Case(plan, plan.centre.policy)


def document(plan: Plan, advice: Advice, took_s: float) -> dict[str, Any]:
    """What ``luot advise --json`` prints."""
    rows, last = [], advice.before
    for one in advice.steps:
        rows.append(
            {
                "counter": one.what.counter,
                "group": one.what.group,
                "effect": {name: _change(one.after, last, name) for name in SHOWN},
                "after": documents(one.after, SHOWN),
            }
        )
        last = one.after
    return {
        "centre": plan.centre.id,
        "days": advice.days,
        "took_s": round(took_s, 1),
        "before": documents(advice.before, SHOWN),
        "authorisations": rows,
        "together": {name: _change(last, advice.before, name) for name in SHOWN},
        "counters": None if advice.opening is None else _opening(advice.opening, advice.before),
    }


def _opening(found: Opening, before: Measures) -> dict[str, Any]:
    return {
        "from": [_clock(start) for start in found.hall.starts],
        "departments": [
            {
                "department": name,
                "counters": list(found.hall.counters[name]),
                "open": found.numbers[name],
                "in_time": found.shares[name],
            }
            for name in found.hall.counters
        ],
        "after": documents(found.after, SHOWN),
        "effect": {name: _change(found.after, before, name) for name in SHOWN},
    }


def _figure(found: Estimate | None) -> dict[str, Any] | None:
    return None if found is None else found.document()


def _difference(after: Measures, before: Measures, name: str) -> Estimate | None:
    a, b = after[name], before[name]
    return None if a is None or b is None else a.minus(b)


def _change(after: Measures, before: Measures, name: str) -> dict[str, Any] | None:
    return _figure(_difference(after, before, name))


def text(plan: Plan, advice: Advice, goal: float, took_s: float) -> str:
    """Tables for people."""
    parts = [
        f"{plan.centre.id}: effects measured on {advice.days} days on which nothing was chosen; "
        "± is half of a 95 % interval",
        f"As it is: {_sentence(advice.before)}.",
    ]
    if advice.steps:
        parts += ["", _authorisations(plan, advice)]
    if advice.opening is not None:
        parts += ["", _numbers(plan, advice.opening, goal)]
    return "\n".join([*parts, "", f"This took {took_s:.0f} s."])


def _sentence(found: Measures) -> str:
    mean, p95, within, unserved = (cell(name, found[name]) for name in SHOWN)
    lost = f", {unserved} a day not served" if _strands(found) else ""
    return f"mean wait {mean} min, p95 {p95} min, {within} % within target{lost}"


def _strands(found: Measures) -> bool:
    """Is anybody never served? Then a mean wait alone would praise leaving them out."""
    one = found["unserved_a_day"]
    return one is not None and one.value > 0


def _authorisations(plan: Plan, advice: Advice) -> str:
    strands = _strands(advice.before)
    rows = [["authorise", "mean wait, min", "p95, min", "mean afterwards, min"]]
    rows[0] += ["not served a day"] if strands else []
    last = advice.before
    for one in advice.steps:
        name = plan.groups[one.what.group].name_en
        rows.append(
            [
                f"counter {one.what.counter}: {one.what.group}, {name[:40]}",
                cell("mean_s", _difference(one.after, last, "mean_s"), signed=True),
                cell("p95_s", _difference(one.after, last, "p95_s"), signed=True),
                cell("mean_s", one.after["mean_s"]),
                *([cell("unserved_a_day", one.after["unserved_a_day"])] if strands else []),
            ]
        )
        last = one.after
    total = [_difference(last, advice.before, name) for name in SHOWN[:2]]
    rows.append(
        [
            "all together",
            *(cell(name, one, signed=True) for name, one in zip(SHOWN, total, strict=False)),
            cell("mean_s", last["mean_s"]),
            *([cell("unserved_a_day", last["unserved_a_day"])] if strands else []),
        ]
    )
    return aligned(rows)


def _numbers(plan: Plan, found: Opening, goal: float) -> str:
    starts = [_clock(start) for start in found.hall.starts]
    rows = [["counters to open", *starts, "of"]]
    for name, counters in found.hall.counters.items():
        marks = [
            f"{n}{'' if share is None or share >= goal else '!'}"
            for n, share in zip(found.numbers[name], found.shares[name], strict=True)
        ]
        rows.append([plan.departments[name].name_en[:32], *marks, str(len(counters))])
    hours = sum(map(sum, found.numbers.values())) / 2
    everything = len(plan.counters) * len(starts) / 2
    return "\n".join(
        [
            aligned(rows),
            f"! fewer than {goal:.0%} were called within their target on those days",
            f"Then: {_sentence(found.after)}, with {hours:.0f} counter hours a day "
            f"of {everything:.0f}.",
        ]
    )


def _clock(start_s: int) -> str:
    return f"{start_s // 3600:02d}:{start_s % 3600 // 60:02d}"
