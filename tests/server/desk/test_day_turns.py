"""Midnight in the centre: numbers and queues start afresh, nothing is carried over or lost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from server.domain.errors import Refused
from server.ledger import Actor

KIOSK = Actor("device", "kiosk-1")


def states(centre):
    with centre.store.read() as db:
        return dict(db.execute("select ticket.number, leg.state from ticket join leg on ticket=id"))


@pytest.fixture
def evening(centre, officer):
    """One served, one missed, one parked, one serving at counter 2, one waiting; then midnight."""
    desk = centre.desk
    for _ in range(5):
        desk.issue(KIOSK, None, group="a")
    for counter, last in ((1, "finish"), (1, "no_show"), (1, "park"), (2, "start")):
        if desk.snapshot().hall.counter(counter).state == "closed":
            desk.open(officer, None, counter)
        desk.next(officer, None, counter)
        getattr(desk, last)(officer, None, counter)
    centre.clock.at = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
    return centre


def test_whoever_holds_a_number_at_midnight_has_expired_and_the_others_keep_their_ends(evening):
    evening.desk.tick()
    assert states(evening) == {
        101: "served",
        102: "no_show",
        103: "expired",
        104: "expired",
        105: "expired",
    }
    hall = evening.desk.snapshot().hall
    assert (hall.day, hall.tickets, hall.counters) == ("2026-11-25", {}, {})


def test_a_second_before_midnight_nothing_has_happened(evening):
    evening.clock.pass_s(-1)
    evening.desk.tick()
    assert len(evening.desk.snapshot().hall.tickets) == 5


def test_the_first_press_of_the_new_day_turns_it_too(evening, officer):
    with pytest.raises(Refused, match="counter-closed"):
        evening.desk.next(officer, None, 1)
    assert evening.desk.snapshot().hall.day == "2026-11-25"


def test_the_figures_of_the_day_before_stay(evening):
    day = date(2026, 11, 24)
    before = [leg for leg in evening.desk.legs(day, day) if leg.outcome in ("served", "no_show")]
    evening.desk.tick()
    after = evening.desk.legs(day, day)
    ended = [leg for leg in after if leg.outcome in ("served", "no_show") and not leg.forgotten]
    assert ended == before
    assert sum(leg.forgotten for leg in after) == 1, "who sat at a counter when the day ended"
    assert sum(leg.outcome == "expired" for leg in after) == 2
    assert evening.desk.legs(date(2026, 11, 25), date(2026, 11, 25)) == []


def test_numbers_begin_again_and_yesterdays_keys_open_nothing(evening):
    key = next(iter(evening.desk.snapshot().hall.keys))
    evening.clock.pass_s(9 * 3600)
    assert evening.desk.issue(KIOSK, None, group="a")["number"] == 101
    with pytest.raises(Refused, match="unknown-ticket"):
        evening.desk.leave(KIOSK, None, key)


@pytest.mark.parametrize("days", [1, 3])
def test_a_server_that_slept_over_midnight_turns_the_day_when_it_wakes(evening, days):
    evening.close()
    evening.clock.at += timedelta(days=days - 1)
    evening.reopen()
    assert evening.desk.snapshot().hall.day == "2026-11-24"
    evening.desk.tick()
    assert evening.desk.snapshot().hall.day == f"2026-11-{24 + days}"
    assert states(evening)[105] == "expired"


def test_a_clock_that_was_put_back_over_a_restart_never_reverses_facts(evening, officer):
    evening.clock.at = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
    evening.desk.finish(officer, None, 2)
    evening.clock.pass_s(-3600)
    evening.crash()
    told = evening.desk.issue(KIOSK, None, group="a")
    assert told["issued_at"] == "2026-11-24T11:00:00+07:00"
    with evening.store.read() as db:
        times = [row[0] for row in db.execute("select at_ms from journal order by seq")]
    assert times == sorted(times)
