"""Who was to sit where on a past day: the roster first, then as usual, else every counter."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from server.commands.seats import seats
from server.demo.centre import demo_plan
from server.store.account_rows import Officer
from server.store.people import Place

DAY = "2026-11-25"
PLAN = demo_plan(usual_hours=True)
MORNING, AFTERNOON = (one.name for one in PLAN.sessions)


@pytest.fixture
def officer() -> Any:
    def make(login: str, counter: int | None, **more: Any) -> Officer:
        return Officer(**{**_EMPTY, "login": login, "name": login, "counter": counter, **more})

    return make


_EMPTY = dict.fromkeys(Officer.__dataclass_fields__) | {
    "department": "ca", "roles": ("officer",), "disabled": False
}  # fmt: skip


def test_without_officers_every_counter_of_the_plan_is_counted_on() -> None:
    found = seats(PLAN, [], [], DAY)
    assert (found.by, found.of_session[MORNING]) == ("plan", frozenset(PLAN.counters))


def test_who_is_not_here_or_disabled_sits_nowhere(officer: Any) -> None:
    people = [
        officer("a", 1),
        officer("b", 2, disabled=True),
        officer("c", 3, seconded_from="2026-12-01"),
        officer("d", None),
    ]
    found = seats(PLAN, people, [], DAY)
    assert (found.by, found.of_session) == (
        "usual", {MORNING: frozenset({1}), AFTERNOON: frozenset({1})}
    )  # fmt: skip


def test_the_roster_moves_people_and_only_in_its_session(officer: Any) -> None:
    people = [officer("a", 1), officer("b", 2)]
    found = seats(PLAN, people, [Place(DAY, 8, MORNING, "a")], DAY)
    assert found.by == "roster"
    assert found.of_session == {MORNING: frozenset({8, 2}), AFTERNOON: frozenset({1, 2})}


def test_a_counter_or_session_that_the_plan_lacks_is_left_out(officer: Any) -> None:
    roster = [Place(DAY, 99, MORNING, "a"), Place(DAY, 1, "đêm", "a")]
    found = seats(replace(PLAN), [officer("a", 1)], roster, DAY)
    assert (found.by, found.of_session[MORNING]) == ("usual", frozenset({1}))
