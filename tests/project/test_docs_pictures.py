"""Pictures of the documents: none is missing, none is left over, and together they stay small."""

from __future__ import annotations

import re
from pathlib import Path

MOST_BYTES = 1_500_000
SHOWN = re.compile(r"!\[[^\]]*\]\(([^)\s]+\.(?:png|svg))\)")


def shown(root: Path) -> set[Path]:
    """Every picture that a document of ours shows."""
    pages = [root / "README.md", *(root / "docs").rglob("*.md")]
    return {
        (page.parent / path).resolve()
        for page in pages
        for path in SHOWN.findall(page.read_text(encoding="utf-8"))
        if "//" not in path
    }


def test_every_picture_that_is_shown_exists(root: Path) -> None:
    assert [path for path in shown(root) if not path.is_file()] == []


def test_every_picture_is_shown_somewhere(root: Path) -> None:
    kept = {path.resolve() for path in (root / "docs" / "images").rglob("*.png")}
    assert kept - shown(root) == set()


def test_pictures_of_kiosk_and_phone_stay_small(root: Path) -> None:
    folders = [root / "docs" / "images" / name for name in ("kiosk", "phone")]
    kept = [path.stat().st_size for folder in folders for path in folder.glob("*.png")]
    assert len(kept) > 50
    assert sum(kept) < MOST_BYTES
