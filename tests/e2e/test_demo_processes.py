"""A demo's processes: what was killed comes back as it was, and what it said before is not news."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from server.demo.keeper import Keeper
from server.demo.processes import Processes
from server.errors import DemoFailed


@pytest.fixture
def processes(tmp_path: Path):
    """Processes that are ended after the test."""
    made = Processes(tmp_path / "logs")
    yield made
    made.stop()


def test_a_process_that_ended_is_started_again_as_it_was(processes, tmp_path, wait_until) -> None:
    processes.start("zen", "this", [], {})
    assert "Zen" in processes.wait_for("zen", "Zen", 20)
    wait_until(lambda: processes.has_fallen("zen"), "it to end")
    processes.again("zen")
    assert "Zen" in processes.wait_for("zen", "Zen", 20)
    assert (tmp_path / "logs" / "zen.log").read_text().count("The Zen of Python") == 2


def test_what_it_said_before_is_not_taken_for_its_being_back(processes, wait_until) -> None:
    processes.start("count", "json.tool", ["--help"], {})
    processes.wait_for("count", "usage", 20)
    wait_until(lambda: processes.has_fallen("count"), "it to end")
    processes.start("count", "platform", [], {})
    with pytest.raises(DemoFailed, match="count did not start"):
        processes.wait_for("count", "usage", 20)


@pytest.fixture
def hall():
    """A keeper of a broker and a board, with a clock, and what it says."""
    made = SimpleNamespace(now_s=0.0, said=[], gone=set(), started=[])
    made.keeper = Keeper(lambda: made.now_s, made.said.append)

    def keep(name, away_s):
        def start():
            made.started.append(name)
            made.gone.discard(name)

        made.keeper.keep(name, away_s, lambda: name in made.gone, start)

    def look(now_s):
        made.now_s = now_s
        made.keeper.look()
        return made.started

    keep("broker", 3.0)
    keep("board", 10.0)
    made.look = look
    return made


def test_what_was_killed_is_told_once_and_comes_back_after_its_pause(hall) -> None:
    assert hall.look(0.0) == []
    hall.gone = {"broker", "board"}
    assert [list(hall.look(now_s)) for now_s in (1.0, 3.9, 4.0)] == [[], [], ["broker"]]
    assert hall.look(11.0) == ["broker", "board"], "one that is away keeps no other from its turn"
    assert hall.said == [
        "broker is away; it comes back in 3 s.",
        "board is away; it comes back in 10 s.",
        "broker is back.",
        "board is back.",
    ]
    hall.gone = {"broker"}
    hall.look(60.0)
    assert hall.look(63.0) == ["broker", "board", "broker"], "as often as it is killed"


def test_what_ends_as_soon_as_it_is_back_is_not_started_for_ever(hall) -> None:
    hall.gone = {"board"}
    hall.look(0.0)
    hall.look(10.0)
    hall.gone = {"board"}
    with pytest.raises(DemoFailed, match="board ended by itself"):
        hall.look(12.0)
