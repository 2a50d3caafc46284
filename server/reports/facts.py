"""What a report says, before it has a language or a form: the figures of history, as it has them.

Nothing is counted here, so that report, page and interface cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from server.domain import report_periods
from server.domain.history_legs import Filter
from server.domain.history_parts import By, Spread
from server.domain.plan import Centre
from server.domain.report_periods import Period
from server.historyview import Asked, View
from server.reports.words import Lang

Row = dict[str, Any]
Ask = Callable[[Asked], Row]
"""How history is asked: ``Histories.view``, or the same without a server."""
ALL = Filter()


class Lines(NamedTuple):
    """The office above the centre, the place of the date, the post of who signs."""

    agency: str = ""
    place: str = ""
    signer: str = ""


_PEN = Lines()


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over and under a report. Empty lines are left for the pen.

    ``made_at`` is by the clock of the hall, without a zone.
    """

    centre: Centre
    made_at: datetime
    vi: Lines = _PEN
    en: Lines = _PEN

    def lines(self, lang: Lang) -> Lines:
        """Those of ``lang``; what has no English form stands as it is in Vietnamese."""
        if lang == "vi":
            return self.vi
        return Lines(*(en or vi for en, vi in zip(self.en, self.vi, strict=True)))

    @property
    def made_on(self) -> date:
        """The local day of the report."""
        return self.made_at.date()


@dataclass(frozen=True, slots=True)
class Facts:
    """Answers of history by view.

    ``whole`` and ``earlier`` are one row each, of this period and of ``before``: what the views of
    waits and service say of everything, with ``stars``, ``funnel`` by step, ``carried_n`` over
    ``closings`` and the number of ``days`` that had tickets. The lists are parts with all of their
    clocks; ``counters`` is None where officers' figures are left out.
    """

    head: Head
    period: Period
    before: Period
    whole: Row
    earlier: Row
    days: list[Row]
    bands: list[Row]
    departments: list[Row]
    groups: list[Row]
    carried: list[Row]
    calibration: list[Row]
    counters: list[Row] | None

    @property
    def empty(self) -> bool:
        """Whether no number was given in these days."""
        return not self.whole["issued"]

    @property
    def over(self) -> bool:
        """Whether the last day of the period was over when the report was made."""
        return self.head.made_on > self.period.last


def gather(ask: Ask, head: Head, period: Period, *, officers: bool) -> Facts:
    """The figures of ``period``. A counter is somebody's desk: its figures are an officer's."""
    seen, before = _Seen(ask, period), report_periods.before(period)
    waits = seen.view("wait", "department")
    return Facts(
        head=head,
        period=period,
        before=before,
        whole=seen.whole(),
        earlier=_Seen(ask, before).whole(),
        days=seen.parts("day"),
        bands=waits["bands"],
        departments=seen.parts("department"),
        groups=seen.parts("group"),
        carried=seen.view("flow", "department")["carried"],
        calibration=waits["calibration"],
        counters=seen.view("counters", "counter")["counters"] if officers else None,
    )


class _Seen:
    """The views of one period."""

    def __init__(self, ask: Ask, period: Period) -> None:
        self._ask, self._period = ask, period

    def view(self, view: View, by: By) -> Row:
        """What the interface answers."""
        return self._ask(Asked(self._period.first, self._period.last, ALL, view, by))

    def whole(self) -> Row:
        """Everything of the period in one row."""
        waits, flow = self.view("wait", "department"), self.view("flow", "department")
        stars, carried = self.view("fair", "month")["stars_by"], flow["carried"]
        return {
            **self.view("service", "department")["whole"],
            **waits["whole"],
            "days": waits["days"],
            "funnel": {one["step"]: one["n"] for one in flow["funnel"]},
            "carried_n": sum(one["n"] for one in carried),
            "closings": len(carried),
            "stars": stars[0] if stars else None,
        }

    def parts(self, by: By) -> list[Row]:
        """A row for each part. A day that goes on may have a new one between two questions."""
        served = {one["key"]: one for one in self.view("service", by)["parts"]}
        stars = {one["key"]: one for one in self.view("fair", by)["stars_by"]}
        none = {"service": asdict(Spread(0))}
        return [
            {
                "service": served.get(one["key"], none)["service"],
                **one,
                "stars": stars.get(one["key"]),
            }
            for one in self.view("wait", by)["parts"]
        ]
