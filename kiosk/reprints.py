"""Slips once more: as a copy when the guidance desk asks, and after a power cut in a slip."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from broker import messages as m
from broker.errors import MessageRefused
from kiosk.outbox import Outbox
from kiosk.papers import Papers

STILL_THERE = timedelta(minutes=10)
"""A citizen whose slip was cut off by a power cut may still stand at the kiosk for so long."""
log = logging.getLogger(__name__)


class Reprints:
    """Copies, printed one after another away from the link's thread."""

    def __init__(
        self, papers: Papers, outbox: Outbox, centre_name: Callable[[], m.Bilingual]
    ) -> None:
        self._papers, self._outbox, self._centre_name = papers, outbox, centre_name

    def heard(self, wish: m.Reprint) -> None:
        """The server wants a ticket printed once more. A wish that comes twice is printed once."""
        ticket = wish.ticket.model_copy(update={"request": wish.id})
        self._papers.begin(ticket, self._centre_name(), wish.lang, wish.at)

    def resume(self) -> None:
        """Print what a power cut left unprinted or half printed, once, marked as a copy.

        Only what was issued a moment ago by this machine's clock: nobody waits for older slips,
        which stay valid numbers and are printed when their touch is repeated.
        """
        now = datetime.now(UTC)
        for payload in self._outbox.unfinished():
            try:
                ticket = m.decode(m.TicketReply, payload)
                is_fresh = abs(now - datetime.fromisoformat(ticket.issued_at)) <= STILL_THERE
            except (MessageRefused, ValueError, TypeError) as error:
                log.warning("an unfinished slip cannot be read: %s", error)
                continue
            if is_fresh:
                at = now.astimezone(datetime.fromisoformat(ticket.issued_at).tzinfo)
                self._papers.begin(ticket, self._centre_name(), "vi", at.isoformat())
