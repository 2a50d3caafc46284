"""Forecasts that are shared and kept for a moment, so that a thousand readers cost one run.

Newcomers' forecasts follow the hall within ``FRESH_S``, and a second later for each hundred who
wait, because a run over many people takes long. Those of people who wait are told anew at
most once a minute, unless a counter opened or stopped: a number that changes at every look is
believed by nobody.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from server.domain import forecast
from server.domain.forecast import Book, Outlook, Prediction
from server.domain.hall import Hall

FRESH_S = 1.0
PEOPLE_A_SECOND = 100
WAITING_S = 60.0

Found = tuple[Prediction, datetime]
"""A forecast, and when it was made."""


class Outlooks:
    """The newest outlook, made anew when somebody asks and it has aged."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._newest: Outlook | None = None
        self._waiting: Outlook | None = None
        self._seen: object = None

    def newest(self, hall: Hall, at: datetime) -> Outlook:
        """What newcomers are told; also begins a new minute of those who wait when it is due."""
        found, seen = self._newest, (_counters(hall), id(self.book))
        if found is None or seen != self._seen or _age_s(found, at) >= _fresh_s(hall):
            found = self._newest = forecast.outlook(hall, at, self.book)
            told = self._waiting
            if told is None or seen != self._seen or _age_s(told, at) >= WAITING_S:
                self._waiting = found
            self._seen = seen
        return found

    def of_ticket(self, hall: Hall, at: datetime, ticket: str) -> Found | None:
        """What a waiting ticket is told, and when that was found; None when it is not known."""
        newest = self.newest(hall, at)
        for outlook in (self._waiting, newest):
            if outlook is not None and ticket in outlook.waiting:
                return outlook.waiting[ticket], outlook.at
        return None


def _fresh_s(hall: Hall) -> float:
    """How old what newcomers are told may get, in seconds."""
    waiting = sum(map(len, hall.waiting.values()))
    return FRESH_S + waiting / PEOPLE_A_SECOND


def _age_s(outlook: Outlook, at: datetime) -> float:
    return abs((at - outlook.at) / timedelta(seconds=1))


def _counters(hall: Hall) -> object:
    """Changes when the plan, the day, or the set of open counters does."""
    opened = frozenset(c.number for c in hall.counters.values() if c.state == "open")
    return hall.day, id(hall.plan), opened
