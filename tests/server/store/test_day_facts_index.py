"""The days of a journal are found by its index: years of facts are not read for them."""

from __future__ import annotations

from typing import Any

from server.store import day_facts


def test_days_and_plans_are_looked_up_in_the_index(centre: Any) -> None:
    with centre.store.read() as db:
        for asked, given in ((day_facts._DAYS, ()), (day_facts._PLAN, (5,))):
            plan = db.execute(f"explain query plan {asked}", given).fetchall()
            assert any("journal_days" in row[3] for row in plan), [row[3] for row in plan]
