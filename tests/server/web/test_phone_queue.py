"""Phones are told in slices: nobody waits for them, and none of them is forgotten."""

from __future__ import annotations

from server.web.phonequeue import SLICE_S, PhoneQueue


class Clock:
    """A millisecond goes by with every phone that is told."""

    def __init__(self) -> None:
        self.at_s = 0.0

    def __call__(self) -> float:
        return self.at_s


def queue(early: frozenset[str] = frozenset()) -> tuple[PhoneQueue, list[str]]:
    """A queue on a clock of ours; ``early`` are those that must still wait."""
    clock, told = Clock(), []

    def tell(room: str) -> bool:
        clock.at_s += 0.001
        if room in early:
            return False
        told.append(room)
        return True

    return PhoneQueue(tell, clock), told


ROOMS = [f"ticket:{n}" for n in range(50)]


def test_a_slice_ends_when_its_time_is_over():
    phones, told = queue()
    phones.add(ROOMS)
    phones.slice()
    assert len(told) <= SLICE_S / 0.001 + 1
    assert len(phones) == len(ROOMS) - len(told)


def test_everybody_is_told_once_and_in_turn():
    phones, told = queue()
    phones.add(ROOMS)
    phones.add(ROOMS)
    while len(phones):
        phones.slice()
    assert told == ROOMS


def test_who_was_told_just_now_waits_and_holds_nobody_up():
    phones, told = queue(frozenset({"ticket:0"}))
    phones.add(ROOMS[:3])
    phones.slice()
    assert told == ["ticket:1", "ticket:2"]
    assert "ticket:0" in phones


def test_who_went_away_is_told_no_more():
    phones, told = queue()
    phones.add(ROOMS[:2])
    phones.drop(["ticket:0"])
    phones.slice()
    assert told == ["ticket:1"]


def test_a_slice_of_nobody_is_nothing():
    phones, told = queue()
    phones.slice()
    assert told == []
