"""How the list of procedures and the layout come to a kiosk: what is in force, wanted, a part."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from broker.payloads.base import Count, Message, RequestId, Version


class ProceduresInForce(Message):
    """The list that the hall follows; version 0 is none. ``digest`` is SHA-256 in hexadecimal."""

    v: Version
    ep: Count
    rev: Count
    version: Count
    count: Count
    parts: Count
    digest: Annotated[str, Field(max_length=64)]


class LayoutInForce(Message):
    """The centre's own slip and texts; version 0 is none. ``digest`` is SHA-256 in hexadecimal."""

    v: Version
    ep: Count
    rev: Count
    version: Count
    parts: Count
    digest: Annotated[str, Field(max_length=64)]


class Wanted(Message):
    """A kiosk asks for part ``part``, counted from 0, of a version of the list or of the layout."""

    v: Version
    id: RequestId
    what: Literal["procedures", "layout"]
    version: Count
    part: Count


class Part(Message):
    """One part of the compressed document, in base64; ``id`` names the wish that it answers."""

    v: Version
    id: RequestId
    version: Count
    part: Count
    parts: Count
    data: Annotated[str, Field(max_length=7_900)]
