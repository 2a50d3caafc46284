"""What the views of one application share."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, cast

from flask import Response, current_app
from pydantic_core import to_json

from server.adviser import Adviser
from server.child import WAITED_FOR, Child, LuotChild
from server.desk import Desk
from server.devicedesk import DeviceDesk
from server.domain import sessions
from server.domain.snapshot import Snapshot
from server.hallahead import HallAhead
from server.histories import Histories
from server.incidentwatch import IncidentWatch
from server.layouts import Layouts
from server.livelegs import LiveLegs
from server.procedures.drafts import Drafts
from server.procedures.shelf import Shelf
from server.reports.clerk import Clerk
from server.runtime import Runtime
from server.settings import Settings
from server.store.accounts import Accounts
from server.store.ended import EndedSessions
from server.store.media import MediaShelf
from server.store.people import People
from server.store.plan_drafts import PlanDrafts
from server.store.slip_drafts import SlipDrafts
from server.store.tokens import Tokens
from server.trials import Trials
from server.web.metrics import Metrics
from server.web.opendata import OpenData
from server.web.replays import Replays
from server.web.seats import Seats
from server.web.slip_form import Drawings

_KEY = "luot"


@dataclass(frozen=True, slots=True)
class Context:
    """The parts of a running server that views use."""

    desk: Desk
    accounts: Accounts
    ended: EndedSessions
    settings: Settings
    runtime: Runtime
    metrics: Metrics
    adviser: Adviser
    layouts: Layouts
    devices: DeviceDesk
    histories: Histories
    incidents: IncidentWatch
    ahead: HallAhead
    trials: Trials
    clerk: Clerk
    open_data: OpenData
    legs: LiveLegs = field(default_factory=LiveLegs)
    replays: Replays = field(default_factory=Replays)
    shelf: Shelf | None = None
    seats: Seats = field(default_factory=Seats)
    slips: Child = field(default_factory=lambda: LuotChild("kiosk.cli", WAITED_FOR))
    drawings: Drawings = field(default_factory=Drawings)
    drafts: Drafts = field(default_factory=Drafts)

    @property
    def people(self) -> People:
        """Skills, substitutes and the roster."""
        return People(self.accounts.store)

    @property
    def tokens(self) -> Tokens:
        """The keys of other systems."""
        return Tokens(self.accounts.store)

    @property
    def plan_drafts(self) -> PlanDrafts:
        """Plans that administrators work on, by login."""
        return PlanDrafts(self.accounts.store)

    @property
    def slip_drafts(self) -> SlipDrafts:
        """Slips that administrators work on, by login."""
        return SlipDrafts(self.accounts.store)

    @property
    def media(self) -> MediaShelf:
        """Pictures and films of the boards."""
        return MediaShelf(self.accounts.store, self.desk.folder)

    @property
    def today(self) -> str:
        """The local day of the hall's clock."""
        zone = sessions.zone_of(self.desk.plan)
        return sessions.local_day(self.desk.now(), zone).isoformat()

    def snapshot(self) -> Snapshot:
        """The committed hall, seen at this moment, so that ages and waits are not stale."""
        return replace(self.desk.snapshot(), at=self.desk.now())


def context() -> Context:
    """The parts of the application that answers this request."""
    return cast(Context, current_app.extensions[_KEY])


def attach(app: Any, made: Context) -> None:
    """Give ``app`` its parts."""
    app.extensions[_KEY] = made


def answer(value: Any, status: int = 200) -> Response:
    """``value`` as JSON, neither sorted nor validated again: the desk made it."""
    return Response(to_json(value), status, content_type="application/json")
