"""What all messages share: strict typing, limits, words in both languages, a wait."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

_EXACT = 2**53 - 1
"""The largest whole number that every reader of JSON takes exactly (RFC 8259, section 6)."""

Version = Annotated[int, Field(ge=1, le=1)]
RequestId = Annotated[str, Field(min_length=1, max_length=64)]
Id = Annotated[str, Field(min_length=1, max_length=64)]
Short = Annotated[str, Field(max_length=200)]
Number = Annotated[int, Field(ge=0, le=99_999)]
CounterNumber = Annotated[int, Field(ge=1, le=999)]
Count = Annotated[int, Field(ge=0, le=_EXACT)]
Whole = Annotated[int, Field(ge=-_EXACT, le=_EXACT)]


class Message(BaseModel):
    """A payload: immutable, strictly typed, tolerant of fields it does not know.

    Each is built when it is first used: a light speaks ten of sixty, and the others are 5 MiB.
    """

    model_config = ConfigDict(
        strict=True, frozen=True, extra="ignore", allow_inf_nan=False, defer_build=True
    )


class Bilingual(Message):
    """The same words in Vietnamese and in English."""

    vi: str
    en: str


class Wait(Message):
    """A wait still to come as a range in seconds; never a single made-up number.

    ``before_close`` is false when the turn is expected only after this session's close.
    """

    low_s: Count
    high_s: Count
    at_low: str
    at_high: str
    before_close: bool = True
