"""How many more people are not served after a change, of the groups that clearly lose some."""

from __future__ import annotations

from server.virtual.trial_figures import unserved
from server.virtual.trial_play import Leg, Play


def day(**served: int) -> Play:
    """A day on which so many of each group were served."""
    legs = [Leg(code, 0.0, 60.0, "served", True) for code, n in served.items() for _ in range(n)]
    return Play([*legs, Leg("a", 0.0, None, "expired", False)])


def test_a_group_that_gains_hides_none_that_loses() -> None:
    found = unserved(["a", "b"], [[day(a=9, b=1)]], [[day(a=2, b=8)]])
    assert found == {"groups": ["a"], "value": 7, "low": None, "high": None}


def test_what_is_of_one_run_alone_is_luck() -> None:
    before, after = [[day(a=9)]] * 5, [[day(a=8)], *[[day(a=9)]] * 4]
    assert unserved(["a"], before, after)["groups"] == []


def test_several_days_are_told_for_one() -> None:
    found = unserved(["a"], [[day(a=9), day(a=5)]], [[day(a=0), day(a=0)]])
    assert (found["groups"], found["value"]) == (["a"], 7)
