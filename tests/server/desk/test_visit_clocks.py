"""The clocks of a visit: wait, response, service; what moves a ticket never moves its issue."""

from __future__ import annotations

from datetime import date

import pytest

from server.domain.statistics import summary
from server.ledger import Actor

KIOSK = Actor("device", "kiosk-1")
TODAY = date(2026, 11, 24)


@pytest.fixture
def visit(centre, officer):
    """Says verbs of counter 1 or 2 with seconds between; answers the legs of the day."""
    for counter in (1, 2):
        centre.desk.open(officer, None, counter)
    keys = []

    def say(*words):
        for word in words:
            if isinstance(word, int):
                centre.clock.pass_s(word)
            elif word == "issue":
                keys.append(centre.desk.issue(KIOSK, None, group="a")["key"])
            elif word == "leave":
                centre.desk.leave(officer, None, keys[-1])
            elif word == "return":
                centre.desk.return_ticket(officer, None, 1, 101)
            elif word == "to b":
                centre.desk.transfer(officer, None, 1, group="b")
            else:
                verb, _, counter = word.partition(" at ")
                getattr(centre.desk, verb)(officer, None, int(counter or 1))
        return centre.desk.legs(TODAY, TODAY)

    return say


def test_the_four_clocks_of_a_plain_visit(visit):
    (leg,) = visit("issue", 300, "next", 20, "start", 400, "finish")
    assert (leg.wait_s, leg.response_s, leg.service_s, leg.outcome) == (300, 20, 400, "served")


def test_a_recall_counts_for_the_response_and_not_for_the_wait(visit):
    (leg,) = visit("issue", 300, "next", 40, "recall", 15, "start", 100, "finish")
    assert (leg.wait_s, leg.response_s, leg.service_s) == (300, 15, 100)


def test_without_a_start_service_counts_from_the_call(visit):
    (leg,) = visit("issue", 60, "next", 200, "finish")
    assert (leg.response_s, leg.service_s) == (None, 200)


def test_who_is_parked_and_comes_back_has_waited_from_the_issue_to_the_first_call(visit, centre):
    issued_at = centre.clock.at
    (leg,) = visit("issue", 60, "next", 30, "park", 500, "return", 100, "next", 5, "start", 50)
    assert (leg.wait_s, leg.response_s, leg.outcome) == (60, 5, None)
    assert centre.desk.snapshot().hall.tickets.popitem()[1].issued_at == issued_at


def test_a_transfer_opens_a_second_wait_and_leaves_the_ticket_its_issue(visit, centre):
    issued_at = centre.clock.at
    first, second = visit(
        "issue", 60, "next", 10, "start", 100, "to b", 200, "next at 2", 30, "finish at 2"
    )
    assert (first.wait_s, first.outcome, second.wait_s) == (60, "transferred", 200)
    ticket = centre.desk.snapshot().hall.tickets.popitem()[1]
    assert ticket.issued_at == ticket.legs[0].opened_at == issued_at
    assert [leg.mark for leg in ticket.legs] == [issued_at, issued_at]


def test_the_issue_of_a_transferred_ticket_counts_once(visit):
    legs = visit("issue", "next", "start", "to b", "next at 2", "finish at 2")
    rows = {row["key"]: row for row in summary(legs, "group")}
    assert (rows["a"]["n_issued"], rows["a"]["n_served"]) == (1, 0)
    assert (rows["b"]["n_issued"], rows["b"]["n_served"]) == (0, 1)


def test_nobody_waits_while_the_centre_is_closed(visit, centre):
    """Issued at 11:00, called at 13:40: half an hour of morning, ten minutes of afternoon."""
    (leg,) = visit(2 * 3600, "issue", 160 * 60, "next")
    assert leg.wait_s == 40 * 60


def test_who_did_not_come_is_a_no_show_and_has_no_wait_in_the_figures(visit):
    (leg,) = visit("issue", 60, "next", 60, "no_show")
    assert (leg.outcome, leg.service_s) == ("no_show", None)
    (row,) = summary([leg], "counter")
    assert (row["n_no_show"], row["n_served"], row["wait"]["n"]) == (1, 0, 0)


def test_who_leaves_after_a_call_without_coming_has_no_wait_in_the_figures(visit):
    (leg,) = visit("issue", 60, "next", 60, "no_show", 30, "leave")
    (row,) = summary([leg], "counter")
    assert (row["n_left"], row["wait"]["n"]) == (1, 0)


def test_who_leaves_out_of_a_park_was_there_and_has_waited(visit):
    (leg,) = visit("issue", 60, "next", 20, "start", 50, "park", 30, "leave")
    (row,) = summary([leg], "counter")
    assert (row["n_left"], row["wait"]["n"]) == (1, 1)


def test_undo_takes_the_call_out_of_the_figures_too(visit):
    (leg,) = visit("issue", 60, "next", 5, "undo")
    assert (leg.wait_s, leg.counter, leg.outcome) == (None, None, None)


@pytest.mark.parametrize("again", [("start", 50), (50,)])
def test_what_was_served_before_a_park_counts_and_the_park_does_not(visit, again):
    words = ("issue", 60, "next", 20, "start", 100, "park", 500, "return", 30, "next", *again)
    (leg,) = visit(*words, "finish")
    assert (leg.service_s, leg.outcome) == (100 + 50, "served")


def test_an_undone_park_counts_nothing_twice(visit):
    words = ("issue", 60, "next", 20, "start", 100, "park", 5, "undo", 45, "finish")
    (leg,) = visit(*words)
    assert leg.service_s == 150


def test_the_counters_next_press_ends_the_service_before(visit):
    legs = visit("issue", "issue", 60, "next", 10, "start", 90, "next")
    assert [(leg.outcome, leg.service_s) for leg in legs] == [("served", 90), (None, None)]
