"""The checklist of accessibility names tests and measurements that exist, and judges every line."""

from __future__ import annotations

import re
from pathlib import Path

VERDICTS = {"met", "part", "needs hardware", "not met"}
ROW = re.compile(r"^\| ([^|]+) \| (met|part|needs hardware|not met|[^|]*) \| ([^|]+) \|$", re.M)


def checklist(root: Path) -> str:
    """The document."""
    return (root / "docs" / "accessibility.md").read_text(encoding="utf-8")


def rows(text: str) -> list[tuple[str, str, str]]:
    """Line, verdict, and how it was checked."""
    found = [tuple(part.strip() for part in match.groups()) for match in ROW.finditer(text)]
    return [(line, verdict, how) for line, verdict, how in found if line not in {"line", "---"}]


def test_every_test_that_the_checklist_names_exists(root: Path) -> None:
    named = re.findall(r"`(tests/[\w/.]+)`", checklist(root))
    assert len(set(named)) > 10
    assert [path for path in named if not (root / path).is_file()] == []


def test_every_line_of_the_checklist_has_a_verdict_and_says_how_it_is_known(root: Path) -> None:
    judged = rows(checklist(root))
    assert len(judged) > 30
    assert {verdict for _, verdict, _ in judged} <= VERDICTS
    assert [line for line, _, how in judged if len(how) < 20] == []


def test_what_is_met_names_a_test(root: Path) -> None:
    met = [(line, how) for line, verdict, how in rows(checklist(root)) if verdict == "met"]
    assert [line for line, how in met if "`tests/" not in how] == []
