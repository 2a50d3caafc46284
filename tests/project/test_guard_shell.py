"""Shell scripts: POSIX, clean, and the continuous check is the command of the README."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = [
    ROOT / "run",
    ROOT / ".ci/run",
    *sorted((ROOT / "firmware_scripts").rglob("*.sh")),
]
each = pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)


@each
def test_a_script_is_clean_posix_shell(script: Path) -> None:
    assert script.read_text(encoding="utf-8").startswith("#!/bin/sh\n")
    told = subprocess.run(
        [
            "shellcheck",
            "--shell=sh",
            "--enable=all",
            "--exclude=SC2310,SC2311,SC2312,SC2250",
            str(script),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stdout + told.stderr) == (0, "")


@each
def test_a_script_may_be_run(script: Path) -> None:
    assert script.stat().st_mode & 0o111 == 0o111


def test_the_continuous_check_is_the_command_of_the_readme(tmp_path: Path) -> None:
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/run", tmp_path / ".ci/run")
    run = tmp_path / "run"
    run.write_text('#!/bin/sh\nprintf "./run %s" "$*"\n', encoding="utf-8")
    run.chmod(0o755)
    called = subprocess.run([str(tmp_path / ".ci/run")], capture_output=True, text=True, check=True)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert called.stdout == "./run test"
    assert called.stdout in readme
