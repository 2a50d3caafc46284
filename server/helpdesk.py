"""Calls for staff: asked at a device, ended by whoever goes there; a mixin of the desk.

A ticket of a kiosk that was not taken is such a call too: its holder needs a person.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from server import replies
from server.domain import facts as f
from server.domain import refusals
from server.domain.alerts import Alert
from server.domain.errors import refuse
from server.domain.hall import Hall
from server.domain.refused import RefusedTicket
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

    def _settle(self, by: Actor, key: str | None, verb: str, alert: str) -> Answer:
        """Only the end of a refused ticket is kept: nobody stands at the kiosk and waits."""

        def decide(hall: Hall, now: datetime) -> tuple[Sequence[f.Fact], Callable[[Hall], Answer]]:
            made = refusals.settle(hall, alert) if verb == "finish_help" else []
            return made, lambda after: refused_told(after, after.refused[alert])

        return self._ledger.run(by, key, {"verb": verb, "alert": alert}, decide)

    def _of_alert(
        self,
        by: Actor,
        key: str | None,
        verb: str,
        alert: str,
        facts: Callable[[Alert], list[f.Fact]],
    ) -> Answer:
        if alert in self._ledger.snapshot.hall.refused:
            return self._settle(by, key, verb, alert)

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
        **{"asked_at": asked_at, "state": alert.state, "ticket": None},
    }


def refused_told(hall: Hall, one: RefusedTicket) -> dict[str, Any]:
    """A ticket that was not taken, as an alert."""
    return {
        **{"id": one.alert, "device": one.device, "kind": "refused-ticket"},
        "asked_at": replies.local(hall, one.told_at),
        "state": "asked" if one.lives else "done",
        "ticket": refused_ticket(hall, one),
    }


def refused_ticket(hall: Hall, one: RefusedTicket) -> dict[str, Any]:
    """What is on the slip, why it was not taken, and what to do for its holder."""
    told = refusals.explained(one)
    return {
        **{"alert": one.alert, "number": one.number, "group": one.group},
        **{"priority": one.priority, "dossiers": one.dossiers, "lang": one.lang},
        "issued_at": replies.local(hall, one.issued_at),
        "code": one.code,
        "reason": {"vi": told.reason.vi, "en": told.reason.en},
        "advice": {"vi": told.advice.vi, "en": told.advice.en},
    }


def alerts(hall: Hall) -> list[dict[str, Any]]:
    """Those that still need somebody, the longest first."""
    calls = [(one.asked_at, told(hall, one)) for one in hall.alerts.values() if one.lives]
    calls += [(one.told_at, refused_told(hall, one)) for one in refusals.living(hall)]
    return [one for _, one in sorted(calls, key=lambda call: call[0])]
