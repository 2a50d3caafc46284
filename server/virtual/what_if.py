"""Changes to try on a day, written as short lines.

``counter 31 groups=A,B help=C``  counter 31 has these groups; a new one is open all day
``skill 12 A``                    counter 12 helps A too
``open 12``, ``close 5``          counter 12 never rests; counter 5 never opens
``open 12 08:30-11:30``           only in these hours; likewise ``close``
``more xd 08:30-11:30``           one more counter of department xd in these hours: one that was
                                  closed, else a new one with all groups of the department
``lunch=rota``                    the centre stays open over lunch, half its counters at a time
``priority_credit_s=3600``        the same for every zone; likewise the other terms
``at_close=finish``, ``policy=fifo``
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from server.domain.plan import CounterPlan, Plan
from server.domain.plan_check import clock_s
from server.domain.policy import RULES
from server.errors import WhatIfRefused
from server.virtual.people import Change
from server.virtual.shifts import departments, one_more, rota
from server.virtual.windows import DAY_S, Window, with_windows

TERMS = ("priority_credit_s", "appointment_credit_s", "help_delay_s", "no_show_s", "walk_s")
WORDS = {"at_close": ("carry", "finish"), "policy": tuple(RULES), "lunch": ("rota",)}
SHAPES = (
    'use "counter 31 groups=A,B help=C", "skill 12 A", "open 12", "close 5 09:00-10:00", '
    '"more DEPARTMENT 08:30-11:30", "lunch=rota", "NAME=SECONDS" with '
    f'one of {", ".join(TERMS)}, "at_close=carry|finish" or "policy=NAME"'
)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One change, read: what is done, to which counter or term, with what."""

    text: str
    verb: str
    counter: int = 0
    groups: tuple[str, ...] | None = None
    help: tuple[str, ...] | None = None
    value: str = ""
    span: tuple[int, int] | None = None


@dataclass(slots=True)
class Altered:
    """The hall after the changes. ``restless`` are counters that are open all day.

    In its ``windows`` counters do otherwise than they did.
    """

    plan: Plan
    policy: str
    restless: set[int]
    windows: list[Window] = field(default_factory=list)

    def changes(self, happened: Iterable[Change]) -> list[Change]:
        """What counters did on the day, but for those that are to do otherwise."""
        known = self.plan.counters
        kept = [c for c in happened if c.counter in known and c.counter not in self.restless]
        return with_windows(kept, self.windows) if self.windows else kept


def read(text: str) -> WhatIf:
    """The change that ``text`` asks for. Raises WhatIfRefused when it has none of the shapes."""
    words = text.split()
    match words:
        case [("open" | "close") as verb, number] if number.isdecimal():
            return WhatIf(text, verb, int(number))
        case [("open" | "close") as verb, number, span] if number.isdecimal() and "-" in span:
            return WhatIf(text, verb, int(number), span=_span(text, span))
        case ["more", department]:
            return WhatIf(text, "more", value=department, span=(0, DAY_S))
        case ["more", department, span]:
            return WhatIf(text, "more", value=department, span=_span(text, span))
        case ["skill", number, codes] if number.isdecimal() and _codes(codes):
            return WhatIf(text, "skill", int(number), help=_codes(codes))
        case ["counter", number, *settings] if number.isdecimal() and settings:
            return _counter(text, int(number), settings)
        case [setting] if "=" in setting:
            return _setting(text, *setting.split("=", 1))
    raise WhatIfRefused(f"{text!r}: {SHAPES}")


def alter(
    plan: Plan, policy: str, wanted: Sequence[WhatIf], happened: Sequence[Change] = ()
) -> Altered:
    """The plan with all changes made, on a day on which counters did what ``happened``.

    Raises WhatIfRefused with all that cannot be made.
    """
    wrong = [f"{one.text!r}: {why}" for one in wanted for why in _unknown(plan, wanted, one)]
    if wrong:
        raise WhatIfRefused("\n".join(wrong))
    altered = Altered(plan, policy, set())
    for one in wanted:
        _make(altered, one, happened)
    return altered


def _counter(text: str, number: int, settings: list[str]) -> WhatIf:
    given = dict(one.split("=", 1) for one in settings if "=" in one)
    if len(given) != len(settings) or not given.keys() <= {"groups", "help"}:
        raise WhatIfRefused(f"{text!r}: {SHAPES}")
    lists = {name: _codes(codes) for name, codes in given.items()}
    return WhatIf(text, "counter", number, lists.get("groups"), lists.get("help"))


