"""A centre's own slip and texts as one document: what a kiosk fetches and keeps.

Its bytes are packed, cut into parts and named by their digest like the list of procedures
(``broker/catalogue/document.py``).
"""

from __future__ import annotations

import base64
import binascii
from typing import Annotated

from pydantic import Field, ValidationError

from broker.errors import MessageRefused
from broker.payloads.base import Bilingual, Message

LARGEST_TEXT = 16_000
LARGEST_LOGO = 64_000


class Layout(Message):
    """``slip`` is a template as TOML, ``logo`` its PNG in base64, or empty; ``texts`` by name.

    An empty ``slip`` is the delivered one; a text that is not named is the delivered one.
    """

    slip: Annotated[str, Field(max_length=LARGEST_TEXT)] = ""
    logo: Annotated[str, Field(max_length=LARGEST_LOGO)] = ""
    texts: Annotated[dict[str, Bilingual], Field(max_length=100)] = Field(default_factory=dict)

    @property
    def logo_png(self) -> bytes | None:
        """The logo's bytes. Raises MessageRefused."""
        try:
            return base64.b64decode(self.logo, validate=True) if self.logo else None
        except (binascii.Error, ValueError) as error:
            raise MessageRefused(f"layout: {error}") from error


def make(slip: str, logo: bytes | None, texts: dict[str, Bilingual]) -> Layout:
    """A layout of its parts."""
    return Layout(slip=slip, logo=base64.b64encode(logo or b"").decode(), texts=texts)


def to_bytes(layout: Layout) -> bytes:
    """The same bytes for the same layout, always."""
    return layout.model_dump_json().encode()


def from_bytes(text: bytes) -> Layout:
    """The layout in ``text``. Raises MessageRefused."""
    try:
        return Layout.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise MessageRefused(f"layout: {first['msg']}") from error
