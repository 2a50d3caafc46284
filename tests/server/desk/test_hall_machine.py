"""Whatever people and machines do in a hall, its invariants hold (design section 4: 1, 2, 3, 5, 8).

Hypothesis plays officers, citizens, retries, crashes and midnight on a real database.
"""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from server.domain import facts as f
from server.domain.errors import Refused
from server.domain.plan import parse_plan
from server.domain.tickets import LegState
from server.ledger import Actor
from server.store.errors import StoreUnavailable

KIOSK, OFFICER, CITIZEN = Actor("kiosk", "k1"), Actor("officer", "lan"), Actor("citizen", "x")
COUNTERS = st.sampled_from([1, 2, 3])
GROUPS = st.sampled_from(["a", "a", "b", "c"])
ARRIVALS = st.lists(
    st.tuples(GROUPS, st.booleans(), st.sampled_from([0, 0.001, 20, 100, 400])),
    min_size=1,
    max_size=10,
)
WHICH = st.integers(0, 1000)
VERBS = [
    *["next"] * 3,
    *["move"] * 6,
    *["undo", "onward", "transfer", "return_", "return_", "call_by_number", "as_citizen", "rest"],
]
MISHAPS = [
    *["repeat"] * 4,
    "other_request_under_a_key",
    "a_night_passes",
    "starts_again_after_a_crash",
    "starts_again_in_order",
    "a_commit_is_lost_and_tried_again",
    "rebuild",
]
KEPT = timedelta(hours=47)
"""A repeat that comes later than two days after is a new request."""


