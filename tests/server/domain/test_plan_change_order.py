"""Whatever plan a hall at work comes to follow, nobody who waits is lost or changes places."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import event, given
from hypothesis import strategies as st

from server.domain import facts as f
from server.domain.plan import PlanRefused, parse_plan
from server.domain.plan_change import adopt

FIRST = {"a": 101, "b": 151, "c": 201}
WAITING = st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 900)), max_size=30)
GONE_GROUPS = st.sets(st.sampled_from("abc"), max_size=2)
GONE_COUNTERS = st.sets(st.integers(1, 3), max_size=2)


def fill(hall, coming):
    """Tickets that wait, each some seconds after the one before it."""
    given = dict(FIRST)
    for group, later_s in coming:
        number, given[group] = given[group], given[group] + 1
        hall.wait(f"t{number}", group, number, hall.at)
        hall.at += timedelta(seconds=later_s)


def changed(document, groups, counters, walk_s, backwards):
    """The document without these groups and counters, and with other rules."""
    document["centre"]["walk_s"] = walk_s
    document["group"] = [row for row in document["group"] if row["code"] not in groups]
    document["counter"] = [row for row in document["counter"] if row["number"] not in counters]
    for row in document["counter"]:
        for skill in ("groups", "help"):
            row[skill] = [code for code in row.get(skill, []) if code not in groups]
    if backwards:
        document["group"].reverse()
        document["counter"].reverse()
    return document


def stand(hall):
    """The queues as they are called from, and every ticket of today as it is."""
    return {group: queue for group, queue in hall.waiting.items() if queue}, dict(hall.tickets)


@given(WAITING, GONE_GROUPS, GONE_COUNTERS, st.integers(0, 60), st.booleans())
def test_a_plan_changed_live_loses_and_reorders_nobody(
    make_folded, make_document, coming, groups, counters, walk_s, backwards
):
    hall = make_folded()
    fill(hall, coming)
    before = stand(hall.hall)
    document = changed(make_document(), groups, counters, walk_s, backwards)
    try:
        made = adopt(hall.hall, parse_plan(document))
    except PlanRefused:
        made = []
    event(f"adopted: {bool(made)}")
    hall.tell(*made)
    assert stand(hall.hall) == before
    assert sum(map(len, before[0].values())) == len(before[1]) == len(coming)
    if any(isinstance(fact, f.PlanAdopted) for fact in made):
        assert {group for group, _ in coming} <= hall.hall.rules.groups.keys()
