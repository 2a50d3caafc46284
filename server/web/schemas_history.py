"""What the interface takes when it is asked of past days."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from server.domain.history_legs import Filter
from server.web.schemas import Code, Day


def _empty(value: object) -> object:
    """A field of a form that was left alone asks for everything."""
    return None if value == "" else value


_Day = Annotated[Day | None, BeforeValidator(_empty)]


class HistoryQuery(BaseModel):
    """Local days, both included (the last four weeks when left out), and which legs are meant.

    ``view`` is what is shown of them, ``by`` into which parts it is split.
    """

    model_config = ConfigDict(populate_by_name=True)

    first: Annotated[_Day, Field(alias="from")] = None
    last: Annotated[_Day, Field(alias="to")] = None
    department: Annotated[Code | None, BeforeValidator(_empty)] = None
    group: Annotated[Code | None, BeforeValidator(_empty)] = None
    counter: Annotated[int | None, BeforeValidator(_empty), Field(ge=1, le=999)] = None
    priority: Annotated[bool | None, BeforeValidator(_empty)] = None
    weekday: Annotated[int | None, BeforeValidator(_empty), Field(ge=0, le=6)] = None
    view: Literal["wait", "flow", "service", "counters", "fair"] = "wait"
    by: Literal["group", "department", "counter", "day", "weekday", "hour", "priority", "month"] = (
        "group"
    )

    @property
    def of_officers(self) -> bool:
        """Whether a counter's figures are asked for: for the day a counter is somebody."""
        return self.view == "counters" or self.by == "counter" or self.counter is not None

    def wanted(self) -> Filter:
        """Which legs are looked at."""
        return Filter(self.department, self.group, self.counter, self.priority, self.weekday)


class ComparedQuery(HistoryQuery):
    """The same, beside other days: those named, or on ``compare`` as many just before."""

    with_from: _Day = None
    with_to: _Day = None
    compare: Annotated[bool | None, BeforeValidator(_empty)] = None
