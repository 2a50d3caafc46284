"""A move that is undone leaves no trace: the hall is the one in which it was never made."""

from __future__ import annotations

import copy
from contextlib import suppress
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain import atcounter, moves, policy
from server.domain import facts as f
from server.domain.errors import Refused
from server.domain.fold import apply
from server.domain.hall import Hall
from server.domain.tickets import LegState

NOTHING_TOLD = atcounter.Done()
ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *("come", "come", "next", "next", "start", "finish"),
                *("onward", "no_show", "park", "back", "send", "to_person", "rest"),
            ]
        ),
        st.sampled_from([1, 2, 3]),
        st.integers(0, 60),
    ),
    max_size=25,
)


class Journal:
    """Facts with their times, and the hall that they make."""

    def __init__(self, folded: Any) -> None:
        self.hall: Hall = folded.hall
        self.at = folded.at
        self.steps: list[tuple[Any, list[f.Fact]]] = []
        for number in (1, 2, 3):
            self.do([f.CounterOpened(number, f"p{number}")])

    def do(self, facts: list[f.Fact]) -> None:
        first = self.hall.seq + 1
        for i, fact in enumerate(facts):
            apply(self.hall, f.Recorded(first + i, self.at, "x", first, fact))
        self.steps.append((self.at, facts))

    def play(self, what: str, counter: int, after_s: int) -> None:
        self.at += timedelta(seconds=after_s)
        with suppress(Refused):  # the officer is told why, and nothing happens
            self.do(self.facts(what, counter))

    def facts(self, what: str, counter: int) -> list[f.Fact]:
        hall, n = self.hall, len(self.hall.tickets)
        if what == "come":
            group = "abc"[counter - 1]
            told = (60, 120, 300 + n)
            mark_ms = f.to_ms(self.at)
            return [
                f.TicketIssued(
                    *(f"t{n}", f"k{n}", 101 + n, "A", group, n % 5 == 0, 1, "kiosk", "vi"),
                    *(mark_ms, n, told),
                )
            ]
        if what == "next":
            line = policy.candidates(hall, hall.rules.counters[counter])
            called = moves.call(hall, counter, line[0].ticket, f"c{hall.seq}", {}) if line else []
            return moves.release(hall, counter) + called
        if what == "back":
            aside = [t for t in hall.tickets.values() if t.state is LegState.PARKED]
            return moves.return_(hall, aside[0], self.at) if aside else []
        if what == "send":
            return moves.transfer(hall, counter, moves.Place("abc"[self.hall.seq % 3]))
        if what == "park":
            return moves.park(hall, counter, "papers")
        if what == "to_person":
            return moves.transfer(hall, counter, moves.Place(officer=f"p{self.hall.seq % 3 + 1}"))
        if what == "rest":
            opens = hall.counter(counter).state == "paused"
            return (
                [f.CounterOpened(counter, f"p{counter}")]
                if opens
                else moves.pause(hall, counter, "x")
            )
        if what == "onward":
            return atcounter.finish(hall, counter, NOTHING_TOLD, "abc"[self.hall.seq % 3])
        verb = {"start": moves.start, "finish": moves.finish, "no_show": moves.no_show}[what]
        return verb(hall, counter)


def state(hall: Hall) -> dict[str, Any]:
    return {
        "tickets": hall.tickets,
        "counters": hall.counters,
        "waiting": {group: line for group, line in hall.waiting.items() if line},
        "bound": {number: line for number, line in hall.bound.items() if line},
        "seen": {number: ids for number, ids in hall.seen_at.items() if ids},
        "numbers": hall.last_number,
        "waits": hall.last_wait_ms,
        "aim": hall.aim,
        "next": {
            n: [c.ticket for c in policy.candidates(hall, counter)]
            for n, counter in hall.rules.counters.items()
        },
    }


@settings(max_examples=120, deadline=None)
@given(
    before=ACTS,
    move=st.sampled_from(["next", "next", "no_show", "finish", "onward"]),
    meanwhile=ACTS,
)
def test_the_hall_after_an_undo_is_the_hall_without_the_move(
    make_folded: Any, before: Any, move: str, meanwhile: Any
) -> None:
    made = Journal(make_folded())
    for act in (("come", 1, 0), ("come", 1, 1), ("next", 1, 5), *before):
        made.play(*act)
    without = copy.deepcopy(made.hall)
    steps = len(made.steps)
    try:
        facts = made.facts(move, 1)
    except Refused:
        return
    if not facts:
        return  # a press without effect is no move
    made.do(facts)
    moved_at = made.at
    for what, counter, after_s in meanwhile:
        if counter != 1 and made.at + timedelta(seconds=after_s % 3) - moved_at <= timedelta(0, 10):
            made.play(what, counter, after_s % 3)
    others = made.steps[steps + 1 :]
    try:
        made.do(moves.undo(made.hall, 1, made.at))
    except Refused:
        return  # Somebody built on it, as who takes back a ticket that this counter missed.
    seq = without.seq
    for at, facts in others:
        for i, fact in enumerate(facts):
            apply(without, f.Recorded(seq + 1 + i, at, "x", seq + 1, fact))
        seq = without.seq
    assert state(made.hall) == state(without)
