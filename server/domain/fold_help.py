"""How calls for staff change the hall; a part of ``fold``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from server.domain import facts as f
from server.domain.alerts import Alert, State
from server.domain.hall import Hall


def _help_asked(hall: Hall, fact: f.HelpAsked, at: datetime) -> None:
    hall.alerts[fact.device] = Alert(fact.alert, fact.device, fact.kind, at)


def _help_answered(hall: Hall, fact: f.HelpAnswered, at: datetime) -> None:
    _turn(hall, fact.device, "coming")


def _help_done(hall: Hall, fact: f.HelpDone, at: datetime) -> None:
    _turn(hall, fact.device, "done")


def end_all(hall: Hall) -> None:
    """A new day: nobody of yesterday still stands there, and the devices are to hear of it."""
    for device in hall.alerts:
        _turn(hall, device, "done")


def _turn(hall: Hall, device: str, state: State) -> None:
    hall.alerts[device] = replace(hall.alerts[device], state=state)


FOLDS: dict[type[f.Fact], Callable[[Hall, Any, datetime], None]] = {
    f.HelpAsked: _help_asked,
    f.HelpAnswered: _help_answered,
    f.HelpDone: _help_done,
}
