"""Says which slip and texts are in force, and hands their parts to the kiosks that ask."""

from __future__ import annotations

from broker import messages as m
from broker import topics
from broker.catalogue import document as d
from server.desk import Desk
from server.layouts import Layouts
from server.wire import Wire
from server.wireneeds import Link


class LayoutTeller:
    """A kiosk asks part by part, as for the list of procedures."""

    def __init__(self, desk: Desk, link: Link, layouts: Layouts) -> None:
        self._desk, self._link, self._layouts = desk, link, layouts

    def listen(self, wire: Wire) -> None:
        """Hear the wishes of kiosks, and tell them of every change."""
        wire.hear_from(topics.KIOSK_WANT, topics.Role.KIOSK, self._wanted)
        self._layouts.subscribe(self.tell)

    def tell(self) -> None:
        """Say which is in force; version 0 is the delivered one."""
        snap, made = self._desk.touch(), self._layouts
        told = m.LayoutInForce(
            v=1,
            ep=snap.ep,
            rev=snap.rev,
            version=made.version,
            parts=d.count_parts(made.packed),
            digest=made.digest if made.version else "",
        )
        self._link.publish_message(topics.LAYOUT, told)

    def _wanted(self, kiosk: str, payload: bytes) -> None:
        wish, made = m.decode(m.Wanted, payload), self._layouts
        if wish.what != "layout":
            return
        parts = d.count_parts(made.packed)
        if wish.version != made.version or wish.part >= parts:
            self.tell()
            return
        data = d.part_of(made.packed, wish.part)
        part = m.Part(v=1, id=wish.id, version=made.version, part=wish.part, parts=parts, data=data)
        self._link.publish_message(topics.KIOSK_LAYOUT, part, id=kiosk)
