"""What a kiosk knows: the newest documents only, and no life without a heartbeat."""

from __future__ import annotations

import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import kiosk.hall as module
from broker import messages as m
from kiosk.hall import LOST_AFTER_S, Hall

HEARTBEAT_S = 5
versions = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 99)), min_size=1)


def catalogue(ep: int, rev: int, zone: str) -> m.Catalogue:
    """An empty zone."""
    name = m.Bilingual(vi=zone, en=zone)
    return m.Catalogue(v=1, ep=ep, rev=rev, zone=zone, name=name, groups=[])


def centre(ep: int, rev: int, mark: int) -> m.CentreInfo:
    """A centre whose address tells documents apart."""
    name = m.Bilingual(vi="Thử", en="Test")
    address = f"https://{mark}.example"
    return m.CentreInfo(
        v=1, ep=ep, rev=rev, name=name, tz="UTC", url=address, zones=[], hall="open"
    )


@given(versions)
def test_only_the_newest_documents_are_kept(told: list[tuple[int, int, int]]) -> None:
    hall = Hall()
    for ep, rev, mark in told:
        before = hall.version
        hall.tell_centre(centre(ep, rev, mark))
        hall.tell_zone(catalogue(ep, rev, f"z{mark % 3}"))
        assert hall.version >= before
    assert hall.centre is not None
    assert (hall.centre.ep, hall.centre.rev) == max((ep, rev) for ep, rev, _ in told)
    for zone, kept in hall.zones.items():
        assert (kept.ep, kept.rev) == max(
            (ep, rev) for ep, rev, mark in told if f"z{mark % 3}" == zone
        )


@given(st.lists(st.floats(0, 40), max_size=10), st.floats(0, 60))
def test_the_server_lives_for_two_missed_heartbeats_and_no_longer(
    gaps_s: list[float], then_s: float
) -> None:
    hall, now_s = Hall(), 0.0
    for gap_s in gaps_s:
        now_s += gap_s
        hall.beat(m.Heartbeat(ep=1, ms=1000, tz="UTC"), now_s)
    assume(abs(then_s - LOST_AFTER_S) > 1e-6)
    assert hall.lives(now_s + then_s) == (bool(gaps_s) and then_s < LOST_AFTER_S)
    assert 2 * HEARTBEAT_S < LOST_AFTER_S < 3 * HEARTBEAT_S


def test_the_halls_clock_is_the_servers_and_not_this_machines() -> None:
    hall = Hall()
    hall.beat(m.Heartbeat(ep=1, ms=1_791_772_800_000, tz="Asia/Ho_Chi_Minh"), 50.0)
    assert hall.ahead_ms + 50_000 == 1_791_772_800_000
    assert (hall.tz, hall.last_ms) == ("Asia/Ho_Chi_Minh", 1_791_772_800_000)


def test_the_first_heartbeat_after_a_silence_is_news() -> None:
    hall = Hall()
    hall.beat(m.Heartbeat(ep=1, ms=0, tz="UTC"), 50.0)
    before = hall.version
    hall.beat(m.Heartbeat(ep=1, ms=0, tz="UTC"), 55.0)
    assert hall.version == before
    hall.beat(m.Heartbeat(ep=1, ms=0, tz="UTC"), 56.0 + LOST_AFTER_S)
    assert hall.version > before


def test_who_waits_for_news_hears_of_a_silence_as_soon_as_it_is_a_loss(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "LOST_AFTER_S", 0.5)
    hall, began_s = Hall(), time.monotonic()
    hall.beat(m.Heartbeat(ep=1, ms=0, tz="UTC"), began_s)
    assert hall.wait_for_news(hall.version, time.monotonic(), 60.0) == hall.version
    assert not hall.lives(time.monotonic())
    assert time.monotonic() - began_s < 30


def test_what_an_earlier_server_described_is_not_current_under_a_later_one() -> None:
    """A zone that the new plan does not have any more stays retained at the broker."""
    hall = Hall()
    hall.beat(m.Heartbeat(ep=1, ms=0, tz="UTC"), 50.0)
    hall.tell_centre(centre(1, 1, 0))
    for zone in ("a", "b"):
        hall.tell_zone(catalogue(1, 1, zone))
    assert hall.is_current(50.0) and len(hall.shown_zones(50.0)) == 2
    before = hall.version
    hall.beat(m.Heartbeat(ep=2, ms=0, tz="UTC"), 52.0)
    assert hall.version > before
    assert not hall.is_current(52.0) and hall.shown_zones(52.0) == []
    hall.tell_centre(centre(2, 0, 0))
    hall.tell_zone(catalogue(2, 0, "b"))
    assert hall.is_current(52.0)
    assert [zone.zone for zone in hall.shown_zones(52.0)] == ["b"]


def test_a_heartbeat_of_an_earlier_server_is_late_and_proves_nothing() -> None:
    hall = Hall()
    hall.beat(m.Heartbeat(ep=2, ms=0, tz="UTC"), 50.0)
    hall.beat(m.Heartbeat(ep=1, ms=9, tz="UTC"), 60.0)
    assert not hall.lives(50.5 + LOST_AFTER_S)


def test_a_server_with_a_new_database_is_believed_after_a_silence() -> None:
    hall = Hall()
    hall.beat(m.Heartbeat(ep=7, ms=0, tz="UTC"), 50.0)
    hall.tell_centre(centre(7, 1, 0))
    hall.tell_zone(catalogue(7, 1, "a"))
    hall.beat(m.Heartbeat(ep=1, ms=0, tz="UTC"), 51.0 + LOST_AFTER_S)
    hall.tell_centre(centre(1, 0, 3))
    assert hall.lives(51.0 + LOST_AFTER_S) and hall.is_current(51.0 + LOST_AFTER_S)
    assert hall.centre == centre(1, 0, 3) and hall.shown_zones(51.0 + LOST_AFTER_S) == []


def test_losing_the_broker_is_losing_the_server() -> None:
    hall = Hall()
    hall.beat(m.Heartbeat(ep=1, ms=0, tz="UTC"), 50.0)
    before = hall.version
    hall.lose()
    assert not hall.lives(50.0)
    assert hall.version > before


@pytest.mark.parametrize(("tz", "ahead_min"), [("Asia/Ho_Chi_Minh", 420), ("Asia/Kolkata", 330)])
def test_how_far_the_hall_is_from_utc_is_that_of_its_zone(tz: str, ahead_min: int) -> None:
    hall = Hall()
    hall.beat(m.Heartbeat(ep=1, ms=1_791_772_800_000, tz=tz), 50.0)
    assert hall.utc_min(50.0) == ahead_min


def test_a_hall_that_puts_its_clock_forward_is_further_from_utc_from_then_on() -> None:
    hall = Hall()
    hall.beat(m.Heartbeat(ep=1, ms=1_774_745_940_000, tz="Europe/Warsaw"), 50.0)
    assert (hall.utc_min(50.0), hall.utc_min(50.0 + 60)) == (60, 120)
