"""Pictures and films of the boards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from server.domain.facts.base import Fact


@dataclass(frozen=True, slots=True)
class MediaAdded(Fact):
    """A picture or film (``media`` is its id, ``name`` its file's) may be shown on boards."""

    KIND: ClassVar[str] = "media_added"
    media: str
    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class MediaChanged(Fact):
    """Where, how long, and on which days it is shown was changed."""

    KIND: ClassVar[str] = "media_changed"
    media: str


@dataclass(frozen=True, slots=True)
class MediaRemoved(Fact):
    """It is shown no more."""

    KIND: ClassVar[str] = "media_removed"
    media: str
    name: str
