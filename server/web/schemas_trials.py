"""What the interface takes when a change is to be tried on past days."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from server.web.schemas import Body, Day, _integral

Change = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\s-][^\r\n]*$")]
MOST_DAYS, MOST_CHANGES, MOST_RUNS = 10, 10, 100


class TrialAsked(Body):
    """Local days of the journal, changes as ``luot replay --what-if`` takes them, and how often."""

    days: Annotated[list[Day], Field(min_length=1, max_length=MOST_DAYS, strict=False)]
    changes: Annotated[list[Change], Field(max_length=MOST_CHANGES, default_factory=list)]
    runs: Annotated[int, BeforeValidator(_integral), Field(ge=1, le=MOST_RUNS)] = 40


class TrialDraft(Body):
    """Why the change is wanted."""

    note: Annotated[str, Field(min_length=1, max_length=200)]
