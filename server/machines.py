"""Which kiosks can print now: told to the kiosks, so that one without paper can send people on."""

from __future__ import annotations

from broker import messages as m
from broker import topics
from server import boards
from server.desk import Desk
from server.domain.snapshot import Snapshot
from server.runtime import Runtime
from server.seen import Seen
from server.wireneeds import Link

EVERY_S = 1.0
_PRINTS = ("ok", "low")
_HINDERS_NOT = (None, "slow", "mute")


def with_paper(seen: Seen) -> list[str]:
    """Kiosks that are connected and say of themselves that they have paper and can print."""
    return sorted(
        id
        for id, one in seen.devices.items()
        if one.state == "online" and one.paper in _PRINTS and one.trouble in _HINDERS_NOT
    )


def centre_info(desk: Desk, snap: Snapshot) -> m.CentreInfo:
    """The centre with its kiosks as they are now."""
    told = boards.centre_info(snap, desk.url)
    return told.model_copy(update={"machines": with_paper(desk.seen)})


class Machines:
    """Says the centre anew when a kiosk gets or loses its paper."""

    def __init__(self, desk: Desk, link: Link) -> None:
        self._desk, self._link = desk, link
        self._told: list[str] = []

    def start(self, runtime: Runtime) -> None:
        """Look from now on."""
        runtime.every(EVERY_S, self.look)

    def look(self) -> None:
        """Tell, if it differs from what was told."""
        found = with_paper(self._desk.seen)
        if found != self._told:
            self._told = found
            told = centre_info(self._desk, self._desk.touch())
            self._link.publish_message(topics.CENTRE, told)
