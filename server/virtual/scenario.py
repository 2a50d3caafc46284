"""What kind of days a centre has: how many come, when, as what, and how officers work."""

from __future__ import annotations

from dataclasses import dataclass

HALF_HOUR_S = 1800


@dataclass(frozen=True, slots=True)
class Scenario:
    """Assumptions for synthetic days. Shares are 0 to 1, times in seconds.

    ``per_day`` is the mean number of citizens. ``profile`` maps the start of a half-hour (seconds
    after midnight) to its weight; without one, each session has a busy first third. ``day_cv`` is
    how much a group's demand differs from day to day, ``officer_cv`` how much the speed of
    officers does. After a share ``pause`` of services the counter rests ``pause_s`` (from, to).
    """

    per_day: float
    profile: dict[int, float] | None = None
    priority: float = 0.10
    appointment: float = 0.15
    no_show: float = 0.08
    day_cv: float = 0.25
    slot_s: int = 900
    early_s: tuple[float, float] = (360.0, 360.0)
    officer_cv: float = 0.0
    pause: float = 0.0
    pause_s: tuple[float, float] = (300.0, 720.0)


HAIPHONG_PROFILE = {
    27_000 + i * HALF_HOUR_S: weight
    for i, weight in enumerate((0.13, 0.12, 0.11, 0.10, 0.08, 0.06, 0.04, 0.02))
} | {
    46_800 + i * HALF_HOUR_S: weight
    for i, weight in enumerate((0.05, 0.09, 0.08, 0.06, 0.04, 0.02))
}
"""Share of arrivals by half-hour; an assumption, to be replaced by the centre's own figures."""
