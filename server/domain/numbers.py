"""Numbers of a series: each given at most once a day, in order."""

from __future__ import annotations

from server.domain.errors import DomainError
from server.domain.plan import Series


class SeriesExhausted(DomainError, LookupError):
    """Every number of the series was given today."""


def next_number(series: Series, highest: int | None) -> int:
    """The number after ``highest``, the last one given today. Raises SeriesExhausted."""
    number = series.first if highest is None else max(highest + 1, series.first)
    if number > series.last:
        raise SeriesExhausted(f"series {series.id} ends at {series.last}")
    return number
