"""How a device says that it is there, and how the broker says that it is not."""

from __future__ import annotations

import secrets
from typing import Literal

from broker import __version__, topics
from broker.endpoint import Said
from broker.messages import DeviceStatus, encode


class Presence:
    """A device of a centre for one run of its process: ``session`` tells a late will from it."""

    def __init__(self, centre: str, device: str, session: str | None = None) -> None:
        self.centre, self.device = centre, device
        self.session = session or secrets.token_hex(8)
        self._topic = topics.build(centre, topics.DEVICE_STATUS, id=device)

    @property
    def birth(self) -> Said:
        """To be said on every connect."""
        return self._said("online")

    @property
    def will(self) -> Said:
        """The last will; also the farewell of whoever leaves in good order."""
        return self._said("offline")

    def _said(self, state: Literal["online", "offline"]) -> Said:
        told = DeviceStatus(state=state, session=self.session, version=__version__)
        return Said(self._topic, encode(told))
