"""However many kiosks are alone, no number is shared and none is lost (invariants 1, 2, 4, 5).

Hypothesis plays touches, cut wires, lost answers, power cuts on both sides, new cards, midnight.
"""

from __future__ import annotations

import importlib.util
import itertools
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from kiosk.errors import NoAnswer
from server.domain import facts as f
from server.domain.errors import Refused
from server.domain.plan import parse_plan
from server.domain.tickets import LegState
from server.ledger import Actor
from server.store import journal, projection

SPEC = importlib.util.spec_from_file_location(
    "alone_world", Path(__file__).parents[2] / "tools" / "alone_world.py"
)
assert SPEC is not None and SPEC.loader is not None
alone_world = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(alone_world)

KIOSKS = st.integers(0, 2)
GROUPS = st.sampled_from("abc")
MISHAPS = st.sampled_from(
    ["kiosk_power_cut", "new_card", "server_crash", "night", "ping", "ping", "hand_over", "half"]
)


class KiosksAlone(RuleBasedStateMachine):
    """Three kiosks and a server. ``papers`` are the numbers in citizens' hands, by request."""

    def __init__(self, found: Any, plan: Any, folder: Path) -> None:
        super().__init__()
        self.centre = found(plan)
        self.kiosks = [alone_world.LoneKiosk(f"k{i}", folder, self.centre, 3) for i in range(3)]
        self.keys = itertools.count()
        self.papers: dict[str, tuple[str, int]] = {}
        self.owed: dict[str, Any] = {}

    @initialize()
    def begins(self) -> None:
        for kiosk in self.kiosks:
            kiosk.ping()

    @property
    def hall(self) -> Any:
        return self.centre.desk.snapshot().hall

    @rule(who=KIOSKS, group=GROUPS, priority=st.booleans(), wait_s=st.sampled_from([0, 1, 90]))
    def touch_alone(self, who: int, group: str, priority: bool, wait_s: int) -> None:
        self.centre.clock.pass_s(wait_s)
        self._alone(self.kiosks[who], f"r{next(self.keys)}", group, priority)

    @rule(who=KIOSKS, group=GROUPS, priority=st.booleans())
    def touch_whose_answer_is_lost(self, who: int, group: str, priority: bool) -> None:
        """The server gave a number; the kiosk did not hear of it, and gives another."""
        kiosk, request = self.kiosks[who], f"r{next(self.keys)}"
        try:
            kiosk.ask(request, group, priority)
        except Refused:
            return
        if not self._alone(kiosk, request, group, priority):
            self.papers[request] = (self.hall.day, self._number(kiosk, request))

    @rule(who=KIOSKS, group=GROUPS)
    def touch_whose_request_comes_after_the_ticket(self, who: int, group: str) -> None:
        kiosk, request = self.kiosks[who], f"r{next(self.keys)}"
        if self._alone(kiosk, request, group, False):
            self.hand_over(who)
            if request not in self.owed:
                told = kiosk.ask(request, group)
                assert told["number"] == self.papers[request][1]

    @rule(who=KIOSKS, group=GROUPS)
    def touch(self, who: int, group: str) -> None:
        request = f"r{next(self.keys)}"
        try:
            told = self.kiosks[who].ask(request, group)
        except Refused:
            return
        self.papers[request] = (self.hall.day, told["number"])

    @rule(what=MISHAPS, who=KIOSKS)
    def something_happens(self, what: str, who: int) -> None:
        getattr(self, what)(who)

    def ping(self, who: int) -> None:
        self.kiosks[who].ping()

    def hand_over(self, who: int) -> None:
        for taken in self.kiosks[who].hand_over():
            self._settled(taken)

    def half(self, who: int) -> None:
        """The answer to a ticket is lost: it is told again."""
        if (taken := self.kiosks[who].tell_one()) is not None:
            assert self.kiosks[who].tell_one() == taken

    def kiosk_power_cut(self, who: int) -> None:
        self.kiosks[who].restart()
        self.kiosks[who].hear()

    def new_card(self, who: int) -> None:
        self.hand_over(who)
        self.kiosks[who].lose_memory()
        self.kiosks[who].ping()

    def server_crash(self, who: int) -> None:
        before = self.hall
        self.centre.crash()
        assert self.hall == before

    def night(self, who: int) -> None:
        nine = self.centre.clock.at.replace(hour=2, minute=0, second=0, microsecond=0)
        self.centre.clock.at = nine + timedelta(days=1)
        if who == 0:
            self.centre.desk.tick()

    def _alone(self, kiosk: Any, request: str, group: str, priority: bool) -> bool:
        try:
            reply = kiosk.issue(request, group, priority)
        except NoAnswer:
            return False
        day = kiosk.hall.day(0).isoformat()
        again = kiosk.issue(request, group, priority)
        assert again == reply
        self.papers[request] = (day, reply.number)
        self.owed[request] = (kiosk, reply, priority, self.centre.clock.now())
        return True

    def _number(self, kiosk: Any, request: str) -> int:
        number: int = self.hall.tickets[self.hall.asked[kiosk.id, request]].number
        return number

    def _settled(self, taken: Any) -> None:
        """It is there with its true time and mark, and no other ticket of its touch lives."""
        _, reply, priority, at = self.owed.pop(taken.id)
        assert (taken.ok, taken.ticket) == (True, reply.id), taken.code
        if self.papers[taken.id][0] != self.hall.day:
            return
        ticket = self.hall.tickets[reply.id]
        assert (ticket.number, ticket.key) == (reply.number, reply.key)
        assert abs(ticket.issued_at - at) < timedelta(milliseconds=1)
        credit = timedelta(seconds=1800 if priority else 0)
        assert ticket.leg.mark == ticket.issued_at - credit
        assert ticket.state is LegState.WAITING

    @invariant()
    def no_number_is_in_two_hands(self) -> None:
        twice = [paper for paper, n in Counter(self.papers.values()).items() if n > 1]
        assert twice == []

    def teardown(self) -> None:
        for who in range(3):
            self.hand_over(who)
            self.kiosks[who].close()
        assert self.owed == {}
        self._check_journal()
        self.centre.close()

    def _check_journal(self) -> None:
        with self.centre.store.read() as db:
            facts = [one.fact for one in journal.read(db)]
            before = projection.digest(db)
            rows = Counter(tuple(row) for row in db.execute("select day, number from ticket"))
        gone = {fact.ticket for fact in facts if isinstance(fact, f.TicketWithdrawn)}
        issued = [fact for fact in facts if isinstance(fact, f.TicketIssued)]
        alive = Counter(fact.request for fact in issued if fact.ticket not in gone)
        late = {fact.request for fact in issued if fact.day is not None}
        assert set(self.papers) == set(alive)
        assert [r for r, n in alive.items() if n > 1 and r not in late] == []
        assert max(rows.values(), default=1) == 1
        self.centre.store.write(projection.rebuild)
        with self.centre.store.read() as db:
            assert projection.digest(db) == before


