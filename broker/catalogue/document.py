"""The list of procedures as one document: its exact bytes, their digest, and their parts.

Server and kiosks hold the same bytes, so a digest says whether they hold the same list. They
travel as slices of one compressed stream, each short enough for a message of the wire.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import zlib
from collections.abc import Sequence
from typing import Annotated

from pydantic import Field, ValidationError

from broker.errors import MessageRefused
from broker.payloads.base import Id, Message

PART_BYTES = 5_700
"""7,600 characters in base64: a part that is lost on the way costs little."""
LARGEST_BYTES = 64 * 2**20
"""The longest list that is unpacked: many times any real one, and far from filling a kiosk."""

Text = Annotated[str, Field(max_length=2_000)]
Texts = Annotated[tuple[Text, ...], Field(max_length=100)]


class Procedure(Message):
    """What a citizen may come for. Texts are empty where nothing is known."""

    code: Annotated[str, Field(min_length=1, max_length=64)]
    name_vi: Annotated[str, Field(min_length=1, max_length=2_000)]
    name_en: Text = ""
    group: Id
    level: Text = ""
    documents_vi: Texts = ()
    documents_en: Texts = ()
    fee_vi: Text = ""
    fee_en: Text = ""
    keywords: Texts = ()


class ProcedureList(Message):
    """All procedures of a centre with everyday words for them.

    ``groups`` gives the names that a group is also found by; ``synonyms`` are pairs of what people
    say and what it is called; ``source`` says where the list is from, if that must be told.
    """

    source: Text = ""
    groups: dict[str, str] = Field(default_factory=dict)
    synonyms: tuple[tuple[Text, Text], ...] = ()
    procedures: tuple[Procedure, ...] = ()


def to_bytes(document: ProcedureList) -> bytes:
    """The same bytes for the same list, always."""
    return document.model_dump_json().encode()


def from_bytes(text: bytes) -> ProcedureList:
    """The list in ``text``. Raises MessageRefused."""
    try:
        return ProcedureList.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise MessageRefused(f"list of procedures: {first['msg']}") from error


def digest(text: bytes) -> str:
    """SHA-256 of the document's bytes, in hexadecimal."""
    return hashlib.sha256(text).hexdigest()


def pack(text: bytes) -> bytes:
    """The document compressed, as it is kept and sent."""
    return zlib.compress(text, 9)


def unpack(packed: bytes) -> bytes:
    """The opposite of ``pack``. Raises MessageRefused for what is damaged or too long."""
    stream = zlib.decompressobj()
    try:
        text = stream.decompress(packed, LARGEST_BYTES)
    except zlib.error as error:
        raise MessageRefused(f"list of procedures: {error}") from error
    if not stream.eof or stream.unconsumed_tail:
        raise MessageRefused("list of procedures: cut short, or too long")
    return text


def count_parts(packed: bytes) -> int:
    """How many messages carry it."""
    return -(-len(packed) // PART_BYTES)


def part_of(packed: bytes, part: int) -> str:
    """Part ``part``, counted from 0, in base64."""
    return base64.b64encode(packed[part * PART_BYTES : (part + 1) * PART_BYTES]).decode()


def join(parts: Sequence[str]) -> bytes:
    """The compressed document of all its parts. Raises MessageRefused for what is no base64."""
    try:
        return b"".join(base64.b64decode(part, validate=True) for part in parts)
    except (binascii.Error, ValueError) as error:
        raise MessageRefused(f"list of procedures: {error}") from error
