"""Numbers of a series: each given at most once a day, in order, never one that a kiosk holds."""

from __future__ import annotations

from collections.abc import Iterable

from server.domain.errors import DomainError
from server.domain.facts import LeaseGranted
from server.domain.plan import Series


class SeriesExhausted(DomainError, LookupError):
    """Every number of the series was given today, or is lent to a kiosk."""


def next_number(series: Series, highest: int | None, lent: Iterable[LeaseGranted] = ()) -> int:
    """The number after ``highest``, the last one given today. Raises SeriesExhausted.

    ``lent`` are the leases of the day: what a kiosk holds is left out, whatever series it was of.
    """
    number = series.first if highest is None else max(highest + 1, series.first)
    for lease in sorted(lent, key=lambda one: one.first):
        if lease.first <= number <= lease.last:
            number = lease.last + 1
    if number > series.last:
        raise SeriesExhausted(f"series {series.id} ends at {series.last}")
    return number
