"""What the interface answers about trials of changes on past days."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel

from broker.messages import Bilingual


class Trial(BaseModel):
    """A trial and how far it is; ``result`` is what ``luot trial --json`` prints, once done."""

    id: str
    days: list[str]
    changes: list[str]
    runs: int
    state: Literal["waiting", "running", "done", "failed", "cancelled"]
    percent: int
    result: dict[str, Any] | None
    error: Bilingual | None


class TrialList(BaseModel):
    """The newest trials first, without their results."""

    trials: list[Trial]


class TrialDrafted(BaseModel):
    """Where the draft is looked at; which changes are hours of counters, for the roster to keep.

    ``yours``: whoever asked may adopt plans, so the draft is on their own page of the plan.
    """

    url: str
    yours: bool
    roster: list[str]
