"""For managers: changes tried on past days, beside the hall; and a draft of the plan with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from apiflask import APIBlueprint
from flask import Response
from werkzeug.exceptions import NotFound

from server import figures, trials
from server.domain.permissions import Permission as P
from server.trials import Asked, ReadsDays, TooManyTrials, Tried
from server.trialwords import astray
from server.web import auth, trial_drafts
from server.web.answers_trials import Trial, TrialDrafted, TrialList
from server.web.context import answer, context
from server.web.permits import needs
from server.web.problems import Problem
from server.web.schemas_trials import TrialAsked, TrialDraft

bp = APIBlueprint("trials", __name__, tag="Management", url_prefix="/api/v1")


@bp.get("/trials")
@bp.output(TrialList)
@bp.doc(security=["officer"])
@needs(P.SEE_HALL)
def listed() -> Response:
    """The trials since the server started, the newest first."""
    found = [one for one in context().trials.newest() if one.asked.kind == "trial"]
    return answer({"trials": [{**document(one), "result": None} for one in found]})


@bp.post("/trials")
@bp.input(TrialAsked)
@bp.output(Trial, status_code=202)
@bp.doc(security=["officer"])
@needs(P.RUN_HALL)
def start(json_data: TrialAsked) -> Response:
    """Try changes on past days. The same days and changes again are the same trial."""
    days = tuple(day.isoformat() for day in sorted(set(json_data.days)))
    asked = Asked(days, tuple(json_data.changes), json_data.runs)
    return answer(document(begin(asked)), 202)


@bp.get("/trials/<string:id>")
@bp.output(Trial)
@bp.doc(security=["officer"])
@needs(P.SEE_HALL)
def one(id: str) -> Response:
    """How far it is, or what came of it."""
    return answer(document(known(id)))


@bp.delete("/trials/<string:id>")
@bp.output(Trial)
@bp.doc(security=["officer"])
@needs(P.RUN_HALL)
def cancel(id: str) -> Response:
    """End it, unless it is over."""
    known(id)
    found = context().trials.cancel(id)
    return answer(document(found or known(id)))


@bp.post("/trials/<string:id>/draft")
@bp.input(TrialDraft)
@bp.output(TrialDrafted)
@bp.doc(security=["officer"])
@needs(P.RUN_HALL)
def draft(id: str, json_data: TrialDraft) -> Response:
    """Keep the changes as a draft of the plan for tomorrow; nothing is followed by that."""
    made = trial_drafts.keep(known(id).asked, json_data.note.strip(), auth.caller())
    return answer(made._asdict())


def begin(asked: Asked) -> Tried:
    """A trial of days that the journal knows. Raises Problem."""
    parts = context()
    if not set(asked.days) <= set(past_days()):
        raise Problem("invalid", [{"where": "days", "message": "the journal has no such past day"}])
    if not trials.sound(asked.changes):
        raise Problem("invalid", [{"where": "changes", "message": "not a change"}])
    in_order(asked.changes)
    named(asked.changes)
    try:
        return parts.trials.start(asked, auth.caller().actor.id, parts.desk.now())
    except TooManyTrials as many:
        raise Problem("too-many-requests") from many


def in_order(changes: Sequence[str]) -> None:
    """Raises Problem where hours of a change do not begin before they end."""
    hours = trials.backwards(changes)
    if hours is not None:
        raise Problem("hours-backwards", hours=hours.replace("-", "–"))


def named(changes: Sequence[str]) -> None:
    """Raises Problem where a change names a counter that was in no plan."""
    parts = context()
    counters = parts.runtime.offload(_counters, parts.accounts.store)
    change = astray(changes, counters)
    if change is not None:
        raise Problem("no-such-counter", change=change)


def _counters(store: ReadsDays) -> frozenset[int]:
    with store.read() as db:
        return figures.counters_ever(db)


def past_days() -> list[str]:
    """The days that may be tried, the newest first."""
    parts = context()
    return parts.runtime.offload(trials.past_days, parts.accounts.store, parts.today)


def known(id: str) -> Tried:
    """The trial. Raises NotFound."""
    found = context().trials.find(id)
    if found is None:
        raise NotFound
    return found


def document(found: Tried) -> dict[str, Any]:
    """A trial as the interface tells it."""
    return {
        "id": found.id,
        "days": list(found.asked.days),
        "changes": list(found.asked.changes),
        "runs": found.asked.runs,
        "state": found.state,
        "percent": found.percent,
        "result": found.result,
        "error": found.error and found.error._asdict(),
    }
