"""The rows of a plan: one small class for each table, immutable. Seconds of a day are local."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from server.domain import plan_counter

AtClose = Literal["carry", "finish"]
PolicyName = Literal["call-mark", "look-ahead"]
Opening = Literal["arrival", "draw"]
Need = Literal["submit", "collect", "help", "post"]
EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)
"""Weekdays as in ISO 8601: Monday is 1."""
TARGET_WAIT_S = 900
"""Decision 468/QĐ-TTg asks for an average wait of at most 15 minutes."""


@dataclass(frozen=True, slots=True)
class Centre:
    """One building. Credits and delays are those of the call mark.

    ``weekdays`` are those on which it opens; more than ``bulk_over`` dossiers go to a group's bulk
    lane; ``stop_when_full`` refuses whom the day's last close would send home; ``phone_numbers``: a
    kiosk without paper may offer a number that is kept on a phone; ``readmit_s`` is how long after
    a missed call the guidance desk takes a ticket back with its mark; nobody is a no-show
    before ``no_show_calls`` calls and ``no_show_after_s`` after the first. ``outcomes``
    and reasons are what a console offers, codes or words.
    """

    id: str
    name_vi: str
    name_en: str
    timezone: str
    target_wait_s: int = TARGET_WAIT_S
    priority_credit_s: int = 1800
    appointment_credit_s: int = 1200
    help_delay_s: int = 180
    no_show_s: int = 60
    walk_s: int = 30
    at_close: AtClose = "carry"
    issue_early_s: int = 900
    policy: PolicyName = "call-mark"
    arm_s: int = 4
    lease_numbers: int | None = None
    weekdays: tuple[int, ...] = EVERY_DAY
    bulk_over: int = 5
    stop_when_full: bool = False
    opening: Opening = "arrival"
    phone_numbers: bool = True
    readmit_s: int = 1800
    no_show_calls: int = 1
    no_show_after_s: int = 0
    outcomes: tuple[str, ...] = plan_counter.OUTCOMES
    pause_reasons: tuple[str, ...] = plan_counter.PAUSE_REASONS
    park_reasons: tuple[str, ...] = plan_counter.PARK_REASONS


@dataclass(frozen=True, slots=True)
class Session:
    """An opening interval, in seconds after local midnight."""

    name: str
    opens_s: int
    closes_s: int
    last_ticket_s: int


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day (ISO 8601) on which only the named ``sessions`` are held, or none."""

    date: str
    name_vi: str
    name_en: str
    sessions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """A band of numbers, first to last inclusive, restarted daily.

    The first ``opening_block`` of them are drawn before the day's first opening.
    """

    id: str
    first: int
    last: int
    opening_block: int | None = None


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the hall with its own board. What is not None holds instead of the centre's."""

    id: str
    name_vi: str
    name_en: str
    priority_credit_s: int | None = None
    appointment_credit_s: int | None = None
    help_delay_s: int | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What makes the marks of a group, in seconds: its zone's values, or the centre's."""

    priority_credit_s: int
    appointment_credit_s: int
    help_delay_s: int


@dataclass(frozen=True, slots=True)
class Department:
    """Who seconds officers."""

    id: str
    name_vi: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Group:
    """What a ticket is for. ``share`` and service times serve forecasts and rehearsals.

    ``bulk`` is the group that takes many dossiers; after ``last_ticket_s`` of the day there are no
    more numbers.
    """

    code: str
    name_vi: str
    name_en: str
    department: str
    zone: str
    series: str
    target_wait_s: int
    daily_cap: int | None = None
    mean_service_s: int = 600
    cv: float = 0.7
    share: float = 0.0
    short_vi: str = ""
    short_en: str = ""
    slot_capacity: int | None = None
    need: Need = "submit"
    bulk: str | None = None
    last_ticket_s: int | None = None


@dataclass(frozen=True, slots=True)
class CounterPlan:
    """A counter: the groups that it serves as its own, and those that it helps."""

    number: int
    zone: str
    department: str
    groups: tuple[str, ...]
    help: tuple[str, ...] = ()
