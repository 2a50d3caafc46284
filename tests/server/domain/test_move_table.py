"""Which move is allowed in which state: every pair either moves or is refused by its code."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest

from server.domain import facts as f
from server.domain import moves
from server.domain.errors import Refused
from server.domain.fold import apply
from server.domain.tickets import MOVES, OUTCOMES, UNFINISHED, LegState, Move, check

W, C, S, P = LegState.WAITING, LegState.CALLED, LegState.SERVING, LegState.PARKED
SERVED, MISSED, LEFT = LegState.SERVED, LegState.NO_SHOW, LegState.LEFT
EXPIRED, SENT = LegState.EXPIRED, LegState.TRANSFERRED

ALLOWED = {
    Move.CALL: {W: C, P: C, MISSED: C},
    Move.RECALL: {C: C},
    Move.START: {C: S},
    Move.FINISH: {C: SERVED, S: SERVED},
    Move.NO_SHOW: {C: MISSED},
    Move.PARK: {C: P, S: P},
    Move.RETURN: {P: W, MISSED: W},
    Move.TRANSFER: {C: SENT, S: SENT},
    Move.LEAVE: {W: LEFT, P: LEFT, MISSED: LEFT, C: LEFT},
    Move.EXPIRE: {W: EXPIRED, C: EXPIRED, S: EXPIRED, P: EXPIRED},
}
"""Written by hand from the words of the hall, not read from the product."""
CALLED = f.TicketCalled("t", "call-1", 1, "lan", {})
WAY_TO = {
    W: [],
    C: [CALLED],
    S: [CALLED, f.ServiceStarted("t", 1)],
    SERVED: [CALLED, f.ServiceFinished("t", 1)],
    P: [CALLED, f.TicketParked("t", 1, "")],
    MISSED: [CALLED, f.TicketMissed("t", 1)],
    LEFT: [f.TicketLeft("t")],
    EXPIRED: [f.TicketExpired("t")],
}
"""What brings ticket t into a state; a transferred leg is never a ticket's last."""


@pytest.fixture
def bring(folded):
    """A hall in which ticket t (group a) has come into a state and counter 1 is open."""

    def come(state):
        folded.tell(f.CounterOpened(1, "lan"))
        folded.wait("t", "a", 101, folded.at)
        for fact in WAY_TO[state]:
            folded.tell(fact)
        assert folded.hall.tickets["t"].state is state
        return folded

    return come


@pytest.mark.parametrize(("move", "state"), list(itertools.product(Move, WAY_TO)))
def test_every_pair_moves_or_is_refused_as_a_wrong_state(bring, move, state):
    ticket = bring(state).hall.tickets["t"]
    if state in ALLOWED[move]:
        assert check(ticket, move) is ALLOWED[move][state]
        return
    with pytest.raises(Refused) as caught:
        check(ticket, move)
    assert (caught.value.code, caught.value.status) == ("wrong-state", 409)
    assert "101" in caught.value.reason.vi


def test_the_table_has_every_move_and_the_sets_every_state():
    assert set(MOVES) == set(Move)
    assert UNFINISHED | OUTCOMES | {SENT, LegState.WITHDRAWN} == set(LegState)
    assert {MISSED} == UNFINISHED & OUTCOMES


AT_COUNTER = {
    Move.RECALL: lambda hall: moves.recall(hall, 1, "call-2"),
    Move.START: lambda hall: moves.start(hall, 1),
    Move.FINISH: lambda hall: moves.finish(hall, 1),
    Move.NO_SHOW: lambda hall: moves.no_show(hall, 1),
    Move.PARK: lambda hall: moves.park(hall, 1, "giấy tờ"),
    Move.TRANSFER: lambda hall: moves.transfer(hall, 1, moves.Place("b", None)),
}


@pytest.mark.parametrize(("move", "state"), list(itertools.product(AT_COUNTER, WAY_TO)))
def test_a_counters_move_leads_where_the_table_says_or_is_refused(bring, move, state):
    folded = bring(state)
    if state not in (C, S):
        with pytest.raises(Refused, match="nobody-here"):
            AT_COUNTER[move](folded.hall)
    elif state not in ALLOWED[move]:
        with pytest.raises(Refused, match="wrong-state"):
            AT_COUNTER[move](folded.hall)
    else:
        folded.tell(*AT_COUNTER[move](folded.hall))
        legs = folded.hall.tickets["t"].legs
        assert legs[0].state is ALLOWED[move][state]
        held = folded.hall.counter(1).ticket
        assert (held == "t") == (legs[-1].state in (C, S))


