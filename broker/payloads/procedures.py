"""How the list of procedures comes to a kiosk: which one is in force, what is wanted, a part."""

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


class Wanted(Message):
    """A kiosk asks for part ``part``, counted from 0, of a version."""

    v: Version
    id: RequestId
    what: Literal["procedures"]
    version: Count
    part: Count


class Part(Message):
    """One part of the compressed list, in base64; ``id`` names the wish that it answers."""

    v: Version
    id: RequestId
    version: Count
    part: Count
    parts: Count
    data: Annotated[str, Field(max_length=7_900)]
