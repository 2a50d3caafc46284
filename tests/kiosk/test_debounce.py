"""One push of a button is one move, whatever its contact does meanwhile."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.debounce import HOLD_S, LOCKOUT_S, STABLE_S, Contact, due_s, see, settle

Edge = tuple[float, bool]
Moves = list[str]
gaps = st.lists(st.floats(0.0002, STABLE_S * 0.9), max_size=9)


def moves(edges: list[Edge], *, can_hold: bool = False, until_s: float = 60.0) -> Moves:
    """What is said when every edge and every due time is attended to as it comes."""
    contact, said = Contact(can_hold=can_hold), list[str]()

    def catch_up(contact: Contact, now_s: float) -> Contact:
        while (due := due_s(contact)) is not None and due <= now_s:
            before = contact
            contact, move = settle(contact, due)
            said.extend([move] if move else [])
            assert contact != before, "due, but nothing to settle"
        return contact

    for at_s, level in edges:
        contact = see(catch_up(contact, at_s), level, at_s)
    catch_up(contact, until_s)
    return said


def late_moves(edges: list[Edge], *, can_hold: bool = False) -> Moves:
    """The same when the thread was busy and settles only when it sees the next edge."""
    contact, said = Contact(can_hold=can_hold), list[str]()
    for at_s, level in [*edges, (60.0, edges[-1][1] if edges else False)]:
        contact, move = settle(contact, at_s)
        said.extend([move] if move else [])
        contact = see(contact, level, at_s)
    while due_s(contact) is not None:
        contact, move = settle(contact, 61.0)
        said.extend([move] if move else [])
    return said


def push(at_s: float, held_s: float, down: list[float], up: list[float]) -> list[Edge]:
    """A push whose contact bounces as it closes and as it opens again."""
    edges = [(at_s, True), *_bounces(at_s, down, True)]
    opened_s = edges[-1][0] + held_s
    return [*edges, (opened_s, False), *_bounces(opened_s, up, False)]


def _bounces(at_s: float, pauses: list[float], level: bool) -> list[Edge]:
    found: list[Edge] = []
    for i, pause in enumerate(pauses[: len(pauses) // 2 * 2]):
        at_s += pause
        found.append((at_s, level if i % 2 else not level))
    return found


@given(down=gaps, up=gaps, held_s=st.floats(STABLE_S * 1.1, 5.0))
def test_a_push_with_bounces_is_one_press(
    down: list[float], up: list[float], held_s: float
) -> None:
    assert moves(push(1.0, held_s, down, up)) == ["press"]


@given(
    pushes=st.lists(st.tuples(gaps, gaps, st.floats(0.05, 2.0), st.floats(0.0, 3.0)), max_size=8)
)
def test_pushes_apart_are_counted_one_by_one(
    pushes: list[tuple[list[float], list[float], float, float]],
) -> None:
    edges: list[Edge] = []
    at_s = 1.0
    for down, up, held_s, rest_s in pushes:
        edges += push(at_s, held_s, down, up)
        at_s = edges[-1][0] + LOCKOUT_S + STABLE_S + rest_s
    assert moves(edges, until_s=200.0) == ["press"] * len(pushes)


@given(spikes=st.lists(st.tuples(st.floats(0.03, 2.0), st.floats(0.0001, 0.02)), max_size=30))
def test_spikes_on_the_line_are_no_press(spikes: list[tuple[float, float]]) -> None:
    edges: list[Edge] = []
    at_s = 0.0
    for pause_s, spike_s in spikes:
        edges += [(at_s + pause_s, True), (at_s + pause_s + spike_s, False)]
        at_s += pause_s + spike_s
    assert moves(edges, until_s=100.0) == late_moves(edges) == []


@given(down=gaps, up=gaps, held_s=st.floats(STABLE_S * 1.1, HOLD_S * 0.8))
def test_a_short_push_of_a_button_that_can_be_held_is_a_press(
    down: list[float], up: list[float], held_s: float
) -> None:
    assert moves(push(1.0, held_s, down[:2], up), can_hold=True) == ["press"]


@given(down=gaps, up=gaps, held_s=st.floats(HOLD_S * 1.01, 30.0))
@example(down=[], up=[0.01, 0.01], held_s=1.02)
def test_a_long_push_is_a_hold_and_never_also_a_press(
    down: list[float], up: list[float], held_s: float
) -> None:
    assert moves(push(1.0, held_s, down, up), can_hold=True) == ["hold"]


def test_a_hold_is_said_while_the_finger_is_still_down() -> None:
    assert moves([(1.0, True)], can_hold=True, until_s=1.0 + HOLD_S + 0.001) == ["hold"]
    assert moves([(1.0, True)], can_hold=True, until_s=1.0 + HOLD_S - 0.001) == []


def test_a_press_is_said_as_soon_as_the_contact_is_certainly_closed() -> None:
    assert moves([(1.0, True)], until_s=1.0 + STABLE_S + 0.001) == ["press"]
    assert moves([(1.0, True)], until_s=1.0 + STABLE_S - 0.001) == []


@given(again_s=st.floats(0.06, LOCKOUT_S * 0.99), can_hold=st.booleans())
def test_a_trembling_finger_is_one_finger(again_s: float, can_hold: bool) -> None:
    edges = [(1.0, True), (1.03, False), (1.0 + again_s, True), (1.0 + again_s + 0.03, False)]
    assert moves(edges, can_hold=can_hold) == ["press"]


@given(
    pauses=st.lists(st.floats(0.0005, 1.5), max_size=40),
    can_hold=st.booleans(),
)
def test_any_train_of_edges_says_at_most_one_move_a_lockout(
    pauses: list[float], can_hold: bool
) -> None:
    edges: list[Edge] = []
    at_s = 0.0
    for i, pause_s in enumerate(pauses):
        at_s += pause_s
        edges.append((at_s, i % 2 == 0))
    said = moves(edges, can_hold=can_hold, until_s=at_s + 10)
    assert len(said) <= at_s / LOCKOUT_S + 1
    stable = sum(pause_s >= STABLE_S for pause_s in [*pauses[1::2], 10.0][: len(pauses)])
    assert len(said) <= stable + 1
