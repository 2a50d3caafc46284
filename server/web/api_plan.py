"""For administrators: the plan of the centre, read, checked, followed and brought back."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from apiflask import APIBlueprint
from flask import Response, request
from pydantic import BaseModel, Field

from server.domain.permissions import Permission as P
from server.domain.plan import Plan, PlanRefused, parse_plan, plan_from_toml
from server.domain.plan_toml import plan_to_toml
from server.plandesk import errors_told
from server.web import auth
from server.web.asked import idempotency_key
from server.web.context import answer, context
from server.web.permits import needs
from server.web.problems import Problem
from server.web.schemas import Body

bp = APIBlueprint("plan", __name__, tag="Plan", url_prefix="/api/v1")
Note = Annotated[str, Field(max_length=200)]
Base = Annotated[str, Field(max_length=64)]
From = Annotated[Literal["now", "tomorrow"], Field(alias="from")]


class Draft(Body):
    """A plan, as the text of a plan.toml or as the same tables in JSON, and from when on."""

    toml: Annotated[str | None, Field(max_length=64_000)] = None
    plan: dict[str, Any] | None = None
    begin: From = "now"


class Adoption(Draft):
    """The same with why, and the version that it changes, here or in If-Match."""

    note: Note = ""
    base: Base = ""


class Restoring(Body):
    """Why an old plan comes back, from when on, and the version that it replaces."""

    note: Note = ""
    base: Base = ""
    begin: From = "now"


class PlanTold(BaseModel):
    """The plan in force, the name of its content, and the plan that begins tomorrow."""

    version: str
    plan: dict[str, Any]
    coming: dict[str, Any] | None


class PlanChecked(BaseModel):
    """Everything that is wrong, every difference, and those who wait where something changes."""

    version: str
    errors: list[dict[str, Any]]
    changes: list[dict[str, Any]]
    waiting: list[dict[str, Any]]


class PlanDone(BaseModel):
    """Whether anything changed, and the version that is in force now."""

    changed: bool
    version: str


class PlanVersions(BaseModel):
    """The plans that were followed, the newest first."""

    versions: list[dict[str, Any]]


@bp.get("/plan")
@bp.output(PlanTold)
@bp.doc(security=["officer"])
@needs(P.MANAGE_PLAN)
def told() -> Response:
    """The plan that is followed, without what was changed for today; its version is the ETag."""
    found = context().desk.plan_told()
    made = answer(found)
    made.set_etag(found["version"])
    return made


@bp.get("/plan.toml")
@bp.output({}, content_type="application/toml")
@bp.doc(security=["officer"])
@needs(P.MANAGE_PLAN)
def exported() -> Response:
    """The same as a plan.toml."""
    text = plan_to_toml(parse_plan(context().desk.plan_told()["plan"]))
    name = {"Content-Disposition": 'attachment; filename="plan.toml"'}
    return Response(text, headers=name, content_type="application/toml; charset=utf-8")


@bp.post("/plan/check")
@bp.input(Draft)
@bp.output(PlanChecked)
@bp.doc(security=["officer"])
@needs(P.MANAGE_PLAN)
def check(json_data: Draft) -> Response:
    """Everything that is wrong with a plan, what it would change, and whom that would concern."""
    try:
        plan = read(json_data)
    except PlanRefused as refused:
        version = context().desk.plan_told()["version"]
        told = errors_told(refused.errors)
        return answer({"version": version, "errors": told, "changes": [], "waiting": []})
    return answer(context().desk.plan_checked(plan, json_data.begin))


@bp.post("/plan/adopt")
@bp.input(Adoption)
@bp.output(PlanDone)
@bp.doc(security=["officer"])
@needs(P.MANAGE_PLAN)
def adopt(json_data: Adoption) -> Response:
    """Follow a plan from now or from tomorrow on; refused when somebody else was faster."""
    try:
        plan = read(json_data)
    except PlanRefused as refused:
        raise Problem("plan-wrong", errors_told(refused.errors)) from refused
    return _adopt(plan, json_data.base, json_data.begin, json_data.note)


@bp.delete("/plan/tomorrow")
@bp.output(PlanDone)
@bp.doc(security=["officer"])
@needs(P.MANAGE_PLAN)
def revoke() -> Response:
    """Take back the plan that was to begin tomorrow."""
    done = context().desk.unschedule_plan(auth.caller().actor, idempotency_key())
    return answer({"changed": done["changed"], "version": done["version"]})


@bp.get("/plan/history")
@bp.output(PlanVersions)
@bp.doc(security=["officer"])
@needs(P.MANAGE_PLAN)
def history() -> Response:
    """Who changed the plan, when, from where, why, and what."""
    parts = context()
    return answer({"versions": parts.runtime.offload(parts.desk.plan_versions)})


@bp.get("/plan/history/<int:seq>")
@bp.output({})
@bp.doc(security=["officer"])
@needs(P.MANAGE_PLAN)
def version(seq: int) -> Response:
    """One old plan, whole."""
    return answer(context().desk.plan_version(seq))


@bp.post("/plan/history/<int:seq>/restore")
@bp.input(Restoring)
@bp.output(PlanDone)
@bp.doc(security=["officer"])
@needs(P.MANAGE_PLAN)
def restore(seq: int, json_data: Restoring) -> Response:
    """Follow an old plan again: a new version with the old content."""
    plan = parse_plan(context().desk.plan_version(seq)["plan"])
    return _adopt(plan, json_data.base, json_data.begin, json_data.note)


def read(draft: Draft) -> Plan:
    """The plan that was sent. Raises PlanRefused with every error, or Problem without one."""
    if (draft.toml is None) == (draft.plan is None):
        raise Problem("plan-needed")
    return plan_from_toml(draft.toml) if draft.toml is not None else parse_plan(draft.plan or {})


def _adopt(plan: Plan, base: str, begin: str, note: str) -> Response:
    base = base or request.headers.get("If-Match", "").strip('W/" ')
    if not base:
        raise Problem("version-needed")
    by, network = auth.caller().actor, request.remote_addr or ""
    done = context().desk.adopt_plan(
        by, idempotency_key(), plan, base, begin=begin, note=note.strip(), network=network
    )
    if done["errors"]:
        raise Problem("plan-wrong", done["errors"])
    return answer({"changed": done["changed"], "version": done["version"]})
