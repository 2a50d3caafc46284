"""A bench that no longer runs measures nothing: the quick ones run here, on little."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

BENCHES = Path(__file__).parent.parent / "bench"


def test_the_search_of_procedures_can_be_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(BENCHES)
    import procedures_bench

    monkeypatch.setattr(procedures_bench, "COUNT", 60)
    told = procedures_bench.main()
    assert told.count("| search among 60,") == 2


def test_percentiles_of_many_legs_can_be_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(BENCHES)
    import history_big

    rows = list(history_big.rows(2_000))
    assert rows[0].work.startswith("2,000 legs written")
    assert not [row.measured for row in rows if "DIFFERENT" in row.measured]


def test_a_year_of_a_centre_can_be_made_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(BENCHES)
    import centre_year

    from server.demo.run import demo_plan
    from server.founding import create

    plan = demo_plan()
    create(tmp_path / "data", plan)
    made = centre_year.fill(tmp_path / "data", plan, 3, 50, date(2026, 11, 24))
    assert (made.days, made.tickets) == (3, 65 + 55 + 48)
