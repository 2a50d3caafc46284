"""Every message on the wire, typed, with one strict decoder.

Wrong types, missing fields, oversize payloads and unknown versions are refused; unknown extra
fields are ignored, so that a newer server may say more to an older device.
Durations are ``*_s`` or ``*_ms``; ages travel instead of clock times, because only the server's
clock stamps business time. ``(ep, rev)`` orders the versions of a retained document.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from broker.errors import MessageRefused

MAX_BYTES = 8192
"""The longest payload that any of our brokers has to carry."""

Version = Literal[1]
RequestId = Annotated[str, Field(min_length=1, max_length=64)]
Id = Annotated[str, Field(min_length=1, max_length=64)]
Short = Annotated[str, Field(max_length=200)]
Number = Annotated[int, Field(ge=0, le=99_999)]
CounterNumber = Annotated[int, Field(ge=1, le=999)]
Count = Annotated[int, Field(ge=0)]


class Message(BaseModel):
    """A payload: immutable, strictly typed, tolerant of fields it does not know."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")


class Bilingual(Message):
    """The same words in Vietnamese and in English."""

    vi: str
    en: str


class Wait(Message):
    """A wait still to come as a range in seconds; never a single made-up number."""

    low_s: Count
    high_s: Count
    at_low: str
    at_high: str


class Heartbeat(Message):
    """The server lives: its epoch, its clock in epoch milliseconds, the centre's time zone."""

    ep: Count
    ms: Count
    tz: str


class Call(Message):
    """One announcement of a ticket to a counter. An event: never retained, never spoken late."""

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


class BoardRow(Message):
    """One ticket at a counter, as a board shows it; ``age_ms`` is the age of its last call."""

    number: Number
    counter: CounterNumber
    state: Literal["called", "serving"]
    age_ms: Count
    priority: bool = False
    call: Id | None = None


class ZoneWaiting(Message):
    """How many wait in a zone and what a newcomer there would be told."""

    zone: Id
    name: Bilingual
    waiting: Count
    wait: Wait | None


class Board(Message):
    """A zone's whole board; rows are newest call first."""

    v: Version
    ep: Count
    rev: Count
    rows: list[BoardRow]
    waiting: list[ZoneWaiting]
    notice: Bilingual | None
    hall: Literal["open", "before", "break", "closed"] = "open"
    reopens_at: str | None = None


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


class Press(Message):
    """A button at a counter went down; ``id`` names the press, so that a repeat is harmless."""

    v: Version
    id: RequestId
    button: Short
    kind: Literal["press", "hold"]
    up_ms: Count
    device: Id | None = None


class Ack(Message):
    """The server's answer to a press."""

    id: RequestId
    ok: bool
    code: str | None = None
    number: Number | None = None


class Shown(Message):
    """A display has this call on its panel."""

    call: Id
    up_ms: Count


class KioskRequest(Message):
    """Somebody touched a kiosk for a number; the same ``id`` always gets the same ticket."""

    v: Version
    id: RequestId
    group: Id
    priority: bool = False
    dossiers: Annotated[int, Field(ge=1, le=999)] = 1
    lang: Literal["vi", "en"] = "vi"


class TicketReply(Message):
    """A ticket as the kiosk prints it: the body of ``POST /tickets`` and the request it answers."""

    request: RequestId
    id: Id
    key: str
    number: Number
    group: Id
    zone: Id
    counters: list[CounterNumber]
    ahead: Count
    wait: Wait | None
    issued_at: str
    url: str
    mark_at: str | None = None
    priority: bool = False
    group_name: Bilingual | None = None
    zone_name: Bilingual | None = None


class RefusalReply(Message):
    """Why no ticket was issued; ``id`` and ``request`` both name the request."""

    id: RequestId
    request: RequestId
    code: str
    reason: Bilingual


class Printed(Message):
    """The kiosk tried to print a ticket; sent again until the server has it."""

    id: RequestId
    ticket: Id
    ok: bool
    paper: Literal["ok", "low", "out", "unknown"]


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


class DeviceStatus(Message):
    """Birth and last will; ``session`` is random per connection: a late will is known as late."""

    state: Literal["online", "offline"]
    session: Id
    version: Short


class DeviceHealth(Message):
    """How a device is, each minute."""

    session: Id
    up_s: Count
    temp_c: float | None = None
    paper: Literal["ok", "low", "out", "unknown"] = "unknown"
    printer: Short = "unknown"
    queue: Count = 0
    rssi: int | None = None
    mem: Count | None = None


class CatalogueGroup(Message):
    """A group as a kiosk offers it, with its queue as it is now."""

    code: Id
    name: Bilingual
    department: Bilingual
    counters: list[CounterNumber]
    open: bool
    reason: Bilingual | None
    waiting: Count
    wait: Wait | None


class Catalogue(Message):
    """All groups of one zone."""

    v: Version
    ep: Count
    rev: Count
    zone: Id
    name: Bilingual
    groups: list[CatalogueGroup]


class CentreInfo(Message):
    """What every device may know of the centre; ``url`` is where citizens' phones find it."""

    v: Version
    ep: Count
    rev: Count
    name: Bilingual
    tz: str
    url: str
    zones: list[Id]
    hall: Literal["open", "before", "break", "closed"]
    reopens_at: str | None = None


class Config(Message):
    """Settings wanted of a device, or applied by it."""

    rev: Count
    values: dict[str, str | int | bool]
    error: str | None = None


M = TypeVar("M", bound=Message)


def decode(kind: type[M], payload: bytes) -> M:
    """The message in ``payload``. Raises MessageRefused with a reason fit for a log line."""
    if len(payload) > MAX_BYTES:
        raise MessageRefused(f"{kind.__name__}: {len(payload)} bytes, at most {MAX_BYTES}")
    try:
        return kind.model_validate_json(payload)
    except ValidationError as error:
        first: Any = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "payload"
        raise MessageRefused(f"{kind.__name__}: {where}: {first['msg']}") from error


def encode(message: Message) -> bytes:
    """Compact UTF-8 JSON. Raises MessageRefused when it would not fit the wire."""
    payload = message.model_dump_json().encode()
    if len(payload) > MAX_BYTES:
        raise MessageRefused(f"{type(message).__name__}: {len(payload)} bytes, at most {MAX_BYTES}")
    return payload
