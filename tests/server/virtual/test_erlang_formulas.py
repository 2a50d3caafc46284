"""The formulas themselves, against what books and tables print."""

from __future__ import annotations

import math

import pytest

from server.virtual import erlang

ERLANG_B = [
    (10, 0.01, "4.461"),
    (20, 0.01, "12.03"),
    (30, 0.01, "20.34"),
    (10, 0.02, "5.084"),
    (30, 0.02, "21.93"),
]


@pytest.mark.parametrize(("counters", "blocked", "printed"), ERLANG_B)
def test_erlang_b_is_as_in_the_printed_tables(counters, blocked, printed):
    digits = len(printed.partition(".")[2])
    assert f"{erlang.erlang_b_load(counters, blocked):.{digits}f}" == printed


def test_erlang_c_is_as_in_the_textbook():
    assert f"{erlang.erlang_c(10, 6):.4f}" == "0.1013"
    assert erlang.mean_wait(1, 0.7, 600) == pytest.approx(0.7 * 600 / 0.3)


def test_counters_that_cannot_keep_up_are_said_so():
    assert erlang.erlang_c(3, 3.0) == 1.0
    assert math.isinf(erlang.mean_wait(3, 3.5, 600))
    assert erlang.share_within(3, 3.5, 600, 900) == 0.0
