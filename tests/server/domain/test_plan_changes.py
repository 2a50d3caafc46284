"""A hall at work follows another plan only if nobody is left behind and no number comes twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server.domain import facts as f
from server.domain import moves
from server.domain.errors import Refused
from server.domain.plan import PlanRefused, parse_plan
from server.domain.plan_change import adopt


@pytest.fixture
def document(make_document):
    """The plan in force as plain values, to be changed."""
    return make_document()


@pytest.fixture
def give(folded):
    """Gives the next number of a group; returns the ticket's id."""
    coming = {"a": iter(range(101, 200)), "b": iter(range(151, 200)), "c": iter(range(201, 300))}

    def issue(group):
        number = next(coming[group])
        folded.wait(f"t{number}", group, number, folded.at)
        return f"t{number}"

    return issue


@pytest.fixture
def refusals(folded):
    """The reasons against a plan, by key."""

    def reasons(document):
        with pytest.raises(PlanRefused) as caught:
            adopt(folded.hall, parse_plan(document))
        return {error.key: error.message for error in caught.value.errors}

    return reasons


def without(document, table, name, gone):
    """The document without one row, and without what refers to it."""
    document[table] = [row for row in document[table] if row[name] != gone]
    for counter in document["counter"]:
        counter["groups"] = [code for code in counter["groups"] if code != gone]
        counter["help"] = [code for code in counter.get("help", []) if code != gone]
    return document


def call(folded, counter, ticket):
    folded.tell(f.CounterOpened(counter, "lan"))
    folded.tell(f.TicketCalled(ticket, f"call-{ticket}", counter, "lan", {}))


ENDS = {
    "waits": lambda c, t: [],
    "called": lambda c, t: [f.TicketCalled(t, "c", c, None, {})],
    "served": lambda c, t: [f.TicketCalled(t, "c", c, None, {}), f.ServiceFinished(t, c)],
    "missed": lambda c, t: [f.TicketCalled(t, "c", c, None, {}), f.TicketMissed(t, c)],
    "parked": lambda c, t: [f.TicketCalled(t, "c", c, None, {}), f.TicketParked(t, c, "")],
    "left": lambda c, t: [f.TicketLeft(t)],
}


def test_the_plan_in_force_again_is_no_fact(folded, document):
    assert adopt(folded.hall, parse_plan(document)) == []


def test_skills_of_today_outlive_the_same_plan_and_give_way_to_another(folded, document):
    folded.tell(f.SkillsChanged(1, ("b",), ()))
    assert adopt(folded.hall, parse_plan(document)) == []
    document["centre"]["walk_s"] = 5
    folded.tell(*adopt(folded.hall, parse_plan(document)))
    assert folded.hall.rules.counters[1].groups == ("a",)


def test_another_order_of_groups_is_another_plan(folded, document):
    document["group"].reverse()
    assert [fact.KIND for fact in adopt(folded.hall, parse_plan(document))] == ["plan_adopted"]


@pytest.mark.parametrize("end", ENDS)
def test_a_group_goes_only_when_all_its_tickets_of_today_are_finished(
    folded, document, give, refusals, end
):
    ticket = give("c")
    folded.tell(f.CounterOpened(3, None))
    folded.tell(*ENDS[end](3, ticket))
    changed = without(document, "group", "code", "c")
    if end in ("served", "left"):
        folded.tell(*adopt(folded.hall, parse_plan(changed)))
        assert set(folded.hall.rules.groups) == {"a", "b"}
    else:
        told = refusals(changed)["group"]
        assert "'c'" in told and "number 201" in told and "another day" in told


@pytest.mark.parametrize("end", ENDS)
def test_a_counter_goes_only_when_it_has_nobody_and_has_set_nobody_aside(
    folded, document, give, refusals, end
):
    ticket = give("a")
    folded.tell(f.CounterOpened(1, None))
    folded.tell(*ENDS[end](1, ticket))
    changed = without(document, "counter", "number", 1)
    if end in ("called", "missed", "parked"):
        assert "number 101" in refusals(changed)["counter"]
    else:
        folded.tell(*adopt(folded.hall, parse_plan(changed)))
        assert set(folded.hall.rules.counters) == {2, 3}


