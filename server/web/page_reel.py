"""``/manage/decide/day``: a past day again, minute by minute, as its facts tell it."""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from server.domain.permissions import Permission as P
from server.trials import Asked, Tried
from server.web import api_trials, auth
from server.web.context import context
from server.web.page_decide import day_of
from server.web.permits import needs
from server.web.problems import Problem
from server.web.shells import page

bp = Blueprint("reel_page", __name__)
HOME = "/manage/decide/day"


@bp.get(HOME)
@needs(P.SEE_HALL, "not_a_manager")
def reel() -> str:
    """Which day, how far it is, or the day itself."""
    found = context().trials.find(request.args.get("trial", ""))
    return _page(found if found is not None and found.asked.kind == "reel" else None)


@bp.post(HOME)
@needs(P.RUN_HALL)
def act() -> Response | tuple[str, int]:
    """Read a day out of the journal."""
    try:
        found = api_trials.begin(Asked((request.form.get("day", ""),), kind="reel"))
    except Problem as problem:
        return _page(None, said=problem), problem.status
    return redirect(f"{HOME}?trial={found.id}", 303)


def _page(found: Tried | None, said: Problem | None = None) -> str:
    past = api_trials.past_days()
    first = past[0] if past else ""
    asked = found.asked.days[0] if found else request.args.get("day", first)
    return page(
        "reel",
        name=auth.caller().name,
        acts=auth.caller().may(P.RUN_HALL),
        tried=found,
        said=said,
        past=past,
        day=asked if asked in past else first,
        weekday=day_of,
        csrf=auth.csrf_token(),
    )
