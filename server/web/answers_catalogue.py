"""What the interface answers about the centre and its groups."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from broker.messages import Bilingual, Wait
from server.web.answers import ClosingWord

HallState = Literal["open", "before", "break", "closed"]


class Named(BaseModel):
    """An id with both names."""

    id: str
    name_vi: str
    name_en: str


class SessionTimes(BaseModel):
    """An opening interval of the day, local ``HH:MM``."""

    name: str
    opens: str
    closes: str
    last_ticket: str


class HolidayHours(BaseModel):
    """A day with other hours: the sessions that are held, or none."""

    date: str
    name_vi: str
    name_en: str
    sessions: list[SessionTimes]


class CounterPlace(BaseModel):
    """Where a counter is."""

    number: int
    zone: str
    department: str


class Centre(BaseModel):
    """The centre, whether it is open, and what it has."""

    id: str
    name_vi: str
    name_en: str
    timezone: str
    now: str
    hall: HallState
    reopens_at: str | None
    reason: Bilingual | None
    weekdays: list[int]
    today: list[SessionTimes]
    holidays: list[HolidayHours]
    bulk_over: int
    at_close: Literal["carry", "finish"]
    opening: Literal["arrival", "draw"]
    zones: list[Named]
    departments: list[Named]
    sessions: list[SessionTimes]
    counters: list[CounterPlace]


class Group(BaseModel):
    """What a ticket can be for, and its queue now."""

    code: str
    name_vi: str
    name_en: str
    department: str
    department_en: str
    zone: str
    open: bool
    reason: Bilingual | None
    waiting: int
    wait: Wait | None
    counters: list[int]
    need: Literal["submit", "collect", "help", "post"]
    left: int | None
    bulk: str | None
    closing: ClosingWord
    lunch: bool
    short: Bilingual
    closed_by_staff: bool
