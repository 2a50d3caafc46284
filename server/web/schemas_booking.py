"""What the interface takes about appointments."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from server.web.schemas import AwareDatetime, Body, Code, Day, Dossiers


class SlotQuery(BaseModel):
    """A group, and a local day; today when it is left out."""

    group: Code
    day: Day | None = None


class DayQuery(BaseModel):
    """A local day; today when it is left out."""

    day: Day | None = None


class BookingRequest(Body):
    """Somebody wants an appointment. Nobody is asked who they are."""

    group: Code
    slot_at: AwareDatetime


class CheckIn(Body):
    """The holder of an appointment is here."""

    priority: bool = False
    dossiers: Dossiers = 1
    channel: Literal["kiosk", "guide", "web", "phone"] = "kiosk"
    lang: Literal["vi", "en"] = "vi"
