"""Feedback and ratings of citizens: verbs of the desk; a mixin.

The words of feedback go into their own table, which can be purged. The journal gets the code, the
step, who and when. The row comes first: a power cut between the two loses a fact, never words.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from server.domain import facts as f
from server.domain import ratings
from server.domain.errors import refuse
from server.domain.facts import to_ms
from server.domain.feedback import FeedbackState, new_code, words
from server.domain.hall import Hall
from server.domain.privacy import without_numbers
from server.domain.tickets import LegState, Ticket
from server.ledger import Actor, Answer, Ledger
from server.store.feedback import Feedback, FeedbackBox

RATE_WITHIN_S = 300
"""So long after a service the tablet of its counter asks how it was."""


class CitizenVerbs:
    """What citizens tell, and what the centre answers."""

    _ledger: Ledger
    feedback: FeedbackBox

    def rate(
        self,
        by: Actor,
        key: str | None,
        public_key: str,
        score: int,
        reasons: Sequence[str] = (),
        comment: str = "",
    ) -> Answer:
        """A citizen rates the visit, once, after service; long numbers in it are blotted out."""
        comment, known = without_numbers(comment), ratings.known(reasons)

        def decide(hall: Hall, now: datetime) -> tuple[list[f.Fact], Callable[[Hall], Answer]]:
            ticket = hall.tickets.get(hall.keys.get(public_key, ""))
            if ticket is None:
                raise refuse("unknown-ticket")
            return _rated(ticket, score, known, comment)

        body = {"verb": "rate", "ticket": public_key, **_told(score, reasons, comment)}
        return self._ledger.run(by, key, body, decide)

    def rate_at(
        self,
        by: Actor,
        key: str | None,
        counter: int,
        ticket: str,
        score: int,
        reasons: Sequence[str] = (),
        comment: str = "",
    ) -> Answer:
        """The same on the tablet of ``counter``, for the ticket (its id) that it just served."""
        comment, known = without_numbers(comment), ratings.known(reasons)

        def decide(hall: Hall, now: datetime) -> tuple[list[f.Fact], Callable[[Hall], Answer]]:
            served = last_served(hall, counter, now)
            if served is None or served.id != ticket:
                raise refuse("rating-over")
            return _rated(served, score, known, comment)

        body = {"verb": "rate_at", "id": ticket, **_told(score, reasons, comment)}
        return self._ledger.run(by, key, body, decide)

    def give_feedback(
        self, by: Actor, key: str | None, text: str, number: int | None, lang: str
    ) -> str:
        """Keep what a citizen wrote; returns its code. Raises Refused for nothing written."""
        made = Feedback(
            code=new_code(secrets.choice),
            words=words(text),
            number=number,
            lang=lang,
            state=FeedbackState.NEW,
            given_ms=to_ms(self._ledger.clock.now()),
        )
        once = hashlib.sha256(f"{by} {key}".encode()).hexdigest() if key else None
        code = self.feedback.put(made, once)
        if code == made.code:
            self._note(by, f.FeedbackGiven(code))
        elif not _same(self.feedback.find(code), made):
            raise refuse("idempotency-conflict")
        return code

    def answer_feedback(self, by: Actor, code: str, text: str) -> None:
        """Answer what is new. Raises Refused for another state, or an unknown code."""
        said, at_ms = words(text), to_ms(self._ledger.clock.now())
        if self.feedback.answer(code, said, by.id, at_ms):
            self._note(by, f.FeedbackAnswered(code))
            return
        found = self._known(code)
        if (found.answer, found.answered_by) != (said, by.id):  # else it was sent again
            raise refuse("feedback-state")

    def close_feedback(self, by: Actor, code: str) -> None:
        """Close what is answered. Raises Refused for another state, or an unknown code."""
        at_ms = to_ms(self._ledger.clock.now())
        if self.feedback.close(code, by.id, at_ms):
            self._note(by, f.FeedbackClosed(code))
        elif self._known(code).closed_by != by.id:
            raise refuse("feedback-state")

    def forget_feedback(self, days: int) -> int:
        """Delete what was closed more than ``days`` ago; returns how many."""
        before = self._ledger.clock.now() - timedelta(days=days)
        return self.feedback.purge(to_ms(before))

    def _known(self, code: str) -> Feedback:
        found = self.feedback.find(code)
        if found is None:
            raise refuse("unknown-feedback")
        return found

    def _note(self, by: Actor, fact: f.Fact) -> None:
        self._ledger.run(by, None, {}, lambda hall, now: ([fact], lambda _: {}))


def last_served(hall: Hall, counter: int, now: datetime) -> Ticket | None:
    """Who was served at ``counter`` last, if that is not long ago and not yet rated."""
    seen = (hall.tickets[id] for id in hall.seen_at.get(counter, ()))
    here = [ticket for ticket in seen if ticket.leg.counter == counter]
    served = [ticket for ticket in here if ticket.state is LegState.SERVED and ticket.leg.ended_at]
    if not served:
        return None
    last = max(served, key=lambda ticket: ticket.leg.ended_at or now)
    ended_at = last.leg.ended_at or now
    fresh = now - ended_at <= timedelta(seconds=RATE_WITHIN_S)
    return last if fresh and last.rating is None else None


def _rated(
    ticket: Ticket, score: int, reasons: tuple[str, ...], comment: str
) -> tuple[list[f.Fact], Callable[[Hall], Answer]]:
    if ticket.state is not LegState.SERVED:
        raise refuse("not-served-yet")
    if ticket.rating is not None:
        raise refuse("already-rated")
    made: list[f.Fact] = [f.TicketRated(ticket.id, score, reasons, comment)]
    return made, lambda after: {"state": after.tickets[ticket.id].state.value}


def _told(score: int, reasons: Sequence[str], comment: str) -> Answer:
    return {"score": score, "reasons": list(reasons), "comment": comment}


def _same(kept: Feedback | None, made: Feedback) -> bool:
    return kept is not None and (kept.words, kept.number) == (made.words, made.number)
