"""A day of nine tickets and two counters, worked out by hand under five rules."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from server.domain import policy
from server.domain.plan import parse_plan
from server.virtual.day import Day
from server.virtual.people import Citizen

GOLDEN = json.loads((Path(__file__).parents[2] / "data" / "golden_metrics.json").read_text("utf-8"))
RULES = {
    "fcfs": ("fifo", 0, 0),
    "call-mark credit 3": ("call-mark", 3, 0),
    "call-mark credit 3, help after 4": ("call-mark", 3, 4),
    "static priority": ("priority", 0, 0),
    "own queue first": ("own-queue", 0, 0),
}


def plan(make_document, credit_min, help_min):
    """The two counters, each with one own group and one that it helps; open all day."""
    document = make_document(
        priority_credit_s=credit_min * 60,
        help_delay_s=help_min * 60,
        walk_s=0,
        at_close="finish",
    )
    group = document["group"][0]
    document["session"] = [
        {"name": "ngày", "opens": "00:00", "closes": "24:00", "last_ticket": "24:00"}
    ]
    document["group"] = [{**group, "code": code} for code in "012"]
    document["counter"] = [
        {**document["counter"][0], "number": i + 1, "groups": [str(own)], "help": [str(other)]}
        for i, (own, other) in enumerate(GOLDEN["rule_input"]["skills"])
    ]
    return parse_plan(document)


def citizens():
    return [
        Citizen(
            str(i),
            i + 1,
            row["issued"] * 60,
            str(row["group"]),
            row["service"] * 60,
            priority=row["class"] == 1,
        )
        for i, row in enumerate(GOLDEN["rule_input"]["tickets"])
    ]


@pytest.mark.parametrize("case", RULES)
def test_every_call_is_as_worked_out_by_hand(make_document, case):
    name, credit_min, help_min = RULES[case]
    day = Day(plan(make_document, credit_min, help_min), policy.rule(name))
    visits = sorted(day.run(citizens()), key=lambda v: (v.called_s, v.counter))
    told = [(int(v.citizen.ticket), v.counter - 1, v.called_s / 60, v.wait_s / 60) for v in visits]
    expected = GOLDEN["rule_expected"][case]
    assert told == [(e["ticket"], e["counter"], e["called"], e["wait"]) for e in expected]
