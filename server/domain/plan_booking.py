"""What a plan says of appointments: the table ``[booking]`` and how it is read and told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

TABLE = "booking"
Late = Literal["walk-in", "refuse"]


@dataclass(frozen=True, slots=True)
class BookingRules:
    """How appointments are made and kept; off unless a plan says otherwise.

    A slot begins every ``slot_s`` of a session, from ``notice_s`` ahead until ``days_ahead`` days
    after today. Check-in is from ``early_s`` before it until ``late_s`` after; whoever comes later
    is a ``late`` "walk-in", or is refused. One address may hold ``per_client_day`` appointments
    that it made today.
    """

    enabled: bool = False
    slot_s: int = 900
    days_ahead: int = 6
    notice_s: int = 3600
    early_s: int = 1200
    late_s: int = 900
    late: Late = "walk-in"
    per_client_day: int = 2


OFF = BookingRules()


def optional(
    whole: Callable[..., Any], yes_no: Callable[..., Any], one_of: Callable[..., Any]
) -> dict[str, Any]:
    """The rules for each key, made of those of ``plan_check``."""
    return {
        "enabled": yes_no,
        "slot_s": whole(60, 14_400),
        "days_ahead": whole(0, 60),
        "notice_s": whole(0, 86_400),
        "early_s": whole(0, 14_400),
        "late_s": whole(0, 14_400),
        "late": one_of("walk-in", "refuse"),
        "per_client_day": whole(1, 1000),
    }


def parse(rows: Sequence[Mapping[str, Any]]) -> BookingRules:
    """The rules that the table gives; no table is no booking."""
    return BookingRules(**rows[0]) if rows else OFF


def told(rules: BookingRules) -> dict[str, Any]:
    """The table as part of a plan's document; nothing while it is as by default."""
    return {} if rules == OFF else {TABLE: asdict(rules)}
