"""Two servers on one folder: the second is refused, and a killed one is followed at once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def serving(data: Path) -> subprocess.Popen[str]:
    """``luot serve`` on a free port."""
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "server", "serve", "--data", str(data), "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={name: text for name, text in os.environ.items() if not name.startswith("LUOT_")},
    )


@contextmanager
def served(data: Path) -> Iterator[subprocess.Popen[str]]:
    """A server that answers; killed at the end."""
    with serving(data) as server:
        try:
            assert server.stdout is not None
            assert server.stdout.readline().startswith("Serving ")
            yield server
        finally:
            server.kill()


def test_a_second_server_says_in_one_line_which_process_serves_and_a_killed_one_is_followed(
    founded: Path,
) -> None:
    with served(founded) as first:
        with serving(founded) as second:
            said = second.communicate(timeout=60)[1].splitlines()
        assert second.returncode == 1
        assert len(said) == 1 and f"process {first.pid}:" in said[0]
    assert first.returncode == -9
    with served(founded) as third:
        assert third.poll() is None
