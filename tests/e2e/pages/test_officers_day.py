"""An officer's commonest day in little: Next, Next, Next; and the journal says who was served."""

from __future__ import annotations

from pathlib import Path

import pytest

BENCHES = Path(__file__).parents[2] / "bench"
VISITS = 12


def test_one_key_a_citizen_calls_and_finishes_everybody_in_order(
    office, page_of, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(BENCHES)
    import officer_day

    n, page, ids = office.counter(), page_of(), {}

    def issue(i: int, priority: bool) -> dict:
        made = office.issue(n, priority=priority)
        ids[made["number"]] = made["id"]
        return made

    office.at_counter(page, n)
    day = officer_day.work(page, issue, VISITS, ahead=11)
    assert day.keys == VISITS + 1, "the last key sends the last citizen off"
    assert day.wanted != sorted(day.wanted), "somebody had priority"
    assert officer_day.in_order(office.data, n, [ids[number] for number in day.wanted])
    assert office.seen(page, n)["today"]["served"] == VISITS