def _setting(text: str, name: str, value: str) -> WhatIf:
    if name in TERMS and re.fullmatch(r"[0-9]{1,6}", value):
        return WhatIf(text, name, value=value)
    if value in WORDS.get(name, ()):
        return WhatIf(text, name, value=value)
    if name in TERMS:
        raise WhatIfRefused(f"{text!r}: {value!r} is not a whole number of seconds")
    if name in WORDS:
        raise WhatIfRefused(f"{text!r}: choose one of {', '.join(WORDS[name])}")
    raise WhatIfRefused(f"{text!r}: {SHAPES}")


def _span(text: str, span: str) -> tuple[int, int]:
    """Seconds after midnight of ``08:30-11:30``. Raises WhatIfRefused."""
    ends = [clock_s(one) for one in span.split("-")]
    if len(ends) != 2 or ends[0] is None or ends[1] is None or ends[0] >= ends[1]:
        raise WhatIfRefused(f"{text!r}: write hours as 08:30-11:30")
    return ends[0], ends[1]


def _codes(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for code in text.split(",") if code))


def _unknown(plan: Plan, wanted: Sequence[WhatIf], one: WhatIf) -> list[str]:
    """What the change names that is not in this plan."""
    made = {other.counter for other in wanted if other.verb == "counter"}
    wrong = []
    if one.counter and one.verb != "counter" and one.counter not in plan.counters.keys() | made:
        wrong.append(f"there is no counter {one.counter}")
    if one.verb == "more" and one.value not in departments(plan):
        wrong.append(f"there is no department {one.value} with counters")
    codes = (*(one.groups or ()), *(one.help or ()))
    wrong += [f"there is no group {code}" for code in codes if code not in plan.groups]
    is_new = one.verb == "counter" and one.counter not in plan.counters
    if is_new and not codes:
        wrong.append(f"counter {one.counter} would be new: give it groups")
    return wrong


def _make(altered: Altered, one: WhatIf, happened: Sequence[Change]) -> None:
    plan = altered.plan
    counters = dict(plan.counters)
    if one.verb == "policy":
        altered.policy = one.value
    elif one.verb == "more":
        altered.plan, windows = one_more(plan, one.value, one.span or (0, DAY_S), altered, happened)
        altered.windows += windows
    elif one.verb == "lunch":
        altered.plan, windows = rota(plan, altered.changes(happened))
        altered.windows += windows
    elif one.span is not None:
        altered.windows.append(Window(one.counter, *one.span, one.verb == "open"))
    elif one.verb == "open":
        altered.restless.add(one.counter)
    elif one.verb == "close":
        counters.pop(one.counter, None)
        altered.plan = replace(plan, counters=counters)
    elif one.verb in ("skill", "counter"):
        counters[one.counter] = _with_groups(plan, one)
        altered.plan = replace(plan, counters=counters)
        if one.counter not in plan.counters:
            altered.restless.add(one.counter)
    else:
        altered.plan = _with_term(plan, one)


def _with_groups(plan: Plan, one: WhatIf) -> CounterPlan:
    old = plan.counters.get(one.counter)
    if old is None:
        first = plan.groups[[*(one.groups or ()), *(one.help or ())][0]]
        old = CounterPlan(one.counter, first.zone, first.department, ())
    groups = old.groups if one.groups is None else one.groups
    if one.verb == "skill":
        helped = (*old.help, *(one.help or ()))
    else:
        helped = old.help if one.help is None else one.help
    rest = dict.fromkeys(code for code in helped if code not in groups)
    return replace(old, groups=groups, help=tuple(rest))


def _with_term(plan: Plan, one: WhatIf) -> Plan:
    """The term for the whole centre: zones lose their own."""
    value: Any = int(one.value) if one.verb in TERMS else one.value
    centre = replace(plan.centre, **{one.verb: value})
    zones = plan.zones
    if one.verb in ("priority_credit_s", "appointment_credit_s", "help_delay_s"):
        own: dict[str, Any] = {one.verb: None}
        zones = {id: replace(zone, **own) for id, zone in plan.zones.items()}
    return replace(plan, centre=centre, zones=zones)
