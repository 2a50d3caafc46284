"""``kill -9`` at any moment takes nothing back that was acknowledged (invariants 1, 2, 4, 5)."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from server.ledger import Actor

HALL = Path(__file__).with_name("busy_hall.py")
ROUNDS = 6
MOST_ANSWERS = 120


@pytest.fixture
def work_and_kill(founded: Path) -> Any:
    """Runs a busy hall, kills it after so many answers; returns all that it had told."""

    def run(name: str, answers: int) -> list[dict[str, Any]]:
        command = [sys.executable, "-P", str(HALL), str(founded), name]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as hall:
            assert hall.stdout is not None
            told = [hall.stdout.readline() for _ in range(answers)]
            hall.kill()
            told += hall.stdout.readlines()
        assert hall.returncode == -9, "it ended by itself"
        return [json.loads(line) for line in told]

    return run


def test_nothing_acknowledged_is_lost_and_no_number_comes_twice(
    founded, work_and_kill, open_desk, sound
):
    dice, told = random.Random(), []
    for round_ in range(ROUNDS):
        told += work_and_kill(f"k{round_}", dice.randint(1, MOST_ANSWERS))
    tickets = [answer for answer in told if "key" in answer]
    assert len({answer["number"] for answer in tickets}) == len(tickets) > ROUNDS
    sound(founded, {answer["id"]: answer["number"] for answer in told})
    with open_desk(founded) as desk:
        for answer in tickets[-50:]:
            again = ask_again(desk, answer)
            assert (again["id"], again["number"]) == (answer["id"], answer["number"])


def ask_again(desk: Any, answer: dict[str, Any]) -> dict[str, Any]:
    """The same touch, sent once more after the crash."""
    fifth = int(answer["key"].rsplit("-", 1)[1]) % 5 == 0
    by = Actor("device", answer["by"])
    return desk.issue(by, answer["key"], group="a", priority=fifth)
