"""An announcement outlives a crash, ends by itself, and midnight ends the rest."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from server import announcedesk, boardrows
from server.domain.errors import Refused
from server.ledger import Actor

GUIDE = Actor("officer", "guide")


def on_board(centre, zone="hall"):
    said = boardrows.notice(centre.desk.touch(), zone)
    return said and said.vi


def test_a_crash_takes_nothing_from_the_boards_and_midnight_does(centre):
    centre.desk.announce(GUIDE, "key", "hall", "Xin giữ trật tự", "Quiet please")
    before = centre.desk.snapshot().hall
    centre.crash()
    assert centre.desk.snapshot().hall == before
    assert on_board(centre) == "Xin giữ trật tự."
    centre.clock.pass_s(24 * 3600)
    centre.desk.tick()
    assert on_board(centre) is None


def test_it_ends_by_itself_at_its_moment(centre):
    until = centre.clock.now() + timedelta(minutes=10)
    told = centre.desk.announce(GUIDE, None, "hall", "Họp", until=until)["announcements"][0]
    assert (told["vi"], told["en"]) == ("Họp.", "Họp."), "one language stands for both"
    centre.clock.pass_s(599)
    assert on_board(centre) == "Họp."
    centre.clock.pass_s(1)
    assert on_board(centre) is None
    assert announcedesk.announced(centre.desk.snapshot()) == {"announcements": []}


def test_boards_are_told_when_each_ends_its_own_moment_or_midnight(centre):
    zone = next(iter(centre.desk.plan.zones))
    until = centre.clock.now() + timedelta(minutes=10)
    centre.desk.announce(GUIDE, None, "hall", "Họp", until=until)
    centre.desk.announce(GUIDE, None, zone, "Đông khách")
    own, all_ = boardrows.notices(centre.desk.touch(), zone)
    assert (own.vi, all_.vi) == ("Đông khách.", "Họp.")
    today = own.until[:10]
    tomorrow = (date.fromisoformat(today[:10]) - timedelta(days=1)).isoformat()
    assert own.until.endswith("T00:00:00+07:00") and all_.until.startswith(tomorrow)
    assert datetime.fromisoformat(all_.until) == until.replace(microsecond=0)
    centre.clock.pass_s(600)
    assert [one.vi for one in boardrows.notices(centre.desk.touch(), zone)] == ["Đông khách."]


def test_a_zone_hears_its_own_words_first_and_others_do_not(centre):
    zone = next(iter(centre.desk.plan.zones))
    centre.desk.announce(GUIDE, None, "hall", "Đông khách.")
    centre.desk.announce(GUIDE, None, zone, "Máy in hỏng.")
    assert on_board(centre, zone) == "Máy in hỏng. Đông khách."
    assert on_board(centre) == "Đông khách."
    centre.desk.end_announcement(GUIDE, None, zone)
    assert on_board(centre, zone) == "Đông khách."


def test_newer_words_replace_older_ones_and_long_numbers_are_blotted_out(centre):
    centre.desk.announce(GUIDE, None, "hall", "Cũ")
    centre.desk.announce(GUIDE, None, "hall", "Gọi 0912 345 678")
    assert on_board(centre) == "Gọi ••••••••••••."


@pytest.mark.parametrize("hours", [-1, 0, 24])
def test_an_end_that_is_not_still_to_come_today_is_refused(centre, hours):
    until = centre.clock.now() + timedelta(hours=hours)
    with pytest.raises(Refused, match="announced-until"):
        centre.desk.announce(GUIDE, None, "hall", "Họp", until=until)


def test_ending_what_is_not_said_is_harmless(centre):
    seq = centre.desk.snapshot().hall.seq
    assert centre.desk.end_announcement(GUIDE, None, "hall") == {"announcements": []}
    assert centre.desk.snapshot().hall.seq == seq
