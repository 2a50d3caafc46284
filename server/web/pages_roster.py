"""``/manage/people/roster``: who sits at which counter in which session of a day."""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from server.domain.permissions import Permission as P
from server.domain.plan import Plan
from server.store.account_rows import Officer
from server.store.people import Place, Skill
from server.web import auth, drawn, roster_draft
from server.web.context import Context, context
from server.web.people_form import is_day
from server.web.permits import needs
from server.web.roster_draft import Proposed, Seat
from server.web.shells import page
from server.web.signin import today

bp = Blueprint("roster", __name__)
_HERE = "/manage/people/roster"


@bp.get(_HERE)
@needs(P.MANAGE_PEOPLE, "not_an_admin")
def roster() -> str | tuple[str, int]:
    """The grid of a day, today unless another is asked for; with ``sit``, a tried change in it."""
    parts, asked = context(), request.args.get("day", "")
    day = asked or today(parts)
    if not is_day(day):
        return _page(parts, today(parts), said="no_day"), 422
    seats = _kept(parts, day)
    sit = request.args.getlist("sit")
    here = [one for one in parts.accounts.list_officers() if not one.disabled and one.is_here(day)]
    draft = roster_draft.proposed(parts.desk.plan, seats, sit, here) if sit else None
    return _page(parts, day, seats | draft.seats if draft else seats, draft=draft)


@bp.post(_HERE)
@needs(P.MANAGE_PEOPLE)
def save() -> Response | tuple[str, int]:
    """Keep the whole day, or nothing: say everything that is wrong, or that it has changed."""
    parts, day = context(), request.form.get("day", "")
    if not is_day(day):
        return _page(parts, today(parts), wrong=[("day", "", "")]), 422
    if drawn.is_late(request.form.get("base"), _base(parts, day)):
        return _page(parts, day, said="moved"), 409
    seats = _sent(parts.desk.plan)
    wrong = check(seats, day, parts.accounts.list_officers())
    if wrong:
        return _page(parts, day, seats, wrong=wrong), 422
    parts.people.set_roster(day, [Place(day, n, name, who) for (n, name), who in seats.items()])
    return redirect(f"{_HERE}?day={day}&saved=1", 303)


def _kept(parts: Context, day: str) -> dict[Seat, str]:
    return {(one.counter, one.session): one.login for one in parts.people.roster(day)}


def _base(parts: Context, day: str) -> str:
    """Who sits where, and the grid: a field names a session by its place."""
    plan = parts.desk.plan
    sessions = [one.name for one in plan.sessions]
    return drawn.base(day, sorted(_kept(parts, day).items()), sorted(plan.counters), sessions)


def _sent(plan: Plan) -> dict[Seat, str]:
    seats = {}
    for number in plan.counters:
        for at, session in enumerate(plan.sessions):
            if login := request.form.get(f"seat_{number}_{at}", ""):
                seats[number, session.name] = login
    return seats


def check(seats: dict[Seat, str], day: str, people: list[Officer]) -> list[tuple[str, str, str]]:
    """What is wrong, each with its kind, who, and where: nobody sits twice, or while not here."""
    known = {one.login: one for one in people}
    wrong, taken = [], set()
    for (number, session), login in seats.items():
        one, where = known.get(login), f"{number} · {session}"
        if one is None or one.disabled:
            wrong.append(("unknown", login, where))
            continue
        if not one.is_here(day):
            wrong.append(("away", one.name, where))
        if (login, session) in taken:
            wrong.append(("double", one.name, where))
        taken.add((login, session))
    return wrong


def unskilled(seats: dict[Seat, str], skills: list[Skill], plan: Plan) -> frozenset[Seat]:
    """Seats of people whose skills of the day are known and none of whom is the counter's."""
    of: dict[str, set[str]] = {}
    for skill in skills:
        of.setdefault(skill.login, set()).add(skill.group)
    return frozenset(
        seat
        for seat, login in seats.items()
        if login in of
        and of[login].isdisjoint((*plan.counters[seat[0]].groups, *plan.counters[seat[0]].help))
    )


def _page(
    parts: Context,
    day: str,
    seats: dict[Seat, str] | None = None,
    *,
    wrong: list[tuple[str, str, str]] | None = None,
    draft: Proposed | None = None,
    said: str = "",
) -> str:
    """The grid with ``seats``, or with those that are kept."""
    seats = _kept(parts, day) if seats is None else seats
    plan, people = parts.desk.plan, parts.accounts.list_officers()
    usual = {one.counter: one for one in people if one.counter is not None and not one.disabled}
    return page(
        "roster",
        name=auth.caller().name,
        day=day,
        plan=plan,
        seats=seats,
        wrong=wrong or [],
        said=said,
        base=_base(parts, day),
        draft=draft,
        usual=usual,
        people=[one for one in people if not one.disabled and one.is_here(day)],
        unskilled=unskilled(
            {seat: who for seat, who in seats.items() if seat[0] in plan.counters},
            parts.people.skills(day),
            plan,
        ),
        saved="saved" in request.args,
        csrf=auth.csrf_token(),
    )
