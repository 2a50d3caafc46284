"""``/manage/people``: who may sign in; their secondment, skills and substitutes; new PINs.

Plain forms, so that they work without scripts. Whoever manages people manages those who may do no
more than they.
"""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, make_response, request
from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from server.domain.permissions import OF_PEOPLE, may_give
from server.domain.permissions import Permission as P
from server.store.account_rows import Officer
from server.store.accounts import AccountRefused, hashed
from server.store.people import Skill, Substitute
from server.store.pins import new_pin
from server.store.unlocking import unlock
from server.web import auth, drawn, learnt, people_form
from server.web.context import Context, context
from server.web.people_form import ALWAYS, PersonForm, Row
from server.web.permits import needs
from server.web.problems import Problem
from server.web.shells import page
from server.web.signin import today

bp = Blueprint("people", __name__)
_HOME = "/manage/people"
BLANK_ROWS = 2
"""Empty lines for skills and substitutes, to be filled in."""


@bp.get(_HOME)
@needs(P.MANAGE_PEOPLE, "not_an_admin")
def people() -> str:
    """Everybody, and the form of one person or of a new one."""
    who = request.args.get("who", "")
    if "new" in request.args:
        return _page(PersonForm(), new=True)
    return _page(_form_of(context(), _found(who)) if who else None)


@bp.post(_HOME)
@needs(P.MANAGE_PEOPLE)
def add() -> Response | tuple[str, int]:
    """Make an account; its PIN is on the answer and nowhere else."""
    parts, told = context(), people_form.read(request.form)
    logins = [one.login for one in parts.accounts.list_officers()]
    people_form.check(told, parts.desk.plan, auth.caller().roles, logins, new=True)
    if told.wrong:
        return _page(told, new=True), 422
    pin, counter = new_pin(), int(told.counter) if told.counter else None
    kept = parts.runtime.offload(hashed, pin)
    try:
        parts.accounts.create_officer(
            told.login, told.name, told.department, told.roles, kept, counter
        )
    except AccountRefused:
        told.wrong.append(("login", "taken"))
        return _page(told, new=True), 422
    parts.accounts.change(told.login, must_change=1)
    _keep(parts, told)
    return _once(told.login, pin)


@bp.post(f"{_HOME}/<login>")
@needs(P.MANAGE_PEOPLE)
def save(login: str) -> Response | tuple[str, int]:
    """Change a person, or say everything that is wrong, or that they are not as shown any more."""
    parts, told = context(), people_form.read(request.form)
    found = _mine(login)
    told.login, now = found.login, _form_of(parts, found)
    if drawn.is_late(request.form.get("base"), drawn.base(now)):
        return _page(now, moved=True), 409
    everybody = parts.accounts.list_officers()
    logins = [one.login for one in everybody]
    people_form.check(told, parts.desk.plan, auth.caller().roles, logins, new=False)
    people_form.check_last(told, people_form.after(found, told), everybody, today(parts))
    if told.wrong:
        return _page(told), 422
    _keep(parts, told)
    learnt.keep(parts, auth.caller().actor)
    return redirect(f"{_HOME}?who={login}&saved=1", 303)


@bp.post(f"{_HOME}/<login>/<any(pin, unlock, disable, enable):deed>")
@needs(P.MANAGE_PEOPLE)
def do(login: str, deed: str) -> Response | tuple[str, int]:
    """A new PIN for one sign-in, shown once; or end their wait, shut them out, let them in."""
    parts, found = context(), _mine(login)
    if deed == "pin":
        if found.disabled:
            raise Problem("not-allowed")
        pin = new_pin()
        parts.accounts.set_pin(login, parts.runtime.offload(hashed, pin), one_time=True)
        return _once(login, pin)
    if deed == "unlock":
        unlock(parts.accounts, login)
        return redirect(f"{_HOME}?who={login}&saved=1", 303)
    if login == auth.caller().actor.id:
        raise Problem("not-allowed")  # nobody shuts themselves out by mistake
    told, shut = _form_of(parts, found), replace(found, disabled=deed == "disable")
    people_form.check_last(told, shut, parts.accounts.list_officers(), today(parts))
    if told.wrong:
        return _page(told), 422
    parts.accounts.disable(login, deed == "disable")
    return redirect(f"{_HOME}?who={login}&saved=1", 303)


def _found(login: str) -> Officer:
    everybody = context().accounts.list_officers()
    found = next((one for one in everybody if one.login == login), None)
    if found is None:
        raise NotFound
    return found


def _mine(login: str) -> Officer:
    """The officer if the caller may change them. Raises NotFound, or Problem."""
    found = _found(login)
    if not may_give(auth.caller().roles, found.roles):
        raise Problem("not-allowed")
    return found


def _keep(parts: Context, told: PersonForm) -> None:
    login = told.login
    parts.accounts.describe(
        login,
        name=told.name,
        department=told.department,
        roles=told.roles,
        counter=int(told.counter) if told.counter else None,
        seconded_from=told.from_day or None,
        seconded_to=told.to_day or None,
    )
    parts.people.set_skills(
        login,
        [Skill(login, r.what, r.main, r.from_day or ALWAYS, r.to_day or None) for r in told.skills],
    )
    parts.people.set_substitutes(
        login,
        [
            Substitute(login, r.what, r.from_day or ALWAYS, r.to_day or None)
            for r in told.stands_for
        ],
    )


def _form_of(parts: Context, one: Officer) -> PersonForm:
    skills = [
        Row(s.group, s.main, _first(s.from_day), s.to_day or "")
        for s in parts.people.skills()
        if s.login == one.login
    ]
    stands_for = [
        Row(s.stands_for, True, _first(s.from_day), s.to_day or "")
        for s in parts.people.substitutes()
        if s.login == one.login
    ]
    return PersonForm(
        one.login,
        one.name,
        one.department,
        sorted(one.roles),
        "" if one.counter is None else str(one.counter),
        one.seconded_from or "",
        one.seconded_to or "",
        skills,
        stands_for,
    )


def _first(day: str) -> str:
    return "" if day == ALWAYS else day


def _once(login: str, pin: str) -> Response:
    made = make_response(_page(_form_of(context(), _found(login)), pin=pin))
    made.headers["Cache-Control"] = "no-store"
    return made


def _page(told: PersonForm | None, new: bool = False, pin: str = "", *, moved: bool = False) -> str:
    parts, by = context(), auth.caller()
    everybody = parts.accounts.list_officers()
    shown = next((one for one in everybody if told and one.login == told.login), None)
    return page(
        "people",
        name=by.name,
        me=by.actor.id,
        day=today(parts),
        people=everybody,
        told=told,
        new=new,
        pin=pin,
        moved=moved,
        base=drawn.base(_form_of(parts, shown)) if shown and not new else None,
        shown=None if new else shown,
        mine=new or (shown is not None and may_give(by.roles, shown.roles)),
        saved="saved" in request.args,
        roles=[role for role in OF_PEOPLE if may_give(by.roles, frozenset({role}))],
        plan=parts.desk.plan,
        blank=[Row("")] * BLANK_ROWS,
        csrf=auth.csrf_token(),
    )
