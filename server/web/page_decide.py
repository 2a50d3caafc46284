"""``/manage/decide``: what if a past day had been otherwise, computed beside the hall.

The form is a sentence, and everything that it asks is in the address; the trial itself has an
address, too. Plain forms, so that they work without scripts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, request
from flask import Response as File
from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from server.domain.permissions import Permission as P
from server.trials import Asked, Tried
from server.web import (
    api_trials,
    auth,
    charts,
    decide_figures,
    decide_form,
    decide_tables,
    roster_draft,
    trial_drafts,
)
from server.web.context import context
from server.web.permits import needs
from server.web.problems import Problem
from server.web.shells import page

bp = Blueprint("decide_page", __name__)
HOME = "/manage/decide"
_LONGEST_NOTE = 200


@bp.get(HOME)
@needs(P.SEE_HALL, "not_a_manager")
def decide() -> str | Response | tuple[str, int]:
    """The sentence, and the trial of the address: how far it is, or what came of it."""
    if "add" in request.args:
        asked = decide_form.added(request.args)
        try:
            api_trials.in_order([decide_form.line(request.args) or ""])
        except Problem as problem:
            return _page(None, said=problem), problem.status
        return redirect(f"{HOME}?{asked}", 303)
    id = request.args.get("trial", "")
    found = context().trials.find(id) if id else None
    known = found if found is not None and found.asked.kind == "trial" else None
    return _page(known, gone=bool(id))


@bp.post(HOME)
@needs(P.RUN_HALL)
def act() -> Response | tuple[str, int]:
    """Try it, end it, or keep it as a draft of the plan."""
    form, deed = request.form, request.form.get("deed", "")
    if deed == "run":
        try:
            changes = tuple(form.getlist("change"))[: decide_form.MOST_CHANGES]
            found = api_trials.begin(Asked(_days(form), changes, decide_form.runs(form)))
        except Problem as problem:
            return _page(None, said=problem), problem.status
        return redirect(f"{HOME}?trial={found.id}", 303)
    found = api_trials.known(form.get("trial", ""))
    if deed == "cancel":
        context().trials.cancel(found.id)
        return redirect(f"{HOME}?trial={found.id}", 303)
    note = form.get("note", "").strip()[:_LONGEST_NOTE]
    try:
        kept = trial_drafts.keep(found.asked, note or _days_said(found), auth.caller())
    except Problem as problem:
        return _page(found, said=problem), problem.status
    return redirect(kept.url if kept.yours else f"{HOME}?trial={found.id}&kept=1", 303)


@bp.get(f"{HOME}.csv")
@needs(P.SEE_HALL)
def table() -> File:
    """One table of a trial, ``?trial=`` and ``?table=``: seconds, shares from 0 to 1."""
    found, name = api_trials.known(request.args.get("trial", "")), request.args.get("table", "")
    if found.result is None or found.asked.kind != "trial" or name not in decide_tables.TABLES:
        raise NotFound
    return decide_tables.csv_of(found.result, name)


def _days(form: Mapping[str, str]) -> tuple[str, ...]:
    """The days of a choice: one, or the newest of a weekday."""
    return decide_form.days(form.get("day", ""), api_trials.past_days())


def _days_said(found: Tried) -> str:
    return f"{'; '.join(found.asked.changes)} ({', '.join(found.asked.days)})"[:_LONGEST_NOTE]


def _page(found: Tried | None, gone: bool = False, said: Problem | None = None) -> str:
    parts, by = context(), auth.caller()
    plan, past = parts.desk.plan, api_trials.past_days()
    typed = decide_form.typed(request.values, found, past)
    tomorrow = decide_form.next_day(plan, date.fromisoformat(parts.today))
    changes = found.asked.changes if found else ()
    sit = roster_draft.spans(found.result["counters"], changes) if found and found.result else []
    return page(
        "decide",
        name=by.name,
        acts=by.may(P.RUN_HALL),
        tried=found,
        gone=gone and found is None,
        d=found.result if found else None,
        said=said,
        kept="kept" in request.args,
        typed=typed,
        past=past,
        weekdays=decide_form.weekdays(past),
        query=urlencode({"day": typed["day"], "change": typed["changes"]}, doseq=True),
        runs=decide_form.RUNS,
        department=_department(found),
        departments=plan.departments,
        groups=plan.groups,
        counters=sorted(plan.counters),
        hours=decide_form.hours(plan),
        rows=decide_tables.most_changed(found.result) if found and found.result else [],
        parts_of=decide_form.parts,
        policies=decide_form.POLICIES,
        of_plan=trial_drafts.of_plan(changes),
        seats=bool(sit) and bool(trial_drafts.of_roster(changes)),
        closed=roster_draft.closed(changes),
        sessions=[(one.opens_s // 60, one.closes_s // 60) for one in plan.sessions],
        target_min=min((g.target_wait_s for g in plan.groups.values()), default=900) // 60,
        tomorrow=tomorrow,
        to_roster=urlencode({"day": tomorrow, "sit": sit}, doseq=True),
        weekday=day_of,
        charts=charts,
        figures=decide_figures,
        csrf=auth.csrf_token(),
    )


def day_of(day: str) -> int:
    """The weekday of an ISO day, 0 for Monday."""
    return date.fromisoformat(day).weekday()


def _department(found: Tried | None) -> dict[str, Any] | None:
    """The department that is looked at closely: the one asked for, else of the first change."""
    if found is None or found.result is None:
        return None
    wanted = request.args.get("department") or next(
        (one.split()[1] for one in found.asked.changes if one.split()[0] == "more"), ""
    )
    rows: list[dict[str, Any]] = found.result["departments"]
    return next((one for one in rows if one["department"] == wanted), None)
