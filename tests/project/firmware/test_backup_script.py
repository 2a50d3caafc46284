"""The evening's backup: a real copy by the real program, and only the newest are kept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from server.cli import main
from server.store.store import FILE, verify

ROOT = Path(__file__).parents[3]


@pytest.fixture
def centre(tmp_path: Path) -> Path:
    """A centre, and a folder for its copies."""
    plan = ROOT / "server/plans/haiphong/plan.toml"
    assert main(["init", "--plan", str(plan), "--data", str(tmp_path / "centre")]) == 0
    (tmp_path / "copies").mkdir()
    return tmp_path


def _run(centre: Path, keep: int) -> subprocess.CompletedProcess[str]:
    env = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "CENTRE_FOLDER": str(centre / "centre"),
        "BACKUP_FOLDER": str(centre / "copies"),
        "BACKUP_KEEP": str(keep),
    }
    script = ROOT / "firmware_scripts/backup.sh"
    return subprocess.run([str(script)], env=env, capture_output=True, text=True, check=False)


def _old(centre: Path, day: int) -> Path:
    path = centre / "copies" / f"luot-2020-01-{day:02d}-190000.db"
    path.write_text("old", encoding="utf-8")
    return path


def test_a_copy_is_made_that_can_be_brought_back(centre: Path) -> None:
    assert _run(centre, keep=30).returncode == 0
    (copy,) = (centre / "copies").iterdir()
    verify(copy)


def test_only_the_newest_copies_are_kept(centre: Path) -> None:
    old = [_old(centre, day) for day in (1, 2, 3)]
    other = centre / "copies" / "before-the-move.db"
    other.touch()
    assert _run(centre, keep=2).returncode == 0
    assert [path.exists() for path in old] == [False, False, True]
    assert other.exists()
    assert len(list((centre / "copies").iterdir())) == 3


def test_nothing_is_thrown_away_when_the_copy_fails(centre: Path) -> None:
    old = [_old(centre, day) for day in (1, 2, 3)]
    (centre / "centre" / FILE).write_text("broken", encoding="utf-8")
    assert _run(centre, keep=1).returncode == 1
    assert all(path.exists() for path in old)
