"""``luot demo``: two halls beside each other, and nothing left of them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest


def begun(data: Path, port: int) -> subprocess.Popen[str]:
    """A demo without people, in a session of its own so that its children can be told."""
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "server", "demo", "--no-citizens"),
            *("--data", str(data), "--port", str(port)),
        ],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def described(data: Path, wait_until: Any) -> dict[str, Any]:
    """Its ``demo.json``, once the kiosks are in it."""

    def read() -> dict[str, Any] | None:
        path = data / "demo.json"
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        found = json.loads(text) if text.endswith("}") else {}
        return found if found.get("kiosks") else None

    found: dict[str, Any] = wait_until(read, "demo.json", 60)
    return found


def ended(child: subprocess.Popen[str]) -> int:
    """Ctrl-C, and how it ended."""
    child.send_signal(signal.SIGINT)
    child.communicate(timeout=40)
    return child.returncode


def naming(text: str) -> list[str]:
    """Processes that have ``text`` in their command line."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and int(folder.name) != os.getpid():
            try:
                line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if text in line:
                found.append(line)
    return found


@pytest.mark.slow
def test_two_demos_run_beside_each_other_and_leave_no_process(tmp_path, wait_until) -> None:
    first = begun(tmp_path / "one", 18080)
    one = described(tmp_path / "one", wait_until)
    second = begun(tmp_path / "two", int(one["server"].rsplit(":", 1)[1]))
    try:
        two = described(tmp_path / "two", wait_until)
        assert one["server"] != two["server"]
        for demo in (one, two):
            with urllib.request.urlopen(demo["server"] + "/readyz") as answer:
                assert answer.status == 200
            assert {k["id"] for k in demo["kiosks"]} == {"kiosk-1", "kiosk-2"}
            assert len(demo["officers"]) == 30
    finally:
        assert (ended(first), ended(second)) == (0, 0)
    wait_until(lambda: not naming(str(tmp_path)), "every process to be gone")
