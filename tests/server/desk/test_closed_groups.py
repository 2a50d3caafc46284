"""A closed group stays closed over a crash, opens at midnight, and moves nobody."""

from __future__ import annotations

import pytest

from server.domain.errors import Refused
from server.ledger import Actor

GUIDE, KIOSK = Actor("officer", "guide"), Actor("device", "k1")


def test_a_crash_opens_no_group_and_midnight_does(centre):
    centre.desk.close_group(GUIDE, "key", "a", "Máy in hỏng", "Printer broke")
    before = centre.desk.snapshot().hall
    centre.crash()
    assert centre.desk.snapshot().hall == before
    with pytest.raises(Refused, match="group-closed"):
        centre.desk.issue(KIOSK, None, group="a")
    centre.clock.pass_s(24 * 3600)
    assert centre.desk.issue(KIOSK, None, group="a")["group"] == "a"


def test_who_waits_is_called_and_transfers_still_arrive(centre, officer):
    first = centre.desk.issue(KIOSK, None, group="b")
    centre.desk.issue(KIOSK, None, group="a")
    for group in "ab":
        centre.desk.close_group(GUIDE, None, group, "Họp")
    centre.desk.open(officer, None, 2)
    assert centre.desk.next(officer, None, 2)["call"]["number"] == first["number"]
    centre.desk.start(officer, None, 2)
    centre.desk.transfer(officer, None, 2, group="a")
    assert len(centre.desk.snapshot().hall.waiting["a"]) == 2


def test_undo_at_a_counter_does_not_open_a_group(centre, officer):
    centre.desk.issue(KIOSK, None, group="a")
    centre.desk.open(officer, None, 1)
    centre.desk.next(officer, None, 1)
    centre.desk.close_group(GUIDE, None, "a", "Họp")
    centre.desk.undo(officer, None, 1)
    assert "a" in centre.desk.snapshot().hall.shut


def test_opening_twice_is_harmless(centre):
    assert centre.desk.reopen_group(GUIDE, None, "a") == {"group": "a", "open": True, "waiting": 0}
