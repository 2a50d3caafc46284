"""What is done with a whole group: each verb one transaction; a mixin of the desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from server.domain import facts as f
from server.domain import group_closing
from server.domain.hall import Hall
from server.ledger import Actor, Answer, Ledger


class GroupVerbs:
    """The verbs of guides and managers. Every one answers ``{group, open, waiting}``."""

    _ledger: Ledger

    def close_group(
        self,
        by: Actor,
        key: str | None,
        group: str,
        reason_vi: str = "",
        reason_en: str = "",
        until: datetime | None = None,
    ) -> Answer:
        """Take no newcomers, for a reason that they read; who waits keeps their place."""
        return self._of_group(
            by,
            key,
            "close_group",
            group,
            lambda hall, now: group_closing.close(hall, now, group, reason_vi, reason_en, until),
            reason_vi=reason_vi,
            reason_en=reason_en,
            until=until.isoformat() if until else None,
        )

    def reopen_group(self, by: Actor, key: str | None, group: str) -> Answer:
        """Take newcomers again."""
        return self._of_group(
            by, key, "reopen_group", group, lambda hall, now: group_closing.reopen(hall, group)
        )

    def _of_group(
        self,
        by: Actor,
        key: str | None,
        verb: str,
        group: str,
        facts: Callable[[Hall, datetime], list[f.Fact]],
        **body: Any,
    ) -> Answer:
        def decide(hall: Hall, now: datetime) -> tuple[Sequence[f.Fact], Callable[[Hall], Answer]]:
            return facts(hall, now), lambda after: _told(after, group)

        return self._ledger.run(by, key, {"verb": verb, "group": group, **body}, decide)


def _told(hall: Hall, group: str) -> Answer:
    waiting = len(hall.waiting.get(group, ()))
    return {"group": group, "open": group not in hall.shut, "waiting": waiting}
