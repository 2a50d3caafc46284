"""A machine that is none: a folder, and stand-ins for what would change a real one."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
Run = Callable[..., subprocess.CompletedProcess[str]]

# Stand-ins for what changes a machine: each notes its call, and remembers what it was asked for.
STAND_INS = {
    "dpkg-query": '[ -e "$STATE/package-$3" ] && printf installed',
    "apt-get": 'for last; do :; done; [ "$1" = update ] || : >"$STATE/package-$last"',
    "getent": '[ "$1" = group ] || [ -e "$STATE/user" ]',
    "useradd": ': >"$STATE/user"',
    "usermod": 'echo "$3" >>"$STATE/groups"',
    "id": '[ "$1" = -nG ] && cat "$STATE/groups" || echo 0',
    "chown": ":",
    "systemctl": 'for last; do :; done; case $1 in enable) : >"$STATE/on-$last" ;;'
    ' is-enabled) [ -e "$STATE/on-$last" ] ;; esac',
    "udevadm": ":",
    "python3": '[ "$2" != venv ] || { mkdir -p "$4/bin"; cp "$0" "$4/bin/python"; }',
}


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder in the place of a machine, with stand-ins on its PATH."""
    for name in ("bin", "state", "root"):
        (tmp_path / name).mkdir()
    (tmp_path / "state/calls").touch()
    (tmp_path / "state/groups").touch()
    for name, body in STAND_INS.items():
        path = tmp_path / "bin" / name
        path.write_text(f'#!/bin/sh\necho "{name} $*" >>"$STATE/calls"\n{body}\n', "utf-8")
        path.chmod(0o755)
    return tmp_path


@pytest.fixture
def provision(machine: Path) -> Run:
    """Runs the script on that machine."""
    env = {
        "PATH": f"{machine}/bin:{os.environ['PATH']}",
        "DESTDIR": str(machine / "root"),
        "STATE": str(machine / "state"),
    }

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        (machine / "state/calls").write_text("")
        return subprocess.run(
            [str(ROOT / "firmware_scripts/provision.sh"), *arguments],
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture
def calls(machine: Path) -> Callable[[], set[str]]:
    """The stand-ins that the last run called."""

    def read() -> set[str]:
        return {line.split()[0] for line in (machine / "state/calls").read_text().splitlines()}

    return read
