"""For managers: what to change, computed beside the hall when somebody asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apiflask import APIBlueprint
from flask import Response

from server.adviser import Advised, Basis
from server.domain import sessions
from server.domain.goals import IN_TIME_PERCENT
from server.domain.permissions import Permission as P
from server.domain.plan import Plan
from server.web import auth
from server.web.answers_advice import AdviceState
from server.web.asked import idempotency_key
from server.web.context import answer, context
from server.web.permits import needs

bp = APIBlueprint("advice", __name__, tag="Management", url_prefix="/api/v1")


@bp.get("/advice")
@bp.output(AdviceState)
@bp.doc(security=["officer"])
@needs(P.SEE_HALL)
def advice() -> Response:
    """The newest advice, what it is based on, and whether a new one is being computed."""
    return answer(_document(context().adviser.now))


@bp.post("/advice")
@bp.output(AdviceState, status_code=202)
@bp.doc(security=["officer"])
@needs(P.RUN_HALL)
def start_advice() -> Response:
    """Compute advice anew; while one is being computed this changes nothing."""
    by, key, parts = auth.caller(), idempotency_key(), context()

    def started() -> dict[str, Any]:
        return _document(parts.adviser.start())

    return answer(parts.replays.same(by.actor, key, started), 202)


def _document(now: Advised) -> dict[str, Any]:
    advice = None
    if now.advice is not None and now.plan is not None:
        advice = _named(now.plan, now.advice)
    at = None
    if now.made_at is not None and now.plan is not None:
        at = now.made_at.astimezone(sessions.zone_of(now.plan)).isoformat(timespec="seconds")
    return {
        "state": now.state,
        "basis": None if now.basis is None else _basis(now.basis),
        "made_at": at,
        "took_s": None if now.advice is None else now.advice["took_s"],
        "advice": advice,
        "error": None if now.error is None else now.error._asdict(),
    }


def _basis(found: Basis) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "days": found.days,
        "first": found.first and found.first.isoformat(),
        "last": found.last and found.last.isoformat(),
    }


def _named(plan: Plan, advice: Mapping[str, Any]) -> dict[str, Any]:
    """The advice with names of groups and departments, for a reader without the plan."""
    return {
        "days": advice["days"],
        "before": advice["before"],
        "authorisations": [_authorisation(plan, one) for one in advice["authorisations"]],
        "together": advice["together"],
        "counters": advice["counters"] and _opening(plan, advice["counters"]),
    }


def _authorisation(plan: Plan, one: Mapping[str, Any]) -> dict[str, Any]:
    """A group or a counter that the plan has lost since the journal's last day keeps its code."""
    group, counter = plan.groups.get(one["group"]), plan.counters.get(one["counter"])
    names = (one["group"],) * 2 if group is None else (group.name_vi, group.name_en)
    return {
        **one,
        "name": dict(zip(("vi", "en"), names, strict=True)),
        "cross": group is not None
        and counter is not None
        and group.department != counter.department,
    }


def _opening(plan: Plan, found: Mapping[str, Any]) -> dict[str, Any]:
    departments = []
    for row in found["departments"]:
        known = plan.departments.get(row["department"])
        names = (row["department"],) * 2 if known is None else (known.name_vi, known.name_en)
        departments.append({**row, "name": dict(zip(("vi", "en"), names, strict=True))})
    return {
        "goal": IN_TIME_PERCENT / 100,
        "starts": found["from"],
        "departments": departments,
        "after": found["after"],
        "effect": found["effect"],
    }
