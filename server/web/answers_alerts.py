"""What the interface answers of calls for staff."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel


class Alert(BaseModel):
    """Somebody at ``device`` needs a person since ``asked_at``."""

    id: str
    device: str
    kind: str
    asked_at: str
    state: Literal["asked", "coming", "done"]


class Alerts(BaseModel):
    """The longest waiting first."""

    alerts: list[Alert]