class HallMachine(RuleBasedStateMachine):
    """One centre; ``asked`` are all requests with what they were told."""

    def __init__(self, found: Any, plan: Any, witness: Any) -> None:
        super().__init__()
        self.centre = found(plan)
        self.witness = witness(self.centre)
        self.keys = itertools.count()
        self.asked: list[tuple[Any, ...]] = []

    @property
    def hall(self) -> Any:
        return self.witness.hall

    def tell(self, by: Actor, key: str, verb: str, *args: Any, **more: Any) -> tuple[str, Any]:
        try:
            return "ok", getattr(self.centre.desk, verb)(by, key, *args, **more)
        except Refused as refused:
            return refused.code, refused.reason

    def ask(self, by: Actor, verb: str, *args: Any, **more: Any) -> tuple[str, Any]:
        """A new request; what it is told is remembered."""
        key = f"key-{next(self.keys)}"
        told = self.tell(by, key, verb, *args, **more)
        self.asked.append((self.centre.clock.now(), by, key, verb, args, more, told))
        return told

    def some(self, which: int, *states: LegState) -> Any:
        """One of today's tickets, in these states if any are named, or None."""
        tickets = [t for t in self.hall.tickets.values() if not states or t.state in states]
        return tickets[which % len(tickets)] if tickets else None

    def issue(self, group: str, priority: bool) -> None:
        told, answer = self.ask(KIOSK, "issue", group=group, priority=priority)
        if told == "ok":
            self.witness.issued(answer)
        else:
            assert told in ("cap-reached", "series-exhausted", "group-closed", "too-late")

    @initialize()
    def opens(self) -> None:
        for number in (1, 2, 3):
            assert self.ask(OFFICER, "open", number)[0] == "ok"

    @rule(arrivals=ARRIVALS)
    def people_come(self, arrivals: list[tuple[str, bool, float]]) -> None:
        for group, priority, after_s in arrivals:
            self.centre.clock.pass_s(after_s)
            self.issue(group, priority)

    @rule(
        acts=st.lists(st.tuples(st.sampled_from(VERBS), COUNTERS, WHICH), min_size=4, max_size=20)
    )
    def people_work(self, acts: list[tuple[str, int, int]]) -> None:
        for verb, counter, which in acts:
            self.centre.clock.pass_s((0, 0.001, 1, 9, 11, 60)[which % 6])
            getattr(self, verb)(counter, which)
            self.witness.check()

    def next(self, counter: int, which: int) -> str | None:
        turns, before, wanted = self.witness.turns(), self.hall, self.witness.next_for(counter)
        told, answer = self.ask(OFFICER, "next", counter)
        calls = [x for x in self.witness.facts(before.seq) if isinstance(x, f.TicketCalled)]
        if told != "ok":
            assert turns or before.counter(counter).state != "open"
            assert calls == []
            return None
        called = answer["call"] and answer["call"]["ticket"]
        assert [x.ticket for x in calls] == ([called] if called else [])
        rests = before.counter(counter).state == "paused"
        assert called == (None if rests else wanted)
        if called:
            self.witness.check_overtaken(before, called)
        return called

    def move(self, counter: int, which: int) -> None:
        verb = ("recall", "start", "start", "finish", "no_show", "park", "park", "undo")[which % 8]
        self.ask(OFFICER, verb, counter)

    def onward(self, counter: int, which: int) -> None:
        self.ask(OFFICER, "finish", counter, then="abc"[which % 3])

    def undo(self, counter: int, which: int) -> None:
        self.ask(OFFICER, "undo", counter)

    def transfer(self, counter: int, which: int) -> None:
        places = [{"group": group} for group in "abc"] + [{"to_counter": n} for n in (1, 2, 3)]
        self.ask(OFFICER, "transfer", counter, **places[which % 6])

    def return_(self, counter: int, which: int) -> None:
        if ticket := self.some(which, LegState.PARKED, LegState.NO_SHOW):
            told, _ = self.ask(OFFICER, "return_ticket", counter, ticket.number)
            if told == "ok":
                self.witness.returned(ticket, self.centre.clock.now())

    def call_by_number(self, counter: int, which: int) -> None:
        if ticket := self.some(which):
            self.ask(OFFICER, "call", counter, ticket.number, "người nhà chờ")

    def as_citizen(self, counter: int, which: int) -> None:
        if ticket := self.some(which):
            verb, *more = ("leave",) if which % 2 else ("rate", 4)
            self.ask(CITIZEN, verb, ticket.key, *more)

    def rest(self, counter: int, which: int) -> None:
        self.ask(OFFICER, "pause", counter, "họp")
        self.next(counter, which)
        self.ask(OFFICER, "open", counter)

    @rule(what=st.sampled_from(MISHAPS), which=WHICH)
    def something_happens(self, what: str, which: int) -> None:
        getattr(self, what)(which)

    def repeat(self, which: int) -> None:
        at, by, key, verb, args, more, told = self.asked[-1 - which % len(self.asked)]
        if self.centre.clock.now() - at < KEPT:
            seq = self.hall.seq
            assert self.tell(by, key, verb, *args, **more) == told
            assert self.witness.facts(seq) == []

    def other_request_under_a_key(self, which: int) -> None:
        at, by, key, *_ = self.asked[-1 - which % len(self.asked)]
        if self.centre.clock.now() - at < KEPT:
            seq = self.hall.seq
            assert self.tell(by, key, "open", 99)[0] == "idempotency-conflict"
            assert self.witness.facts(seq) == []

    def a_night_passes(self, which: int) -> None:
        nine = self.centre.clock.at.replace(hour=2, minute=0, second=0, microsecond=0)
        self.centre.clock.at = nine + timedelta(days=1)
        assert self.witness.turns()
        if which % 2:
            self.centre.desk.tick()
        else:
            self.next(1, which)
        assert not self.witness.turns()
        self.opens()

    def starts_again_after_a_crash(self, which: int) -> None:
        self._starts_again(self.centre.crash)

    def starts_again_in_order(self, which: int) -> None:
        self._starts_again(lambda: (self.centre.close(), self.centre.reopen()))

    def _starts_again(self, how: Any) -> None:
        before, ep = self.hall, self.centre.store.ep
        how()
        assert self.hall == before
        assert self.centre.store.ep == ep + 1

    def a_commit_is_lost_and_tried_again(self, which: int) -> None:
        before, key, group = self.hall, f"lost-{next(self.keys)}", "abc"[which % 3]
        self.centre.store.lose()
        with pytest.raises(StoreUnavailable):
            self.tell(KIOSK, key, "issue", group=group)
        assert self.hall == before
        told, answer = self.tell(KIOSK, key, "issue", group=group)
        if told == "ok":
            self.witness.issued(answer)
        assert self.tell(KIOSK, key, "issue", group=group) == (told, answer)

    def rebuild(self, which: int) -> None:
        self.witness.check_from_journal()

    @invariant()
    def holds(self) -> None:
        self.witness.check()

    def teardown(self) -> None:
        self.opens()
        while any(self.next(counter, 0) for counter in (1, 2, 3)):
            pass
        assert [t for t in self.hall.tickets.values() if t.state is LegState.WAITING] == []
        self.witness.check_from_journal()
        self.centre.close()


def test_the_invariants_hold_whatever_happens(found_centre, make_document, make_witness):
    document = make_document()
    document["series"][1]["last"] = 204
    document["group"][1]["daily_cap"] = 3
    plan = parse_plan(document)
    run_state_machine_as_test(
        lambda: HallMachine(found_centre, plan, make_witness),
        settings=settings(
            max_examples=40,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
