"""Calls to a board and a loudspeaker whose cable is pulled: none is missed, none is read twice."""

from __future__ import annotations

from pathlib import Path

import pytest

BENCHES = Path(__file__).parents[1] / "bench"


def test_no_call_is_missed_by_a_connected_board_and_none_is_read_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(BENCHES)
    import calls_bench

    with calls_bench.storm(tmp_path, seed=7) as storm:
        calls_bench.run(storm, 300, 3)
        assert storm.missed == []
        assert len(storm.waited_s) > 100, "the board was hardly ever connected"
        assert [text for text, count in storm.mouth.said.items() if count > 1] == []
        assert len(storm.mouth.said) > 100
