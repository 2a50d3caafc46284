"""The rules of the terminal, without a wire: shown or not, pushed or not, sent or not."""

from __future__ import annotations

from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

STATE = {"v": 1, "ep": 12, "rev": 5, "state": "called", "number": 1012, "ttl_s": 600}
BEAT = {"ep": 12, "ms": 1795485600000}


@pytest.fixture
def watch(firmware: Any) -> Any:
    """A terminal that hears a living server, and has been told of a call."""
    made = firmware("rules").Watch()
    made.beat(BEAT, 0)
    made.take(STATE, False, 0)
    return made


def test_nothing_is_shown_before_a_heartbeat_of_the_same_epoch(firmware):
    watch = firmware("rules").Watch()
    watch.take(STATE, True, 0)
    assert watch.showing(0) is None
    watch.beat({**BEAT, "ep": 11}, 0)
    assert watch.showing(0) is None
    watch.beat(BEAT, 0)
    assert watch.showing(0) == STATE


def test_a_number_goes_when_three_heartbeats_are_missed(watch):
    assert watch.showing(15000) == STATE
    assert watch.showing(15001) is None
    assert watch.glow(15001) == "offline"


def test_a_state_outlives_neither_its_ttl_nor_the_link(watch):
    for second in range(0, 700, 5):
        watch.beat(BEAT, second * 1000)
    assert watch.showing(600_000) == STATE
    assert watch.showing(600_001) is None
    watch.take({**STATE, "rev": 6}, False, 690_000)
    assert watch.showing(695_000) is not None
    watch.lose()
    assert watch.showing(695_000) is None


def test_after_a_lost_link_a_state_counts_only_when_it_is_told_again(watch):
    watch.showing(0)
    watch.lose()
    watch.beat(BEAT, 100)
    assert watch.showing(100) is None
    watch.take({**STATE, "rev": 4}, True, 200)
    assert watch.showing(200) is None, "older than what was shown"
    watch.take(STATE, True, 300)
    assert watch.showing(300) == STATE


def test_the_first_state_of_a_new_server_may_come_before_its_heartbeat(watch):
    new = {**STATE, "ep": 13, "rev": 1, "number": 1013}
    watch.take(new, False, 100)
    assert watch.showing(100) == STATE
    watch.beat({**BEAT, "ep": 13}, 200)
    assert watch.showing(200) == new
    watch.beat(BEAT, 300)
    assert watch.showing(300) == new, "a late heartbeat of the old server is ignored"


def test_a_heartbeat_from_next_year_is_forgotten_when_it_falls_silent(watch):
    watch.beat({**BEAT, "ep": 9_000_000}, 100)
    assert watch.showing(5000) is None
    watch.beat(BEAT, 15_200)
    assert watch.showing(15_200) == STATE


def test_many_epochs_do_not_fill_the_memory(watch):
    for ep in range(100, 200):
        watch.take({**STATE, "ep": ep}, False, 0)
    assert watch.showing(0) == STATE
    assert len(watch._kept) == 3


def test_an_answer_that_does_not_come_is_shown_like_a_refusal(watch):
    watch.ask("p-1", "next", 0)
    assert watch.glow(3000) == "busy"
    assert watch.glow(3001) == "refused"
    assert watch.glow(4300) == "busy"


TEXT = st.text("aé0{", max_size=5)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
KEYS = ["ep", "rev", "ms", "state", "number", "ttl_s", "age_ms", "waiting", "call", "id", "ok"]


@given(st.dictionaries(st.sampled_from(KEYS), ANYTHING))
def test_no_document_breaks_the_rules(loaded, told):
    watch = loaded("rules").Watch()
    watch.beat(BEAT, 0)
    for take in (
        lambda: watch.beat(told, 1),
        lambda: watch.take({**STATE, **told}, False, 1),
        lambda: watch.answer(told, 1),
    ):
        try:
            take()
        except ValueError:
            continue
    shown = watch.showing(1)
    cells, bright = loaded("segments").picture(shown, watch.call_age_ms(1), 7, 4)
    assert len(cells) == 4 and 0 <= bright <= 7
    assert watch.glow(1) in ("offline", "refused", "busy", "dark", "armed", "waiting", "free")


@pytest.mark.parametrize(
    ("state", "cells"),
    [
        (None, " -- "),
        (STATE, "1012"),
        ({**STATE, "number": 7}, "   7"),
        ({**STATE, "number": 12345}, "----"),
        ({**STATE, "state": "idle"}, "-7- "),
        ({**STATE, "state": "paused"}, "nghi"),
        ({**STATE, "state": "closed"}, "dong"),
    ],
)
def test_what_seven_segments_show(firmware, state, cells):
    assert firmware("segments").picture(state, 0, 7, 4)[0].strip() == cells.strip()


def test_a_fresh_call_blinks_at_most_three_times_a_second_and_then_stands(firmware):
    picture = firmware("segments").picture
    bright = [picture(STATE, ms, 7, 4)[1] for ms in range(0, 40_000, 10)]
    flashes = [at for at, (a, b) in enumerate(pairwise(bright)) if a < b]
    assert 15 < len(flashes) <= 20
    assert min(b - a for a, b in pairwise(flashes)) * 10 >= 334
    assert set(bright[2000:]) == {7}


def test_every_glow_has_its_own_rhythm_and_flashes_slowly_or_small(firmware):
    lamp = firmware("lamp")
    rhythms = {
        glow: "".join(str(int(lamp.is_lit(glow, ms))) for ms in range(0, 6000, 10))
        for glow in ("offline", "refused", "busy", "waiting", "free", "armed", "dark")
    }
    assert len(set(rhythms.values())) == len(rhythms)


def test_a_coloured_light_has_the_colours_of_the_box(firmware):
    lamp = firmware("lamp")
    pins = [SimpleNamespace(value=lambda level, n=n: seen.__setitem__(n, level)) for n in range(3)]
    seen = [0, 0, 0]
    made = lamp.PinLamp(pins)
    colours = []
    for glow in ("busy", "waiting", "offline", "dark"):
        made.show(glow, 0)
        colours.append(tuple(seen))
    assert colours == [(0, 1, 0), (1, 1, 0), (1, 0, 0), (0, 0, 0)]
