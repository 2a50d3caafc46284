"""A picture of the committed hall, for everybody who reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from server.domain.facts import Recorded
from server.domain.hall import Hall


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The hall as committed; ``(ep, rev)`` orders snapshots over restarts."""

    hall: Hall
    ep: int
    rev: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Committed:
    """What one commit added, and the hall after it."""

    facts: Sequence[Recorded]
    snapshot: Snapshot
