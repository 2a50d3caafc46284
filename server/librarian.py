"""Says which list of procedures is in force, and hands its parts to the kiosks that ask."""

from __future__ import annotations

from broker import messages as m
from broker import topics
from broker.catalogue import document as d
from server.desk import Desk
from server.procedures.shelf import Shelf
from server.wire import Wire
from server.wireneeds import Link

AGAIN_S = 60.0
"""How often it is said again which list is in force."""


class Librarian:
    """A kiosk asks part by part, so a lost part or a new start costs one part and no more."""

    def __init__(self, desk: Desk, link: Link, shelf: Shelf) -> None:
        self._desk, self._link, self._shelf = desk, link, shelf

    def listen(self, wire: Wire) -> None:
        """Hear the wishes of kiosks, and tell them of every new version."""
        wire.hear_from(topics.KIOSK_WANT, topics.Role.KIOSK, self._wanted)
        self._shelf.subscribe(self.tell)

    def tell(self) -> None:
        """Say which list is in force; version 0 is none."""
        snap, edition, packed = self._desk.touch(), self._shelf.edition, self._shelf.packed
        told = m.ProceduresInForce(
            v=1,
            ep=snap.ep,
            rev=snap.rev,
            version=edition.no if edition else 0,
            count=edition.count if edition else 0,
            parts=d.count_parts(packed),
            digest=edition.digest if edition else "",
        )
        self._link.publish_message(topics.PROCEDURES, told)

    def _wanted(self, kiosk: str, payload: bytes) -> None:
        """Answer with the part. A wish for an old version is met by telling of the new one."""
        wish = m.decode(m.Wanted, payload)
        if wish.what != "procedures":
            return
        edition, packed = self._shelf.edition, self._shelf.packed
        parts = d.count_parts(packed)
        if edition is None or wish.version != edition.no or wish.part >= parts:
            self.tell()
            return
        data = d.part_of(packed, wish.part)
        part = m.Part(v=1, id=wish.id, version=edition.no, part=wish.part, parts=parts, data=data)
        self._link.publish_message(topics.KIOSK_PART, part, id=kiosk)
