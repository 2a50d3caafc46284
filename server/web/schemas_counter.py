"""What the interface takes about a visit and about the counter itself."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from server.notes import LONGEST
from server.web.schemas import AwareDatetime, Body, Code, Dossiers


class Pause(Body):
    """Why a counter rests (a code of ``docs/facts.md``, or words), and until about when."""

    reason: Annotated[str, Field(min_length=1, max_length=200)]
    back_at: AwareDatetime | None = None


class Onward(Body):
    """Where the same visit goes on: the ticket waits there with its number and mark."""

    group: Code


class Finish(Body):
    """What was really done, as far as it is said: all of it may be left out."""

    procedure: Code | None = None
    outcome: Annotated[str, Field(min_length=1, max_length=60)] | None = None
    dossiers: Dossiers | None = None
    case: Annotated[str, Field(max_length=40)] | None = None
    then: Onward | None = None


class HasPriority(Body):
    """What the officer saw: priority or none, and never why."""

    priority: bool


class Note(Body):
    """A few words for the next officer; numbers of eight digits and more are blotted out."""

    text: Annotated[str, Field(max_length=LONGEST)]
