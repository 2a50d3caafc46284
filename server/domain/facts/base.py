"""What every fact is, and when it happened."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)


def to_ms(at: datetime) -> int:
    """Aware time as epoch milliseconds, rounded down."""
    return (at - _EPOCH) // _MS


def from_ms(ms: int) -> datetime:
    """Epoch milliseconds as aware UTC."""
    return _EPOCH + ms * _MS


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened."""

    KIND: ClassVar[str] = ""

    def data(self) -> dict[str, Any]:
        """The fields as plain JSON values."""
        return {f.name: getattr(self, f.name) for f in fields(self)}


@dataclass(frozen=True, slots=True)
class Recorded:
    """A fact with its place: ``seq`` in the journal, ``step`` = seq of its command's first fact."""

    seq: int
    at: datetime
    by: str
    step: int
    fact: Fact
