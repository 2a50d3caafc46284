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
    precondition,
    rule,
    run_state_machine_as_test,
)

from server.domain import facts as f
from server.domain.errors import Refused
from server.domain.plan import parse_plan
from server.ledger import Actor
from server.store.errors import StoreUnavailable

KIOSK, OFFICER, CITIZEN = Actor("kiosk", "k1"), Actor("officer", "lan"), Actor("citizen", "x")
COUNTERS = st.sampled_from([1, 2, 3])
GROUPS = st.sampled_from(["a", "a", "b", "c"])
WHICH = st.integers(0, 1000)
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

    def some(self, which: int) -> Any:
        """One of today's tickets, or None."""
        tickets = list(self.hall.tickets.values())
        return tickets[which % len(tickets)] if tickets else None

    @initialize()
    def opens(self) -> None:
        for number in (1, 2, 3):
            assert self.ask(OFFICER, "open", number)[0] == "ok"

    @rule(group=GROUPS, priority=st.booleans())
    def issue(self, group: str, priority: bool) -> None:
        told, answer = self.ask(KIOSK, "issue", group=group, priority=priority)
        if told == "ok":
            self.witness.issued(answer)
        else:
            assert told in ("cap-reached", "series-exhausted", "group-closed", "too-late")

    @rule(counter=COUNTERS)
    def next(self, counter: int) -> None:
        turns, before, wanted = self.witness.turns(), self.hall, self.witness.next_for(counter)
        told, answer = self.ask(OFFICER, "next", counter)
        calls = [x for x in self.witness.facts(before.seq) if isinstance(x, f.TicketCalled)]
        if told != "ok":
            assert turns or before.counter(counter).state != "open"
            assert calls == []
            return
        called = answer["call"] and answer["call"]["ticket"]
        assert [x.ticket for x in calls] == ([called] if called else [])
        assert called == wanted
        if called:
            self.witness.check_overtaken(before, called)

    @rule(
        counter=COUNTERS,
        verb=st.sampled_from(["recall", "start", "finish", "no_show", "park", "undo", "close"]),
    )
    def at_counter(self, counter: int, verb: str) -> None:
        self.ask(OFFICER, verb, counter)

    @rule(counter=COUNTERS)
    def open_or_pause(self, counter: int) -> None:
        if self.hall.counter(counter).state == "open":
            self.ask(OFFICER, "pause", counter, "họp")
        else:
            self.ask(OFFICER, "open", counter)

    @rule(counter=COUNTERS, group=GROUPS)
    def transfer_to_group(self, counter: int, group: str) -> None:
        self.ask(OFFICER, "transfer", counter, group=group)

    @rule(counter=COUNTERS, to_counter=COUNTERS)
    def transfer_to_counter(self, counter: int, to_counter: int) -> None:
        self.ask(OFFICER, "transfer", counter, to_counter=to_counter)

    @rule(counter=COUNTERS, which=WHICH)
    def return_(self, counter: int, which: int) -> None:
        if ticket := self.some(which):
            told, _ = self.ask(OFFICER, "return_ticket", counter, ticket.number)
            if told == "ok":
                self.witness.returned(ticket, self.centre.clock.now())

    @rule(counter=COUNTERS, which=WHICH)
    def call_by_number(self, counter: int, which: int) -> None:
        if ticket := self.some(which):
            self.ask(OFFICER, "call", counter, ticket.number, "người nhà chờ")

    @rule(which=WHICH, verb=st.sampled_from(["leave", "rate"]))
    def as_citizen(self, which: int, verb: str) -> None:
        if ticket := self.some(which):
            self.ask(CITIZEN, verb, ticket.key, *([4] if verb == "rate" else []))

    @precondition(lambda self: self.asked)
    @rule(which=WHICH)
    def repeat(self, which: int) -> None:
        at, by, key, verb, args, more, told = self.asked[-1 - which % len(self.asked)]
        if self.centre.clock.now() - at < KEPT:
            seq = self.hall.seq
            assert self.tell(by, key, verb, *args, **more) == told
            assert self.witness.facts(seq) == []

    @precondition(lambda self: self.asked)
    @rule(which=WHICH)
    def other_request_under_a_key(self, which: int) -> None:
        at, by, key, *_ = self.asked[-1 - which % len(self.asked)]
        if self.centre.clock.now() - at < KEPT:
            seq = self.hall.seq
            assert self.tell(by, key, "open", 99)[0] == "idempotency-conflict"
            assert self.witness.facts(seq) == []

    @rule(seconds=st.sampled_from([0.001, 1, 9, 11, 170, 190, 900, 1799, 1801]))
    def time_passes(self, seconds: float) -> None:
        self.centre.clock.pass_s(seconds)

    @rule(hours=st.sampled_from([3, 15, 24]), ticks=st.booleans())
    def hours_pass(self, hours: int, ticks: bool) -> None:
        self.centre.clock.pass_s(hours * 3600)
        if ticks:
            self.centre.desk.tick()
            assert not self.witness.turns()

    @rule(how=st.sampled_from(["crash", "order"]))
    def starts_again(self, how: str) -> None:
        before, ep = self.hall, self.centre.store.ep
        if how == "crash":
            self.centre.crash()
        else:
            self.centre.close()
            self.centre.reopen()
        assert self.hall == before
        assert self.centre.store.ep == ep + 1

    @rule(group=GROUPS)
    def a_commit_is_lost_and_tried_again(self, group: str) -> None:
        before, key = self.hall, f"lost-{next(self.keys)}"
        self.centre.store.lose()
        with pytest.raises(StoreUnavailable):
            self.tell(KIOSK, key, "issue", group=group)
        assert self.hall == before
        told, answer = self.tell(KIOSK, key, "issue", group=group)
        if told == "ok":
            self.witness.issued(answer)
        assert self.tell(KIOSK, key, "issue", group=group) == (told, answer)

    @rule()
    def rebuild(self) -> None:
        self.witness.check_from_journal()

    @invariant()
    def holds(self) -> None:
        self.witness.check()

    def teardown(self) -> None:
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
            max_examples=60,
            stateful_step_count=50,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
