"""``luot backup`` and ``luot restore``: a whole copy of a centre, while it runs."""

from __future__ import annotations

import argparse
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from server.store.errors import BackupFailed, StoreExists, StoreMissing
from server.store.lock import CentreLock
from server.store.media import FOLDER
from server.store.store import FILE, skip_epochs, verify


def register(subparsers: Any) -> None:
    """Add both commands."""
    backup = subparsers.add_parser("backup", help="copy a centre, while it runs")
    backup.add_argument("dest", type=Path, help="file to write")
    backup.add_argument("--data", required=True, type=Path, help="folder of the centre")
    backup.set_defaults(run=run)
    restore = subparsers.add_parser("restore", help="bring a copy back")
    restore.add_argument("src", type=Path, help="file written by backup")
    restore.add_argument("--data", required=True, type=Path, help="empty folder for the centre")
    restore.set_defaults(run=run_restore)


def run(arguments: argparse.Namespace) -> int:
    """Write a compact, consistent copy; an existing file is not overwritten."""
    source = arguments.data / FILE
    verify(source)
    if arguments.dest.exists():
        raise StoreExists(f"{arguments.dest} exists: choose another name for the backup")
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as db:
        try:
            db.execute("vacuum into ?", (str(arguments.dest),))
        except sqlite3.OperationalError as error:
            raise BackupFailed(
                f"cannot write {arguments.dest} ({error}): check that its folder exists, may be "
                "written, and has room"
            ) from error
    verify(arguments.dest)
    _copy_media(arguments.data / FOLDER, beside(arguments.dest))
    print(f"Backed up to {arguments.dest} ({arguments.dest.stat().st_size} bytes, checked).")
    return 0


def run_restore(arguments: argparse.Namespace) -> int:
    """Put a checked copy into an empty folder, where no server runs."""
    if not arguments.src.exists():
        raise StoreMissing(f"no backup at {arguments.src}")
    verify(arguments.src)
    target = arguments.data / FILE
    arguments.data.mkdir(parents=True, exist_ok=True)
    with CentreLock(arguments.data):
        if target.exists():
            raise StoreExists(f"{target} exists: move it aside first, nothing was overwritten")
        shutil.copyfile(arguments.src, target)
        _copy_media(beside(arguments.src), arguments.data / FOLDER)
        skip_epochs(target)
    print(f"Restored to {target}.")
    return 0


def beside(backup: Path) -> Path:
    """The folder of the boards' pictures and films that belongs to a backup."""
    return backup.with_name(f"{backup.name}.{FOLDER}")


def _copy_media(source: Path, target: Path) -> None:
    """Files are named by what is in them: those that are there need no second copy."""
    if not source.is_dir():
        return
    target.mkdir(exist_ok=True)
    for file in source.iterdir():
        if file.suffix != ".part" and not (target / file.name).exists():
            shutil.copyfile(file, target / file.name)
