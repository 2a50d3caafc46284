"""Announcements of the guidance desk: each verb one transaction; a mixin of the desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from server import replies
from server.domain import announcements
from server.domain import facts as f
from server.domain.hall import Hall
from server.domain.snapshot import Snapshot
from server.ledger import Actor, Answer, Ledger


class AnnounceVerbs:
    """The verbs of guides and above. Every one answers what is announced afterwards."""

    _ledger: Ledger

    def announce(
        self,
        by: Actor,
        key: str | None,
        place: str,
        vi: str = "",
        en: str = "",
        until: datetime | None = None,
    ) -> Answer:
        """Boards of a zone, or of ``all``, say these words; nobody speaks them."""

        def decide(hall: Hall, now: datetime) -> tuple[Sequence[f.Fact], Callable[[Hall], Answer]]:
            made = announcements.announce(hall, now, place, vi, en, until)
            return made, lambda after: {"announcements": _rows(after, now)}

        body = {"verb": "announce", "place": place, "vi": vi, "en": en}
        body["until"] = until.isoformat() if until else ""
        return self._ledger.run(by, key, body, decide)

    def end_announcement(self, by: Actor, key: str | None, place: str) -> Answer:
        """Boards of the place say it no more."""

        def decide(hall: Hall, now: datetime) -> tuple[Sequence[f.Fact], Callable[[Hall], Answer]]:
            return announcements.end(hall, place), lambda after: {
                "announcements": _rows(after, now)
            }

        return self._ledger.run(by, key, {"verb": "end_announcement", "place": place}, decide)


def announced(snap: Snapshot) -> dict[str, Any]:
    """What boards say now, of every place."""
    return {"announcements": _rows(snap.hall, snap.at)}


def _rows(hall: Hall, at: datetime) -> list[dict[str, Any]]:
    return [
        {
            "place": place,
            "vi": told.vi,
            "en": told.en,
            "until": replies.local(hall, f.from_ms(told.until_ms)) if told.until_ms else None,
        }
        for place, told in sorted(hall.announced.items())
        if told.holds(at)
    ]
