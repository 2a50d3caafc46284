"""Numbers that a kiosk gives alone before a drawn opening: behind every lot, then by true time."""

from __future__ import annotations

import importlib.util
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.domain.hall import place_of
from server.domain.plan import parse_plan

SPEC = importlib.util.spec_from_file_location(
    "alone_world", Path(__file__).parents[2] / "tools" / "alone_world.py"
)
assert SPEC is not None and SPEC.loader is not None
alone_world = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(alone_world)

BLOCK = 5
TO_WINDOW_S = 24 * 3600 - 105 * 60
"""From nine to a quarter past seven of the next day, when the window begins."""
WINDOW = timedelta(minutes=15)
CREDIT = timedelta(seconds=1800)
COMING = st.lists(
    st.tuples(st.sampled_from(["k1", "k2", "server"]), st.integers(1, 120)), min_size=1, max_size=15
)


class Morning:
    """A centre in the window, and two kiosks that hold numbers for the day."""

    def __init__(self, centre, folder):
        self.centre = centre
        self.kiosks = [alone_world.LoneKiosk(id, folder, centre, 2) for id in ("k1", "k2")]
        centre.clock.pass_s(TO_WINDOW_S)
        self.end = centre.clock.at + WINDOW
        for kiosk in self.kiosks:
            kiosk.ping()

    def comes(self, where, request, group="a", priority=False):
        """Somebody touches a kiosk that is alone, or one that has its server."""
        alone = next((one for one in self.kiosks if one.id == where), None)
        if alone is not None:
            return alone.issue(request, group, priority)
        return self.kiosks[0].ask(request, group, priority)

    def tickets(self):
        """Everybody, after all is handed over."""
        for kiosk in self.kiosks:
            assert all(taken.ok for taken in kiosk.hand_over())
        return list(self.centre.desk.snapshot().hall.tickets.values())

    def close(self):
        for kiosk in self.kiosks:
            kiosk.close()
        self.centre.close()


@pytest.fixture
def make_morning(found_centre, make_document, tmp_path):
    made = []

    def make(block=BLOCK):
        document = make_document(opening="draw")
        document["series"][0]["opening_block"] = block
        folder = tmp_path / f"morning-{len(made)}"
        made.append(Morning(found_centre(parse_plan(document)), folder))
        return made[-1]

    yield make
    for morning in made:
        morning.close()


@given(coming=COMING)
@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
def test_lots_come_first_then_the_others_as_they_came_then_whoever_comes_later(
    make_morning, coming
):
    morning = make_morning()
    for i, (where, after_s) in enumerate(coming):
        morning.centre.clock.pass_s(after_s)
        morning.comes(where, f"r-{i}")
    tickets = sorted(morning.tickets(), key=place_of)
    drawn = [t for t in tickets if t.number < 101 + BLOCK]
    early = [t for t in tickets if t.issued_at < morning.end and t not in drawn]
    late = [t for t in tickets if t.issued_at >= morning.end]
    assert tickets == [*drawn, *early, *late]
    assert early == sorted(early, key=lambda t: t.issued_at)
    assert all(t.leg.mark < morning.end for t in early)
    assert [t.leg.mark for t in late] == [t.issued_at for t in late]


def test_priority_keeps_its_credit(make_morning):
    morning = make_morning()
    morning.comes("k1", "r-0", priority=True)
    (ticket,) = morning.tickets()
    assert morning.end - CREDIT - WINDOW / BLOCK < ticket.leg.mark < morning.end - CREDIT


def test_the_slip_tells_no_mark_before_the_opening_and_the_true_one_after_it(make_morning):
    morning = make_morning()
    assert morning.comes("k1", "r-0").mark_at is None
    morning.centre.clock.at = morning.end
    reply = morning.comes("k1", "r-1")
    assert reply.mark_at == reply.issued_at


def test_a_series_that_is_not_drawn_goes_by_arrival_alone_too(make_morning):
    morning = make_morning()
    reply = morning.comes("k1", "r-0", group="c")
    (ticket,) = morning.tickets()
    assert ticket.leg.mark == ticket.issued_at
    assert reply.mark_at == reply.issued_at
