"""What the server tells the whole hall."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from broker.payloads.base import (
    Bilingual,
    Count,
    CounterNumber,
    Id,
    Message,
    Number,
    Version,
    Wait,
    Whole,
)
from broker.payloads.floor import Floor


class Heartbeat(Message):
    """The server lives: its epoch, its clock in epoch milliseconds, the centre's time zone.

    ``offset_s`` is what its local time is ahead of UTC now: a small chip knows no time zones.
    """

    ep: Count
    ms: Count
    tz: str
    offset_s: Whole | None = None


class CentreInfo(Message):
    """What every device may know of the centre; ``url`` is where citizens' phones find it.

    ``reason`` names the holiday on which other hours are kept; more than ``bulk_over`` dossiers go
    to a group's bulk lane; ``at_close`` is what a break does to numbers; with ``opening`` "draw"
    those that are given before the day's opening are drawn; ``booking``: appointments are made.
    ``machines`` are the kiosks that can print now; ``floor`` is the hall seen from above;
    ``phone_numbers``: a kiosk without paper may give a number that is kept on a phone.
    """

    v: Version
    ep: Count
    rev: Count
    name: Bilingual
    tz: str
    url: str
    zones: list[Id]
    hall: Literal["open", "before", "break", "closed"]
    reopens_at: str | None = None
    reason: Bilingual | None = None
    bulk_over: Count = 5
    at_close: Literal["carry", "finish"] = "carry"
    opening: Literal["arrival", "draw"] = "arrival"
    booking: bool = False
    machines: list[Id] = Field(default_factory=list)
    floor: Floor | None = None
    phone_numbers: bool = True


class CatalogueGroup(Message):
    """A group as a kiosk offers it, with its queue as it is now.

    ``left`` is what a daily cap still gives; ``bulk`` the group that takes many dossiers;
    ``closing`` whether a newcomer is called before the day's last close, ``lunch`` whether a break
    lies before that call; ``share`` is the group's part of all visitors.
    """

    code: Id
    name: Bilingual
    department: Bilingual
    counters: list[CounterNumber]
    open: bool
    reason: Bilingual | None
    waiting: Count
    wait: Wait | None
    need: Literal["submit", "collect", "help", "post"] | None = None
    left: Count | None = None
    bulk: Id | None = None
    closing: Literal["before", "unsure", "after"] | None = None
    lunch: bool = False
    short: Bilingual | None = None
    share: Annotated[float, Field(ge=0, le=1)] = 0.0


class Catalogue(Message):
    """All groups of one zone."""

    v: Version
    ep: Count
    rev: Count
    zone: Id
    name: Bilingual
    groups: list[CatalogueGroup]


class Call(Message):
    """One announcement of a ticket to a counter. An event: never retained, never spoken late.

    ``results``: a result is to be collected there, and loudspeakers say so.
    """

    v: Version
    id: Id
    ep: Count
    rev: Count
    kind: Literal["call", "recall", "cancel"]
    number: Number
    counter: CounterNumber
    priority: bool
    voice: Bilingual
    ttl_s: Count
    results: bool = False


class BoardRow(Message):
    """One ticket at a counter, as a board shows it; ``age_ms`` is the age of its last call."""

    number: Number
    counter: CounterNumber
    state: Literal["called", "serving"]
    age_ms: Count
    priority: bool = False
    call: Id | None = None


class BoardCall(Message):
    """A call that is over: the ticket has left its counter; ``age_ms`` is the age of the call."""

    number: Number
    counter: CounterNumber
    age_ms: Count
    priority: bool = False


class ZoneWaiting(Message):
    """How many wait in a zone and what a newcomer there would be told."""

    zone: Id
    name: Bilingual
    waiting: Count
    wait: Wait | None


class Notice(Message):
    """Words of the guidance desk; whoever shows them ends it at ``until`` without being told."""

    vi: str
    en: str
    until: str


class Sentence(Message):
    """A sentence that loudspeakers say to all when ``at`` passes: once, while nobody is called.

    ``lunch`` begins; ``opening`` and ``closing`` are soon.
    """

    say: Literal["lunch", "opening", "closing"]
    at: str


class Board(Message):
    """A zone's whole board; rows are newest call first.

    ``notices`` are the parts of ``notice``, each with its end.

    ``recent`` lists calls that are over, newest first, so that with ``rows`` a board can show the
    last eight of all. ``first`` names who will be called first when the centre opens again;
    ``reason`` is the holiday on which other hours are kept. ``sentences`` are those of today.
    """

    v: Version
    ep: Count
    rev: Count
    rows: list[BoardRow]
    waiting: list[ZoneWaiting]
    notice: Bilingual | None
    notices: list[Notice] = Field(default_factory=list)
    hall: Literal["open", "before", "break", "closed"] = "open"
    reopens_at: str | None = None
    reason: Bilingual | None = None
    recent: list[BoardCall] = Field(default_factory=list)
    first: list[Number] = Field(default_factory=list)
    sentences: list[Sentence] = Field(default_factory=list)


class CounterState(Message):
    """What the light at a counter must show; blank it ``ttl_s`` after receipt, less ``age_ms``."""

    v: Version
    ep: Count
    rev: Count
    state: Literal["closed", "paused", "idle", "called", "serving"]
    number: Number | None
    ttl_s: Count
    age_ms: Count = 0
    priority: bool = False
    call: Id | None = None
    waiting: Count = 0