@pytest.mark.parametrize("verb", ["recall", "start", "finish", "no_show", "park", "undo", "close"])
def test_a_counter_that_is_not_in_the_plan_is_unknown_to_every_verb(folded, verb):
    more = {"recall": ["id"], "park": [""], "undo": [folded.at]}.get(verb, [])
    with pytest.raises(Refused) as caught:
        getattr(moves, verb)(folded.hall, 99, *more)
    assert (caught.value.code, caught.value.status) == ("unknown-counter", 404)


def test_only_an_open_counter_works(folded):
    with pytest.raises(Refused, match="counter-closed"):
        moves.working(folded.hall, 1)
    folded.tell(f.CounterOpened(1, "lan"), f.CounterPaused(1, "họp"))
    with pytest.raises(Refused, match="counter-paused"):
        moves.working(folded.hall, 1)
    folded.tell(f.CounterOpened(1, "lan"))
    assert moves.working(folded.hall, 1).officer == "lan"


def test_a_pause_needs_a_reason(folded):
    folded.tell(f.CounterOpened(1, "lan"))
    with pytest.raises(Refused, match="reason-needed"):
        moves.pause(folded.hall, 1, "  ")


def test_a_counter_with_somebody_cannot_close_but_may_pause_and_finish(bring):
    folded = bring(S)
    with pytest.raises(Refused, match="counter-busy"):
        moves.close(folded.hall, 1)
    folded.tell(*moves.pause(folded.hall, 1, "họp"))
    folded.tell(*moves.finish(folded.hall, 1))
    assert folded.hall.tickets["t"].state is SERVED


@pytest.mark.parametrize(("group", "counter"), [(None, None), ("b", 2)])
def test_a_transfer_goes_to_exactly_one_place(bring, group, counter):
    folded = bring(C)
    with pytest.raises(Refused, match="transfer-target"):
        moves.transfer(folded.hall, 1, moves.Place(group, counter))


def test_a_transfer_to_a_place_that_does_not_exist_is_refused(bring):
    hall = bring(C).hall
    with pytest.raises(Refused, match="unknown-group"):
        moves.transfer(hall, 1, moves.Place("z", None))
    with pytest.raises(Refused, match="unknown-counter"):
        moves.transfer(hall, 1, moves.Place(None, 99))


def test_a_move_is_undone_once_and_only_within_ten_seconds(bring):
    folded = bring(P)
    before = folded.hall.picture()
    with pytest.raises(Refused, match="nothing-to-undo"):
        moves.undo(before, 1, folded.at + timedelta(seconds=10.001))
    folded.tell(*moves.undo(folded.hall, 1, folded.at + timedelta(seconds=10)))
    assert folded.hall.tickets["t"].state is C
    with pytest.raises(Refused, match="nothing-to-undo"):
        moves.undo(folded.hall, 1, folded.at)


def test_a_move_on_which_somebody_has_built_is_not_undone(bring):
    folded = bring(MISSED)
    folded.tell(*moves.return_(folded.hall, folded.hall.tickets["t"], folded.at))
    with pytest.raises(Refused, match="nothing-to-undo"):
        moves.undo(folded.hall, 1, folded.at)


@pytest.mark.parametrize("state", [C, S, SERVED, P, MISSED])
def test_undo_puts_back_exactly_what_was(bring, state):
    folded = bring(W)
    for fact in WAY_TO[state]:
        before = folded.hall.picture()
        folded.tell(fact)
    folded.tell(*moves.undo(folded.hall, 1, folded.at))
    after = folded.hall.picture()
    assert (after.tickets, after.counters) == (before.tickets, before.counters)
    assert (after.waiting, after.issued) == (before.waiting, before.issued)


def test_a_fact_comes_back_from_its_data_the_same():
    told = f.TicketIssued("t", "k", 101, "A", "a", True, 1, "kiosk", "vi", 5, 0, (1, 2, 3))
    assert f.revive(told.KIND, {**told.data(), "forecast": [1, 2, 3]}) == told


def test_a_fact_about_a_ticket_that_was_never_issued_does_not_pass_unseen(folded):
    recorded = f.Recorded(9, folded.at, "x", 9, f.ServiceStarted("nobody", 1))
    with pytest.raises(KeyError):
        apply(folded.hall, recorded)