def test_no_number_is_shared_and_none_is_lost(found_centre, make_document, tmp_path):
    document = make_document(timezone="Asia/Ho_Chi_Minh", lease_numbers=4)
    document["series"][0]["last"], document["series"][1]["last"] = 112, 210
    plan, folders = parse_plan(document), itertools.count()
    run_state_machine_as_test(
        lambda: KiosksAlone(found_centre, plan, tmp_path / f"kiosks-{next(folders)}"),
        settings=settings(
            max_examples=40,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )


def test_an_office_kiosk_and_a_server_never_meet(found_centre, tmp_path):
    """A small one by hand: the server goes on from below, kiosks from above."""
    centre = found_centre()
    kiosks = [alone_world.LoneKiosk(f"k{i}", tmp_path, centre, 2) for i in (1, 2)]
    for kiosk in kiosks:
        kiosk.ping()
    given = [
        centre.desk.issue(Actor("device", "web"), None, group="a")["number"] for _ in range(40)
    ]
    for kiosk in kiosks:
        given += [kiosk.issue(f"{kiosk.id}-{i}", "a").number for i in range(20)]
        assert [taken.ok for taken in kiosk.hand_over()] == [True] * 20
        kiosk.close()
    assert len(set(given)) == 80
    assert given[:40] == list(range(101, 141))
