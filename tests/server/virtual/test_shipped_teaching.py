"""What new centres start with is well-formed, and is what its maker makes."""

from __future__ import annotations

from itertools import pairwise

import pytest

from server.domain.learning_curves import BINS, LEVELS
from server.domain.shipped import SHIPPED
from server.domain.teaching import NAMES, Teaching
from server.virtual.shipping import as_module, ship


@pytest.fixture(scope="module")
def small():
    return ship([11], 1)


def _check(teaching: Teaching) -> None:
    curves = teaching.curves
    assert len(teaching.weights) == len(NAMES)
    assert all(weight >= 0 for weight in teaching.weights)
    assert len(curves.centres) == BINS
    assert list(curves.centres) == sorted(curves.centres)
    for row in (curves.mid, *curves.low, *curves.high):
        assert len(row) == BINS
        assert all(a <= b for a, b in pairwise(row))
    assert len(curves.low) == len(curves.high) == len(LEVELS)


def test_it_is_well_formed(small):
    _check(SHIPPED)
    _check(small)


def test_a_small_sample_teaches_nearly_the_same(small):
    for forward_s in (300.0, 900.0, 1_800.0):
        signals = (forward_s, forward_s, 0.0, 0.0)
        for told, again in zip(SHIPPED.range(signals), small.range(signals), strict=True):
            assert told == pytest.approx(again, rel=0.3, abs=90)


def test_what_is_written_is_what_was_learnt(small):
    space: dict[str, object] = {}
    exec(as_module(small), space)
    assert space["SHIPPED"] == small


def test_the_file_is_what_its_maker_writes():
    space: dict[str, object] = {}
    exec(as_module(SHIPPED), space)
    assert space["SHIPPED"] == SHIPPED
