"""docs/plan.md against the keys that a plan may have."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from server.domain.plan_check import OPTIONAL, TABLES


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_key_of_a_plan_is_told_and_whether_it_may_be_left_out(
    tables: Callable[[str], dict[str, Any]], table: str
) -> None:
    needed: set[str] = set()
    optional: set[str] = set()
    for keys, meaning, left_out in tables("docs/plan.md")[table]:
        assert meaning
        (needed if left_out == "needed" else optional).update(re.findall(r"`(\w+)`", keys))
    assert needed == set(TABLES[table])
    assert optional == set(OPTIONAL.get(table, {}))
