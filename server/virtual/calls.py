"""What became of everybody, as CSV: to be checked, and to be learnt from."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

from server.domain.forecast import Signals
from server.virtual.people import Visit

COLUMNS = (
    "ticket",
    "counter",
    "called_s",
    "started_s",
    "finished_s",
    "outcome",
    "forecast_low_s",
    "forecast_mid_s",
    "forecast_high_s",
)
LEARNT = ("group", "wait_s", *Signals._fields)
"""From these a forecast learns: the wait as it was, and the signals at arrival."""


def calls_csv(visits: Iterable[Visit]) -> str:
    """A row for each visit; cells of what did not happen, or was not known, are empty."""
    text = StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow([*COLUMNS, *LEARNT])
    lines.writerows(_row(visit) for visit in visits)
    return text.getvalue()


def _row(visit: Visit) -> list[str]:
    told = visit.forecast
    forecast = (told.low_s, told.mid_s, told.high_s) if told else (None,) * 3
    signals = visit.signals or (None,) * len(Signals._fields)
    times = (visit.called_s, visit.started_s, visit.finished_s)
    return [
        visit.citizen.ticket,
        plain(visit.counter),
        *map(plain, times),
        visit.outcome,
        *map(plain, forecast),
        visit.citizen.group,
        plain(visit.wait_s),
        *map(plain, signals),
    ]


def plain(value: float | None) -> str:
    """At most three decimals, without zeros at the end; nothing for None."""
    if value is None:
        return ""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
