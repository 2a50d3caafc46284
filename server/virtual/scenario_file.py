"""A scenario as TOML, read strictly: every error at once, each with the key it stands at."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from server.domain.plan import Plan
from server.domain.plan_check import clock_s
from server.errors import ScenarioRefused
from server.virtual.scenario import HALF_HOUR_S, Scenario
from server.virtual.workload import at_load, ticket_hours

Rule = Callable[[Any], str | None]
LOAD = 0.85
"""How busy the counters are where neither ``per_day`` nor ``load`` is given."""


def _number(low: float, high: float) -> Rule:
    def rule(value: Any) -> str | None:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return None if number and low <= value <= high else f"use a number from {low:g} to {high:g}"

    return rule


RULES: dict[str, Rule] = {
    "per_day": _number(0, 100_000),
    "load": _number(0, 2),
    "priority": _number(0, 1),
    "appointment": _number(0, 1),
    "no_show": _number(0, 1),
    "day_cv": _number(0, 2),
    "slot_s": _number(60, 14_400),
    "early_s": _number(-3_600, 3_600),
    "early_sd_s": _number(0, 3_600),
    "officer_cv": _number(0, 1),
    "pause": _number(0, 1),
    "pause_least_s": _number(0, 7_200),
    "pause_most_s": _number(0, 7_200),
}
"""Every key beside ``[profile]``, and what may stand there."""


def read_scenario(path: Path, plan: Plan) -> Scenario:
    """The scenario in this file for this centre. Raises ScenarioRefused, OSError."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ScenarioRefused(f"{path}: {error}") from error
    wrong = [*_wrong_values(document), *_wrong_together(document), *_wrong_profile(document, plan)]
    if wrong:
        raise ScenarioRefused("\n".join(f"{path}: {line}" for line in wrong))
    return scenario_of(document, plan)


def usual_scenario(plan: Plan) -> Scenario:
    """What is assumed where there is no file."""
    return scenario_of({}, plan)


def scenario_of(document: dict[str, Any], plan: Plan) -> Scenario:
    """The scenario of values that are right."""
    given: dict[str, Any] = {k: float(v) for k, v in document.items() if k in _PLAIN}
    for pair, names in _PAIRS.items():
        usual = getattr(Scenario(per_day=0.0), pair)
        both = zip(names, usual, strict=True)
        given[pair] = tuple(float(document.get(name, value)) for name, value in both)
    if "slot_s" in document:
        given["slot_s"] = int(document["slot_s"])
    if "profile" in document:
        given["profile"] = {clock_s(at) or 0: float(w) for at, w in document["profile"].items()}
    scenario = replace(Scenario(per_day=0.0), **given)
    if "per_day" not in document:
        scenario = replace(scenario, per_day=at_load(plan, scenario, document.get("load", LOAD)))
    return scenario


_PLAIN = ("per_day", "priority", "appointment", "no_show", "day_cv", "officer_cv", "pause")
_PAIRS = {"early_s": ("early_s", "early_sd_s"), "pause_s": ("pause_least_s", "pause_most_s")}


def _wrong_values(document: dict[str, Any]) -> list[str]:
    wrong = []
    for key, value in document.items():
        if key == "profile":
            continue
        if key not in RULES:
            near = get_close_matches(key, [*RULES, "profile"], 1)
            wrong.append(f"{key}: unknown key" + (f"; did you mean {near[0]}?" if near else ""))
        elif why := RULES[key](value):
            wrong.append(f"{key}: {value!r}: {why}")
    return wrong


def _wrong_together(document: dict[str, Any]) -> list[str]:
    wrong = []
    if "per_day" in document and "load" in document:
        wrong.append("load: give per_day or load, not both")
    usual = Scenario(per_day=0.0)
    shares = [document.get(k, getattr(usual, k)) for k in ("priority", "appointment")]
    if all(_number(0, 1)(share) is None for share in shares) and sum(shares) > 1:
        wrong.append("appointment: priority and appointment together are more than 1")
    least, most = (
        document.get(k, u)
        for k, u in zip(("pause_least_s", "pause_most_s"), usual.pause_s, strict=True)
    )
    if all(_number(0, 7_200)(one) is None for one in (least, most)) and least > most:
        wrong.append("pause_most_s: is less than pause_least_s")
    return wrong


def _wrong_profile(document: dict[str, Any], plan: Plan) -> list[str]:
    profile = document.get("profile")
    if profile is None:
        return []
    if not isinstance(profile, dict):
        return ["profile: write it as [profile]"]
    wrong, total = [], 0.0
    for at, weight in profile.items():
        key, start_s = f'profile."{at}"', clock_s(at)
        if start_s is None or start_s % HALF_HOUR_S:
            wrong.append(f'{key}: use the start of a half-hour, such as "07:30"')
        elif not any(a < start_s + HALF_HOUR_S and start_s < b for a, b in ticket_hours(plan)):
            wrong.append(f"{key}: no numbers are given then")
        if why := _number(0, 1_000_000)(weight):
            wrong.append(f"{key}: {weight!r}: {why}")
        else:
            total += weight
    if not wrong and not total > 0:
        wrong.append("profile: at least one weight must be above 0")
    return wrong
