"""The centre's own slip and texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from server.domain.facts.base import Fact


@dataclass(frozen=True, slots=True)
class SlipChanged(Fact):
    """Slips look otherwise from now on; ``restored`` is the older version that came back."""

    KIND: ClassVar[str] = "slip_changed"
    version: int
    restored: int | None = None


@dataclass(frozen=True, slots=True)
class TextsChanged(Fact):
    """The centre says some texts in its own words; ``restored`` as above."""

    KIND: ClassVar[str] = "texts_changed"
    version: int
    restored: int | None = None
