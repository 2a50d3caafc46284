"""What the interface answers of calls for staff."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from broker.messages import Bilingual
from server.web.answers_devices import DeviceAlarm


class RefusedTicket(BaseModel):
    """A ticket that a kiosk gave alone and that was not taken: ``advice`` is what to do for its
    holder, ``code`` and ``reason`` why. ``issued_at`` is the kiosk's own clock. Done with it is who
    says so at ``/alerts/{alert}/done``."""

    alert: str
    number: int
    group: str
    priority: bool
    dossiers: int
    lang: str
    issued_at: str
    code: str
    reason: Bilingual
    advice: Bilingual


class Alert(BaseModel):
    """Somebody at ``device`` needs a person since ``asked_at``.

    ``kind`` is ``help`` when a button was pressed there, or ``refused-ticket``: then ``ticket``
    says which, its holder is anywhere in the hall, and nobody need be on the way.
    """

    id: str
    device: str
    kind: str
    asked_at: str
    state: Literal["asked", "coming", "done"]
    ticket: RefusedTicket | None


class StrandedGroup(BaseModel):
    """People wait in a group that nobody at a counter has learnt; ``advice`` is what to do."""

    group: str
    name: Bilingual
    waiting: int
    advice: Bilingual


class Alerts(BaseModel):
    """The longest waiting first."""

    alerts: list[Alert]
    stranded: list[StrandedGroup]
    alarms: list[DeviceAlarm]
