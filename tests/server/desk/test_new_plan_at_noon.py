"""The server stops, a new plan is adopted, and the hall goes on with all who hold a number."""

from __future__ import annotations

from datetime import date

import pytest

from server import balance, boards, counterview, documents, effects, live
from server.domain.errors import Refused
from server.domain.facts import ServiceStarted
from server.domain.plan import PlanRefused, parse_plan
from server.ledger import Actor
from server.store import projection

KIOSK = Actor("device", "kiosk-1")
TODAY = date(2026, 11, 24)


@pytest.fixture
def morning(centre, officer):
    """101 is served in a, 102 stands at counter 2; 103 (b), 104 (a), 105 (a, priority) wait;
    201 in c is served."""
    desk = centre.desk
    for group, priority in (("a", False), ("a", False), ("b", False), ("a", False), ("a", True)):
        desk.issue(KIOSK, None, group=group, priority=priority)
        centre.clock.pass_s(60)
    desk.issue(KIOSK, None, group="c")
    for counter in (1, 2, 3):
        desk.open(officer, None, counter)
    assert desk.call(officer, None, 1, 101, "first")["number"] == 101
    assert desk.call(officer, None, 2, 102, "first")["number"] == 102
    assert desk.next(officer, None, 3)["number"] == 201
    desk.finish(officer, None, 1)
    desk.finish(officer, None, 3)
    return centre


@pytest.fixture
def changed(make_document):
    """Group a has another name, counter 4 is new and helps b, priority is worth a minute only."""
    document = make_document(priority_credit_s=60)
    document["group"][0]["name_vi"] = "Tên khác"
    document["counter"].append(
        {"number": 4, "zone": "1", "department": "Sở", "groups": ["a"], "help": ["b"]}
    )
    return document


def adopt(centre, document):
    """With the server stopped; then it starts again."""
    centre.close()
    centre.reopen()
    centre.ledger.adopt(parse_plan(document))
    centre.close()
    centre.reopen()


def ticket(centre, number):
    hall = centre.desk.snapshot().hall
    return hall.tickets[hall.numbers[number]]


def test_whoever_waits_keeps_number_and_mark_and_whoever_stands_at_a_counter_stays(
    morning, changed
):
    before = {number: ticket(morning, number) for number in range(101, 106)}
    adopt(morning, changed)
    assert {number: ticket(morning, number) for number in before} == before
    hall = morning.desk.snapshot().hall
    assert hall.ticket_at(2).number == 102
    assert [hall.counter(n).state for n in (1, 2, 3, 4)] == ["open", "open", "open", "closed"]


def test_the_new_counter_calls_the_old_queue_by_the_old_marks(morning, changed, officer):
    adopt(morning, changed)
    morning.desk.open(officer, None, 4)
    called = [morning.desk.next(officer, None, 4)["number"] for _ in range(3)]
    assert called == [105, 104, 103], "half an hour of credit, as it was printed; then help"


def test_newcomers_get_the_next_numbers_and_the_new_credit(morning, changed):
    adopt(morning, changed)
    told = morning.desk.issue(KIOSK, None, group="a", priority=True)
    assert told["number"] == 106
    assert told["group_name"]["vi"] == "Tên khác"
    assert told["counters"] == [1, 2, 4]
    issued = ticket(morning, 106)
    assert (issued.issued_at - issued.leg.mark).total_seconds() == 60


def test_a_touch_repeated_over_the_change_gets_its_first_ticket(centre, changed):
    first = centre.desk.issue(KIOSK, "touch", group="a")
    adopt(centre, changed)
    assert centre.desk.issue(KIOSK, "touch", group="a") == first


def test_the_journal_alone_gives_the_hall_that_changed_its_plan_at_noon(morning, changed):
    adopt(morning, changed)
    morning.desk.issue(KIOSK, None, group="b")
    with morning.store.read() as db:
        assert projection.digest_of_journal(db)[0] == projection.digest(db)


@pytest.fixture
def smaller(morning, make_document):
    """Another server, whose plan has no group c and no counter 3 any more."""
    document = make_document()
    document["group"] = document["group"][:2]
    document["counter"] = document["counter"][:2]
    document["counter"][1]["help"] = []
    adopt(morning, document)
    return morning


def test_every_page_and_board_works_after_a_group_and_a_counter_have_gone(smaller, officer):
    desk, snap = smaller.desk, smaller.desk.snapshot()
    assert live.view(snap)["zones"]
    assert [row["group"] for row in balance.view(snap)["groups"]] == ["a", "b"]
    assert [group["code"] for group in documents.groups(snap)] == ["a", "b"]
    assert boards.board(snap, boards.HALL).rows[0].number == 102
    assert counterview.counter(desk, snap, 2)["waiting_total"] == 3
    assert documents.ticket(snap, ticket(smaller, 103).key)["ahead"] == 0
    with pytest.raises(Refused, match="unknown-counter"):
        counterview.counter(desk, snap, 3)
    with pytest.raises(Refused, match="unknown-group"):
        desk.issue(KIOSK, None, group="c")


def test_whoever_was_served_in_a_group_that_has_gone_is_still_counted(smaller):
    served = [leg.group for leg in smaller.desk.legs(TODAY, TODAY) if leg.outcome == "served"]
    assert sorted(served) == ["a", "c"]
    assert live.view(smaller.desk.snapshot())["wait"]["n"] == 3, "101, 102 and 201 were called"
    gone = ticket(smaller, 201)
    assert smaller.desk.rate(KIOSK, None, gone.key, 5) == {"state": "served"}
    with pytest.raises(Refused, match="unknown-ticket"):
        documents.ticket(smaller.desk.snapshot(), gone.key)
    rated = ServiceStarted(gone.id, 1)
    assert effects.groups_changed(smaller.desk.snapshot(), rated) == set()


def test_a_plan_that_would_lose_somebody_leaves_everything_as_it_was(morning, make_document):
    document = make_document()
    document["group"] = document["group"][:1]
    document["counter"] = document["counter"][:1]
    before = morning.desk.snapshot()
    with pytest.raises(PlanRefused, match=r"'b' is gone.*103"):
        morning.ledger.adopt(parse_plan(document))
    after = morning.desk.snapshot()
    assert (after.hall.rules, after.rev) == (before.hall.rules, before.rev)
    assert morning.desk.issue(KIOSK, None, group="b")["number"] == 106
