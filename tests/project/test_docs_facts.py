"""docs/facts.md against the journal's facts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from typing import Any

from server.domain.facts import KINDS


def test_every_fact_is_told_with_its_fields(tables: Callable[[str], dict[str, Any]]) -> None:
    rows = [row for rows in tables("docs/facts.md").values() for row in rows]
    told = {row[0].strip("`"): re.findall(r"`(\w+)`", row[1]) for row in rows}
    assert told == {kind: [field.name for field in fields(fact)] for kind, fact in KINDS.items()}


def test_every_fact_has_a_meaning(tables: Callable[[str], dict[str, Any]]) -> None:
    rows = [row for rows in tables("docs/facts.md").values() for row in rows]
    assert [row[0] for row in rows if not row[2]] == []
