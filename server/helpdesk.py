"""Calls for staff: asked at a device, ended by whoever goes there; a mixin of the desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from server import replies
from server.domain import facts as f
from server.domain.alerts import Alert
from server.domain.errors import refuse
from server.domain.hall import Hall
from server.ledger import Actor, Answer, Ledger


class HelpVerbs:
    """Every verb answers the alert, as ``GET /alerts`` lists it; repeats change nothing."""

    _ledger: Ledger

    def ask_help(self, by: Actor, key: str | None, device: str, kind: str = "help") -> Answer:
        """Somebody at ``device`` wants a person; while one is asked for there, it is the same."""

        def decide(hall: Hall, now: datetime) -> tuple[Sequence[f.Fact], Callable[[Hall], Answer]]:
            known = hall.alerts.get(device)
            asked = f.HelpAsked(device, kind, key or f"{device}-{f.to_ms(now)}")
            made = [] if known is not None and known.lives else [asked]
            return made, lambda after: told(after, after.alerts[device])

        return self._ledger.run(by, key, {"verb": "ask_help", "device": device}, decide)

    def answer_help(self, by: Actor, key: str | None, alert: str) -> Answer:
        """Somebody is on the way."""
        return self._of_alert(
            by,
            key,
            "answer_help",
            alert,
            lambda one: [f.HelpAnswered(one.device)] if one.state == "asked" else [],
        )

    def finish_help(self, by: Actor, key: str | None, alert: str) -> Answer:
        """Somebody has been there."""
        return self._of_alert(
            by,
            key,
            "finish_help",
            alert,
            lambda one: [f.HelpDone(one.device)] if one.lives else [],
        )

    def _of_alert(
        self,
        by: Actor,
        key: str | None,
        verb: str,
        alert: str,
        facts: Callable[[Alert], list[f.Fact]],
    ) -> Answer:
        def decide(hall: Hall, now: datetime) -> tuple[Sequence[f.Fact], Callable[[Hall], Answer]]:
            found = next((one for one in hall.alerts.values() if one.id == alert), None)
            if found is None:
                raise refuse("unknown-alert")
            return facts(found), lambda after: told(after, after.alerts[found.device])

        return self._ledger.run(by, key, {"verb": verb, "alert": alert}, decide)


def told(hall: Hall, alert: Alert) -> dict[str, Any]:
    """An alert as it is told: who asks, since when, and whether somebody comes."""
    asked_at = replies.local(hall, alert.asked_at)
    return {
        **{"id": alert.id, "device": alert.device, "kind": alert.kind},
        **{"asked_at": asked_at, "state": alert.state},
    }


def alerts(hall: Hall) -> list[dict[str, Any]]:
    """Those that still need somebody, the longest first."""
    living = sorted((one for one in hall.alerts.values() if one.lives), key=lambda a: a.asked_at)
    return [told(hall, one) for one in living]
