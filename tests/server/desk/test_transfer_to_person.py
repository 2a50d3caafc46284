"""A citizen who was sent to a person waits where they work, and in the line while they do not."""

from __future__ import annotations

import pytest


@pytest.fixture
def sent(hall, officer):
    """Somebody of group a whom counter 1 sent to Minh at counter 2; answers the ticket's id."""
    hall.desk.open(officer, None, 2, "Minh")
    id = hall.give("a")["id"]
    hall.clock.pass_s(60)
    hall.desk.next(officer, None, 1)
    hall.desk.transfer(officer, None, 1, officer="Minh")
    return id


def line(hall):
    """Who is in the line of group a, and who waits for which counter alone."""
    snap = hall.desk.snapshot().hall
    bound = {n: [place.id for place in queue] for n, queue in snap.bound.items() if queue}
    return [place.id for place in snap.waiting.get("a", ())], bound


def test_it_waits_for_the_counter_of_the_person_at_its_mark(hall, sent, officer):
    assert line(hall) == ([], {2: [sent]})
    leg = hall.desk.snapshot().hall.tickets[sent].leg
    assert (leg.group, leg.mark) == ("a", hall.desk.snapshot().hall.tickets[sent].issued_at)
    assert hall.desk.next(officer, None, 1)["call"] is None
    assert hall.desk.next(officer, None, 2)["call"]["ticket"] == sent


@pytest.mark.parametrize("ends", ["pause", "close", "somebody else"])
def test_it_falls_back_into_its_line_when_the_person_goes(hall, sent, officer, ends):
    later = hall.give("a")["id"]
    if ends == "pause":
        hall.desk.pause(officer, None, 2, "họp")
    elif ends == "close":
        hall.desk.close(officer, None, 2)
    else:
        hall.desk.open(officer, None, 2, "Lan")
    assert line(hall) == ([sent, later], {}), "at its mark, before who came later"


def test_it_follows_the_person_to_another_counter(hall, sent, officer):
    hall.desk.open(officer, None, 3, "Minh")
    assert line(hall) == ([], {3: [sent]})
    hall.desk.close(officer, None, 3)
    assert line(hall) == ([], {2: [sent]}), "still open there"


def test_it_waits_for_them_again_when_they_are_back(hall, sent, officer):
    hall.desk.pause(officer, None, 2, "họp")
    hall.desk.open(officer, None, 2)
    assert line(hall) == ([], {2: [sent]})


def test_an_undone_call_stands_where_the_person_is_now(hall, sent, officer):
    hall.desk.pause(officer, None, 2, "họp")
    hall.desk.next(officer, None, 1)
    hall.desk.open(officer, None, 2)
    hall.desk.undo(officer, None, 1)
    assert line(hall) == ([], {2: [sent]})


def test_who_comes_back_from_parking_waits_where_the_person_is_now(hall, sent, officer):
    hall.desk.next(officer, None, 2)
    hall.desk.park(officer, None, 2, "giấy tờ")
    hall.desk.close(officer, None, 2)
    number = hall.desk.snapshot().hall.tickets[sent].number
    hall.desk.return_ticket(officer, None, 1, number)
    assert line(hall) == ([sent], {})


@pytest.mark.parametrize("state", ["never there", "paused", "closed"])
def test_a_person_who_is_at_no_open_counter_is_refused(hall, officer, refused_with, state):
    if state != "never there":
        hall.desk.open(officer, None, 2, "Minh")
        away = {"paused": lambda: hall.desk.pause(officer, None, 2, "họp")}
        away.get(state, lambda: hall.desk.close(officer, None, 2))()
    hall.give("a")
    hall.desk.next(officer, None, 1)
    refused = refused_with(lambda: hall.desk.transfer(officer, None, 1, officer="Minh"))
    assert (refused.code, refused.status) == ("officer-not-seated", 409)
    assert "Minh hiện không ngồi" in refused.reason.vi
    assert "Minh is at no open counter" in refused.reason.en
    assert hall.desk.snapshot().hall.counter(1).ticket, "and nothing has happened"


def test_a_transfer_names_one_place_only(hall, sent, officer, refused_with):
    hall.give("a")
    hall.desk.next(officer, None, 1)
    both = {"officer": "Minh", "group": "b"}
    assert refused_with(lambda: hall.desk.transfer(officer, None, 1, **both)).code == (
        "transfer-target"
    )
