"""What officers tell of a visit and of their counter, beyond the moves; a mixin of the desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from server.domain import atcounter, moves
from server.domain import facts as f
from server.domain.hall import Hall
from server.ledger import Actor, Answer, Ledger
from server.notes import Notes

NOTHING_TOLD = atcounter.Done()


class VisitVerbs:
    """Every verb answers as those of ``CounterVerbs`` do, unless it says otherwise."""

    _ledger: Ledger
    notes: Notes
    _at_counter: Callable[..., Answer]
    ask_help: Callable[..., Answer]

    def finish(
        self,
        by: Actor,
        key: str | None,
        counter: int,
        done: atcounter.Done = NOTHING_TOLD,
        then: str | None = None,
    ) -> Answer:
        """The citizen was served; nobody is called. With ``then`` they wait on in that group."""
        said = {**done._asdict(), "then": then}
        told = {name: value for name, value in said.items() if value is not None}
        return self._at_counter(
            by,
            key,
            "finish",
            counter,
            lambda hall, now: atcounter.finish(hall, counter, done, then),
            **told,
        )

    def pause(
        self,
        by: Actor,
        key: str | None,
        counter: int,
        reason: str,
        back_at: datetime | None = None,
    ) -> Answer:
        """Rest for a reason, and say when one will be back."""
        told: dict[str, Any] = {"back_at": back_at.isoformat()} if back_at else {}
        return self._at_counter(
            by,
            key,
            "pause",
            counter,
            lambda hall, now: atcounter.pause(hall, counter, now, reason, back_at),
            reason=reason,
            **told,
        )

    def held_priority(self, by: Actor, key: str | None, counter: int, has: bool) -> Answer:
        """The officer saw whether the citizen at the counter has priority."""
        return self._at_counter(
            by,
            key,
            "held_priority",
            counter,
            lambda hall, now: atcounter.priority(hall, counter, has),
            priority=has,
        )

    def note(self, by: Actor, key: str | None, counter: int, text: str) -> Answer:
        """Keep a note to the ticket at the counter; no fact, so that it is in no journal."""

        def facts(hall: Hall, now: datetime) -> Sequence[f.Fact]:
            self.notes.put(hall, moves.held(hall, counter).id, text)
            return []

        return self._at_counter(by, None, "note", counter, facts)

    def call_staff(self, by: Actor, key: str | None, counter: int) -> Answer:
        """An officer needs a person of the desk; answers the alert."""
        moves.planned(self._ledger.snapshot.hall, counter)
        return self.ask_help(by, key, atcounter.device(counter), atcounter.HELP)
