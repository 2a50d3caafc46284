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
    """Somebody touched a kiosk for a number; the same ``id`` always gets the same ticket."""

    v: Version
    id: RequestId
    group: Id
    priority: bool = False
    dossiers: Annotated[int, Field(ge=1, le=999)] = 1
    lang: Literal["vi", "en"] = "vi"
    person: Annotated[str, Field(min_length=32, max_length=32)] | None = None


class PersonKey(Message):
    """Today's key by which a kiosk hashes a card's number; never retained, never stored."""

    v: Version
    day: str
    key: Annotated[str, Field(min_length=64, max_length=64)]


class TicketReply(Message):
    """A ticket as the kiosk prints it: the body of ``POST /tickets`` and the request it answers."""

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
    priority: bool = False
    group_name: Bilingual | None = None
    zone_name: Bilingual | None = None
    alone: bool = False


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
    """Numbers of a series, first to last inclusive, that one kiosk may issue alone."""

    series: Id
    first: Number
    last: Number


class Lease(Message):
    """What a kiosk may issue while the server is away."""

    v: Version
    ep: Count
    rev: Count
    day: str
    ranges: list[LeaseRange]
    expires_ms: Count


class IssuedAlone(Message):
    """A ticket that a kiosk issued from its lease; sent until acknowledged."""

    v: Version
    id: RequestId
    number: Number
    series: Id
    group: Id
    key: str
    priority: bool
    dossiers: Annotated[int, Field(ge=1, le=999)]
    lang: Literal["vi", "en"]
    issued_ms: Count
