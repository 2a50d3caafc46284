"""Every message on the wire, typed, with one strict decoder.

Wrong types, missing fields, oversize payloads and unknown versions are refused; unknown extra
fields are ignored, so that a newer server may say more to an older device.
Durations are ``*_s`` or ``*_ms``; ages travel instead of clock times, because only the server's
clock stamps business time. ``(ep, rev)`` orders the versions of a retained document.
"""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import ValidationError

from broker.errors import MessageRefused
from broker.payloads.base import (
    Bilingual,
    Count,
    CounterNumber,
    Id,
    Message,
    Number,
    RequestId,
    Short,
    Version,
    Wait,
    Whole,
)
from broker.payloads.devices import (
    Ack,
    DeviceApplied,
    DeviceHealth,
    DeviceSettings,
    DeviceStatus,
    Order,
    OrderDone,
    Press,
    Shown,
    Twin,
)
from broker.payloads.floor import Floor, FloorArea, FloorDisplay, FloorKiosk
from broker.payloads.hall import (
    Board,
    BoardCall,
    BoardRow,
    Call,
    Catalogue,
    CatalogueGroup,
    CentreInfo,
    CounterState,
    Heartbeat,
    Notice,
    Sentence,
    ZoneWaiting,
)
from broker.payloads.help import DeskAnswer, KioskAlert
from broker.payloads.kiosk import (
    IssuedAlone,
    KioskRequest,
    Lease,
    LeaseDay,
    LeaseHours,
    LeaseRange,
    LeaseTerms,
    PersonKey,
    Ping,
    Pong,
    Printed,
    RefusalReply,
    Reprint,
    Taken,
    TicketReply,
)
from broker.payloads.procedures import LayoutInForce, Part, ProceduresInForce, Wanted

__all__ = [
    "MAX_BYTES",
    "Ack",
    "Bilingual",
    "Board",
    "BoardCall",
    "BoardRow",
    "Call",
    "Catalogue",
    "CatalogueGroup",
    "CentreInfo",
    "Count",
    "CounterNumber",
    "CounterState",
    "DeskAnswer",
    "DeviceApplied",
    "DeviceHealth",
    "DeviceSettings",
    "DeviceStatus",
    "Floor",
    "FloorArea",
    "FloorDisplay",
    "FloorKiosk",
    "Heartbeat",
    "Id",
    "IssuedAlone",
    "KioskAlert",
    "KioskRequest",
    "LayoutInForce",
    "Lease",
    "LeaseDay",
    "LeaseHours",
    "LeaseRange",
    "LeaseTerms",
    "Message",
    "Notice",
    "Number",
    "Order",
    "OrderDone",
    "Part",
    "PersonKey",
    "Ping",
    "Pong",
    "Press",
    "Printed",
    "ProceduresInForce",
    "RefusalReply",
    "Reprint",
    "RequestId",
    "Sentence",
    "Short",
    "Shown",
    "Taken",
    "TicketReply",
    "Twin",
    "Version",
    "Wait",
    "Wanted",
    "Whole",
    "ZoneWaiting",
    "decode",
    "encode",
]

MAX_BYTES = 65_536
"""The longest payload that any of our brokers has to carry."""

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
        # A key of a mapping is the sender's own text: it may not break a line of the log.
        shown = where if where.isprintable() else ascii(where)
        raise MessageRefused(f"{kind.__name__}: {shown[:80]}: {first['msg']}") from error


def encode(message: Message) -> bytes:
    """Compact UTF-8 JSON. Raises MessageRefused when it would not fit the wire."""
    payload = message.model_dump_json().encode()
    if len(payload) > MAX_BYTES:
        raise MessageRefused(f"{type(message).__name__}: {len(payload)} bytes, at most {MAX_BYTES}")
    return payload
