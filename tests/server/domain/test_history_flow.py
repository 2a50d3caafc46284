"""Where tickets went: the funnel narrows, the carried over are told, stars count once."""

from __future__ import annotations

import runpy
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from server.domain import history_flow
from server.domain.history_legs import Legs
from server.domain.history_rows import NONE, carried_over

WORLD = runpy.run_path(str(Path(__file__).parents[2] / "tools" / "history_world.py"))
leg = WORLD["leg"]
legs_strategy = WORLD["legs_strategy"]

days = st.lists(legs_strategy, max_size=40)
CLOSES = [690, 1020]


OVER = "9999", 0


def carried(*rows, until=OVER):
    rows = [carried_over(row, [one * 60_000 for one in CLOSES]) for row in rows]
    closes = {rows[0].day: CLOSES}
    found = history_flow.carried(Legs.of(rows), closes, until)
    return [(one.at_min, one.issued, one.n) for one in found]


@given(days, st.randoms(use_true_random=False))
def test_no_order_of_facts_changes_flow(rows, luck):
    legs, shuffled = Legs.of(rows), Legs.of(luck.sample(rows, len(rows)))
    closes = dict.fromkeys(legs.words["day"], CLOSES)
    assert history_flow.funnel(shuffled) == history_flow.funnel(legs)
    assert history_flow.carried(shuffled, closes, OVER) == history_flow.carried(legs, closes, OVER)
    for by in ("group", "day", "counter"):
        assert history_flow.fairness(shuffled, by) == history_flow.fairness(legs, by)
        assert history_flow.satisfaction(shuffled, by) == history_flow.satisfaction(legs, by)


@given(days)
def test_parts_of_fairness_and_stars_add_up(rows):
    legs = Legs.of(rows)
    for by in ("group", "priority", "weekday", "month"):
        passed = history_flow.fairness(legs, by)
        assert sum(one.n for one in passed) == sum(r.called_ms != NONE for r in rows)
        stars = history_flow.satisfaction(legs, by)
        ended = [r for r in rows if r.last and r.end == "served"]
        assert sum(one.served for one in stars) == len(ended)
        assert sum(sum(one.stars) for one in stars) == sum(r.rating > 0 for r in ended)


def test_the_funnel_counts_tickets_and_only_narrows_for_whole_visits():
    rows = [leg(), leg(rating=5), leg(end="left", outcome="left", called_ms=NONE), leg(first=False)]
    found = [(one.step, one.n) for one in history_flow.funnel(Legs.of(rows))]
    assert found == [("issued", 3), ("called", 2), ("served", 2), ("rated", 1)]


def test_who_is_called_after_the_close_was_carried_over():
    before, after = leg(660, called_ms=680 * 60_000), leg(670, called_ms=815 * 60_000)
    assert carried(before, after) == [(690, 2, 1), (1020, 0, 0)]


def test_who_left_before_the_close_was_not_and_who_was_never_called_was():
    gone = leg(660, called_ms=NONE, ended_ms=680 * 60_000, outcome="left")
    stayed = leg(1000, called_ms=NONE, ended_ms=1439 * 60_000, outcome="expired")
    assert carried(gone, stayed) == [(690, 1, 0), (1020, 1, 1)]


def test_a_close_that_is_still_to_come_has_carried_nobody_over():
    rows = leg(660, called_ms=NONE, ended_ms=NONE, outcome=""), leg(800, called_ms=NONE)
    day = rows[0].day
    assert carried(*rows, until=(day, 820)) == [(690, 1, 1)]
    assert carried(*rows, until=(day, 689)) == []
    assert [at for at, _, _ in carried(*rows, until=(day, 1020))] == [690, 1020]


def test_few_ratings_have_a_rate_and_no_mean():
    (one,) = history_flow.satisfaction(Legs.of([leg(rating=5)] * 4 + [leg()] * 4), "day")
    assert (one.rate, one.mean, one.satisfied) == (0.5, None, None)
    (one,) = history_flow.satisfaction(Legs.of([leg(rating=5)] * 4 + [leg(rating=2)]), "day")
    assert (one.mean, one.satisfied, one.stars) == (4.4, 0.8, (0, 1, 0, 0, 4))
