"""Kiosks that are alone, killed again and again: the small version of ``./run bench alone``."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).parents[1] / "bench"
LONGEST_S = 580


def test_a_day_alone_over_kills_loses_no_ticket_and_gives_none_twice() -> None:
    command = [sys.executable, str(BENCH), "alone", "--tickets", "120", "--kills", "4", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST_S, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    wrong = ("duplicates", "lost", "out_of_order", "wrong_times")
    assert {name: found[name] for name in wrong} == dict.fromkeys(wrong, 0)
    assert found["tickets"] == 120
    assert found["notice_s"] < 1.5
