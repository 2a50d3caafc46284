"""Every reason that a change cannot be made has its Vietnamese sentence."""

from __future__ import annotations

from typing import Any

import pytest

from server.errors import WhatIfRefused
from server.trialwords import astray, in_vietnamese
from server.virtual.what_if import alter, read

ENGLISH = (" is ", " no ", "use ", "choose", "write", "would", "or ")


@pytest.mark.parametrize(
    "line",
    [
        *("close five", "counter 1 zone=2", "target_wait_s=5", "walk_s=-5", "policy=best"),
        *("close 9", "skill 1 x", "counter 8 help=", "more nope", "close 1 11:30-08:30"),
    ],
)
def test_a_refused_change_is_told_in_vietnamese(small_plan: Any, line: str) -> None:
    with pytest.raises(WhatIfRefused) as refused:
        alter(small_plan, "call-mark", [read(line)])
    said = in_vietnamese(str(refused.value))
    assert line in said
    assert not [word for word in ENGLISH if word in said], said


def test_what_nobody_translated_stays_as_it_is() -> None:
    assert in_vietnamese("a new reason") == "a new reason"


def test_a_counter_that_a_change_makes_may_be_named() -> None:
    assert (
        astray(["counter 31 groups=a", "close 31 08:00-09:00", "more ca", "lunch=rota"], {1})
        is None
    )
    assert astray(["close 1", "open 31"], {1}) == "open 31"