def test_a_counter_does_not_go_while_somebody_waits_for_it_alone(folded, document, give, refusals):
    ticket = give("a")
    call(folded, 1, ticket)
    folded.tell(f.TicketTransferred(ticket, 1, "a", to_counter=3))
    folded.tell(*adopt(folded.hall, parse_plan(without(document, "counter", "number", 1))))
    assert "number 101" in refusals(without(document, "counter", "number", 3))["counter"]


def test_who_was_sent_back_into_the_queue_holds_no_counter(folded, document, give):
    ticket = give("a")
    call(folded, 1, ticket)
    folded.tell(f.TicketMissed(ticket, 1))
    folded.tell(*moves.return_(folded.hall, folded.hall.tickets[ticket], folded.at))
    assert adopt(folded.hall, parse_plan(without(document, "counter", "number", 1)))


def test_an_open_counter_that_goes_is_closed_first(folded, document):
    folded.tell(f.CounterOpened(1, "lan"))
    folded.tell(f.CounterOpened(2, "minh"))
    facts = adopt(folded.hall, parse_plan(without(document, "counter", "number", 1)))
    assert facts[0] == f.CounterClosed(1)
    assert [fact.KIND for fact in facts] == ["counter_closed", "plan_adopted"]


def test_a_group_with_people_does_not_lose_its_last_counter(folded, document, give, refusals):
    document["counter"] = [row for row in document["counter"] if row["number"] == 1]
    assert adopt(folded.hall, parse_plan(document))
    give("b")
    assert "nobody serves 'b'" in refusals(document)["counter"]


@pytest.mark.parametrize(
    ("name", "value"), [("id", "other"), ("timezone", "Asia/Bangkok")], ids=["id", "timezone"]
)
def test_a_centre_keeps_its_id_and_its_time_zone(document, refusals, name, value):
    document["centre"][name] = value
    told = refusals(document)[f"centre.{name}"]
    assert f"'{value}'" in told and "keep it" in told


@pytest.mark.parametrize(
    ("id", "first", "last", "key"),
    [
        ("X", 101, 199, "series[0]"),
        ("A", 90, 102, "series[0].last"),
        ("A", 101, 103, None),
        ("A", 1, 199, None),
        ("A", 301, 399, None),
        ("A", 103, 200, None),
    ],
)
def test_a_series_never_gives_a_number_of_today_again(
    folded, document, give, refusals, id, first, last, key
):
    for _ in range(3):
        give("a")
    document["series"][0] = {"id": id, "first": first, "last": last}
    for group in document["group"][:2]:
        group["series"] = id
    if key is None:
        assert adopt(folded.hall, parse_plan(document))
    else:
        assert "103" in refusals(document)[key]


def test_every_reason_is_told_at_once_and_a_long_list_is_counted(document, give, refusals):
    for _ in range(7):
        give("c")
    document["centre"]["id"] = "other"
    told = refusals(without(document, "group", "code", "c"))
    assert set(told) == {"centre.id", "group"}
    assert "numbers 201, 202, 203, 204, 205 and 2 more" in told["group"]


def test_on_a_new_day_everything_may_change(folded, document, give):
    give("c")
    folded.tell(f.DayOpened("2026-11-25"))
    changed = without(document, "group", "code", "c")
    changed["series"][0] = {"id": "X", "first": 101, "last": 199}
    for group in changed["group"]:
        group["series"] = "X"
    assert adopt(folded.hall, parse_plan(changed))


def test_what_was_done_under_the_old_plan_is_not_taken_back_under_the_new(folded, document, give):
    ticket = give("c")
    call(folded, 3, ticket)
    folded.tell(f.ServiceFinished(ticket, 3))
    assert moves.undo(folded.hall, 3, folded.at + timedelta(seconds=1))
    folded.tell(*adopt(folded.hall, parse_plan(without(document, "group", "code", "c"))))
    with pytest.raises(Refused, match="nothing-to-undo"):
        moves.undo(folded.hall, 3, folded.at + timedelta(seconds=1))
