"""Several procedures in one visit: served here, the same ticket waits on in another group."""

from __future__ import annotations

from datetime import date

import pytest

from server.domain.atcounter import Done
from server.domain.statistics import summary
from server.domain.tickets import LegState
from server.hooks import events
from server.ledger import Actor

TODAY = date(2026, 11, 24)


@pytest.fixture
def served(hall, officer):
    """Somebody who was served at counter 1 and goes on to group b; answers the ticket's id."""
    id = hall.give("a")["id"]
    hall.clock.pass_s(300)
    hall.desk.next(officer, None, 1)
    hall.clock.pass_s(100)
    hall.desk.finish(officer, None, 1, Done(outcome="received"), then="b")
    return id


def ticket_of(hall, id):
    return hall.desk.snapshot().hall.tickets[id]


def test_a_further_leg_keeps_number_issue_and_mark(hall, served):
    first, second = ticket_of(hall, served).legs
    assert (first.state, first.outcome, first.counter) == (LegState.SERVED, "received", 1)
    assert (second.state, second.group, second.no) == (LegState.WAITING, "b", 2)
    assert second.mark == first.mark == ticket_of(hall, served).issued_at
    assert [place.id for place in hall.desk.snapshot().hall.waiting["b"]] == [served]


def test_both_legs_count_as_served_and_the_issue_once(hall, served, officer):
    hall.desk.open(officer, None, 2)
    hall.desk.call(officer, None, 2, ticket_of(hall, served).number, "tiếp")
    hall.clock.pass_s(60)
    hall.desk.finish(officer, None, 2)
    rows = {row["key"]: row for row in summary(hall.desk.legs(TODAY, TODAY), "group")}
    assert (rows["a"]["n_issued"], rows["a"]["n_served"]) == (1, 1)
    assert (rows["b"]["n_issued"], rows["b"]["n_served"]) == (0, 1)


def test_undo_takes_finish_and_leg_back_together_also_from_the_tables(hall, served, officer):
    hall.desk.undo(officer, None, 1)
    assert [leg.state for leg in ticket_of(hall, served).legs] == [LegState.CALLED]
    snap = hall.desk.snapshot().hall
    assert (snap.counter(1).ticket, snap.waiting.get("b", ())) == (served, ())
    with hall.store.read() as db:
        kept = db.execute("select no from leg where ticket = ?", (served,)).fetchall()
    assert [row["no"] for row in kept] == [1]


def test_a_leg_that_was_called_elsewhere_is_not_undone(hall, served, officer, refused_with):
    hall.desk.open(officer, None, 2)
    hall.desk.call(officer, None, 2, ticket_of(hall, served).number, "tiếp")
    assert refused_with(lambda: hall.desk.undo(officer, None, 1)).code == "nothing-to-undo"


@pytest.mark.parametrize(("then", "code"), [("z", "unknown-group"), ("a", "leg-same-group")])
def test_a_further_leg_needs_another_group_of_the_plan(hall, officer, refused_with, then, code):
    hall.give("a")
    hall.desk.next(officer, None, 1)
    refused = refused_with(lambda: hall.desk.finish(officer, None, 1, then=then))
    assert refused.code == code
    assert refused.reason.vi != refused.reason.en
    assert then in refused.reason.vi and then in refused.reason.en
    assert hall.desk.snapshot().hall.counter(1).ticket, "and nothing has happened"


def test_a_webhook_names_the_group_that_was_served_not_the_next_one(hall, served):
    with hall.store.read() as db:
        (told,) = events.after(db, "centre", 0, ["served"], 10)
    assert told.body["group"] == "a"


def test_the_visit_is_rated_at_its_end_only(hall, served, refused_with):
    key = ticket_of(hall, served).key
    refused = refused_with(lambda: hall.desk.rate(Actor("citizen", "phone"), None, key, 5))
    assert refused.code == "not-served-yet"
