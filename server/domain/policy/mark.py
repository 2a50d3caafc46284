"""The call mark of a ticket: fixed when it is issued, printed on it, kept while it waits."""

from __future__ import annotations

from datetime import datetime, timedelta

from server.domain.plan import Terms


def call_mark(
    terms: Terms, issued_at: datetime, priority: bool, slot_at: datetime | None = None
) -> datetime:
    """Issue time less the priority credit; an appointment's slot less its credit.

    Somebody with priority and an appointment has the earlier of both.
    """
    marks = []
    if slot_at is not None:
        marks.append(slot_at - timedelta(seconds=terms.appointment_credit_s))
    if priority or slot_at is None:
        credit_s = terms.priority_credit_s if priority else 0
        marks.append(issued_at - timedelta(seconds=credit_s))
    return min(marks)
