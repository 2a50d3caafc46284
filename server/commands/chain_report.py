"""What ``luot doctor`` says about the chain over the journal."""

from __future__ import annotations

import argparse
import re
import sqlite3
from contextlib import closing
from pathlib import Path

from server.store import chain
from server.store.store import FILE

Seal = tuple[int, str]
"""The place of a row and its link, as ``doctor`` prints them and exports name them."""
_SEAL = re.compile(r"([1-9][0-9]{0,17}):([0-9a-f]{64})")


def seal(text: str) -> Seal:
    """``SEQ:LINK`` of the command line. Raises ArgumentTypeError."""
    found = _SEAL.fullmatch(text)
    if found is None:
        raise argparse.ArgumentTypeError("write it as doctor prints it: SEQ:LINK")
    return int(found[1]), found[2]


def whole(data: Path, expected: Seal | None) -> bool:
    """Print what the chain is like, and whether the link that was noted earlier is still in it."""
    with closing(sqlite3.connect(f"file:{data / FILE}?mode=ro", uri=True)) as db:
        db.execute("begin")
        found = chain.check(db)
        kept = expected is None or chain.at(db, expected[0]) == expected[1]
    if found.broken_seq is not None:
        print(
            f"chain: BROKEN at fact {found.broken_seq}: it was changed or removed outside of Lượt; "
            "keep this file, tell whoever is responsible for data protection, and compare it with "
            "the last backup"
        )
        return False
    if expected is not None and not kept:
        print(
            f"chain: DIFFERENT at fact {expected[0]} from the link that was noted: the journal was "
            "cut or made anew; keep this file and compare it with the last backup"
        )
        return False
    print(f"chain: whole; newest link {found.links}:{found.head}")
    return True
