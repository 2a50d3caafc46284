"""What a device and the desk say to each other when somebody calls for staff."""

from __future__ import annotations

from typing import Literal

from broker.payloads.base import Count, Message, RequestId, Version


class KioskAlert(Message):
    """Somebody at a kiosk wants a person; the same ``id`` is the same call."""

    v: Version
    id: RequestId
    kind: Literal["help"]


class DeskAnswer(Message):
    """What became of it: nobody asked, not answered yet, or somebody comes."""

    v: Version
    ep: Count
    rev: Count
    help: Literal["none", "asked", "coming"]
