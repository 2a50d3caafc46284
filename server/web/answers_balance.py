"""What the interface answers about the balance of the hall."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from broker.messages import Bilingual, Wait


class ZoneLoad(BaseModel):
    """The work that waits in a zone, and its counters."""

    zone: str
    name: Bilingual
    waiting: int
    work_s: int
    open: int
    total: int
    clear_s: int | None


class LongestWait(BaseModel):
    """Who waits longest in a group, and why they were not called yet."""

    number: int
    why: Bilingual


class GroupLoad(BaseModel):
    """The work that waits in a group, and the open counters that may take it."""

    group: str
    name: Bilingual
    zone: str
    waiting: int
    longest_s: int
    longest: LongestWait | None
    work_s: int
    open: list[int]
    able: list[int]
    clear_s: int
    wait: Wait | None
    target_s: int


class IdleCounter(BaseModel):
    """A counter that has nobody while people wait."""

    counter: int
    own: bool


class Waits(BaseModel):
    """Waits of those who wait now, from issue to call."""

    longest_s: int
    mean_s: int
    stranded: int


class Suggested(BaseModel):
    """A change with its expected effect; ``apply`` is the call that makes it."""

    kind: str
    counter: int
    group: str | None
    vi: str
    en: str
    before: Waits
    after: Waits
    rescued: int
    gain_low_s: int | None
    gain_high_s: int | None
    cross: bool
    apply: dict[str, Any]


class Balance(BaseModel):
    """Load against open capacity, and what would help."""

    ep: int
    rev: int
    now: str
    zones: list[ZoneLoad]
    groups: list[GroupLoad]
    idle: list[IdleCounter]
    suggestions: list[Suggested]
