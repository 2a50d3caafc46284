"""A demo's processes: what was killed comes back as it was, and what it said before is not news."""

from __future__ import annotations

from pathlib import Path

import pytest

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
    wait_until(lambda: processes.fallen() == "zen", "it to end")
    processes.again("zen")
    assert "Zen" in processes.wait_for("zen", "Zen", 20)
    assert (tmp_path / "logs" / "zen.log").read_text().count("The Zen of Python") == 2


def test_what_it_said_before_is_not_taken_for_its_being_back(processes, wait_until) -> None:
    processes.start("count", "json.tool", ["--help"], {})
    processes.wait_for("count", "usage", 20)
    wait_until(lambda: processes.fallen() == "count", "it to end")
    processes.start("count", "platform", [], {})
    with pytest.raises(DemoFailed, match="count did not start"):
        processes.wait_for("count", "usage", 20)
