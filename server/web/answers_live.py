"""What the interface answers about the hall as it is now."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from server.web.answers_catalogue import HallState
from server.web.answers_incidents import Incident


class Live(BaseModel):
    """The whole hall as a manager sees it."""

    ep: int
    rev: int
    now: str
    hall: HallState
    reopens_at: str | None
    waiting: int
    issued: int
    served: int
    no_show: int
    left: int
    counters_open: int
    counters_total: int
    longest: dict[str, Any] | None
    wait: dict[str, int | None]
    within_target: float | None
    within_target_n: int
    target_s: int
    forecast: dict[str, Any]
    zones: list[dict[str, Any]]
    counters: list[dict[str, Any]]
    stranded: list[dict[str, Any]]
    halfhours: list[dict[str, Any]]
    sessions: list[dict[str, str]]
    line: list[dict[str, Any]]
    zone_lines: dict[str, list[int]]
    incidents: list[Incident]
    usual: dict[str, Any]
    ahead: dict[str, Any] | None
