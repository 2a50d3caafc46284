"""What a kiosk and the server say to each other."""

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
    RequestId,
    Version,
    Wait,
)


class KioskRequest(Message):
    """Somebody touched a kiosk for a number; the same ``id`` always gets the same ticket.

    ``booking`` is the code of an appointment to check in; ``group`` is then left empty.
    """

    v: Version
    id: RequestId
    group: Annotated[str, Field(max_length=64)] = ""
    priority: bool = False
    dossiers: Annotated[int, Field(ge=1, le=999)] = 1
    lang: Literal["vi", "en"] = "vi"
    booking: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    person: Annotated[str, Field(min_length=32, max_length=32)] | None = None


class PersonKey(Message):
    """Today's key by which a kiosk hashes a card's number; never retained, never stored."""

    v: Version
    day: str
    key: Annotated[str, Field(min_length=64, max_length=64)]


class TicketReply(Message):
    """A ticket as the kiosk prints it: the body of ``POST /tickets`` and the request it answers.

    The group may be the bulk lane of the one that was asked for. ``closing`` and ``lunch`` are
    those of ``CatalogueGroup``.
    """

    request: RequestId
    id: Id
    key: str
    number: Number
    group: Id
    zone: Id
    counters: list[CounterNumber]
    ahead: Count | None
    wait: Wait | None
    issued_at: str
    url: str
    mark_at: str | None = None
    appointment_at: str | None = None
    priority: bool = False
    group_name: Bilingual | None = None
    zone_name: Bilingual | None = None
    alone: bool = False
    closing: Literal["before", "unsure", "after"] | None = None
    lunch: bool = False


class Reprint(Message):
    """Print a ticket that exists once more, marked as a copy; ``id`` names the wish.

    ``ticket`` says people ahead and wait as they are at ``at``.
    """

    v: Version
    id: RequestId
    at: str
    lang: Literal["vi", "en"]
    ticket: TicketReply


class RefusalReply(Message):
    """Why no ticket was issued; ``id`` and ``request`` both name the request."""

    id: RequestId
    request: RequestId
    code: str
    reason: Bilingual


class Printed(Message):
    """The kiosk tried to print a ticket; sent again until the server has it.

    ``confirmed`` is how it knows that the slip came out: the printer said so, its status after the
    slip was good, or nobody can tell.
    """

    id: RequestId
    ticket: Id
    ok: bool
    paper: Literal["ok", "low", "out", "unknown"]
    confirmed: Literal["process", "status", "none"] | None = None


class LeaseRange(Message):
    """Numbers of a series, first to last inclusive, that one kiosk may issue alone.

    Until ``drawn_until_ms`` others draw their places, and a kiosk cannot tell the mark of its own.
    """

    series: Id
    first: Number
    last: Number
    drawn_until_ms: Count | None = None


class LeaseTerms(Message):
    """Which groups take numbers of a series, and the credit of their priority tickets."""

    series: Id
    groups: list[Id]
    credit_s: Count


class LeaseHours(Message):
    """From when until when numbers are given, in epoch milliseconds."""

    from_ms: Count
    until_ms: Count


class LeaseDay(Message):
    """What a kiosk may issue on one local day."""

    day: str
    ranges: list[LeaseRange]
    hours: list[LeaseHours]
    expires_ms: Count


class Lease(Message):
    """What a kiosk may issue while the server is away.

    ``next`` is for the next day on which the centre opens: between the two it is closed.
    ``roll`` names the kiosk's memory of what it gave: a lease for another one is not its own.
    """

    v: Version
    ep: Count
    rev: Count
    day: str
    ranges: list[LeaseRange]
    expires_ms: Count
    roll: Id
    hours: list[LeaseHours]
    terms: list[LeaseTerms]
    next: LeaseDay | None = None


class IssuedAlone(Message):
    """A ticket that a kiosk issued from its lease; sent until acknowledged."""

    v: Version
    id: RequestId
    ticket: Id
    number: Number
    series: Id
    group: Id
    key: str
    priority: bool
    dossiers: Annotated[int, Field(ge=1, le=999)]
    lang: Literal["vi", "en"]
    issued_ms: Count


class Taken(Message):
    """The server has a ticket that was issued alone, or refuses it; ``ticket`` is what counts."""

    v: Version
    id: RequestId
    ok: bool
    code: str | None = None
    ticket: Id | None = None


class Ping(Message):
    """Is the server there? ``roll`` names the kiosk's memory of the numbers that it gave."""

    v: Version
    n: Count
    roll: Id


class Pong(Message):
    """The server is there."""

    v: Version
    n: Count
