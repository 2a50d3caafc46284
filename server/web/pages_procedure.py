"""``/manage/procedures/one``: one procedure, changed, added or closed by way of a draft."""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from server.domain.permissions import Permission as P
from server.procedures import editing
from server.procedures.drafts import Draft
from server.procedures.rules import LEVELS
from server.procedures.told import Wrong
from server.web import auth
from server.web.context import context
from server.web.permits import needs
from server.web.shells import page

bp = Blueprint("procedure_page", __name__)
HOME = "/manage/procedures/one"


@bp.get(HOME)
@needs(P.MANAGE_PROCEDURES, "not_of_office")
def one() -> str:
    """The procedure ``?code=`` as a form; an empty form without one."""
    code = request.args.get("code", "")
    return _page(code, _held(code) if code else dict.fromkeys(editing.FIELDS, ""))


@bp.post(HOME)
@needs(P.MANAGE_PROCEDURES)
def change() -> Response | tuple[str, int]:
    """Make the draft that the page of the list shows, or say everything that is wrong."""
    parts, login, was = context(), auth.caller().actor.id, request.form.get("was", "")
    if was:
        _held(was)
    store, plan = parts.accounts.store, parts.desk.plan
    form = {name: request.form.get(name, "") for name in editing.FIELDS}
    made: Draft | list[Wrong]
    if was and request.form.get("deed") == "close":
        made = parts.runtime.offload(editing.close, store, plan, login, was)
    else:
        made = parts.runtime.offload(editing.edit, store, plan, login, was, form)
    if isinstance(made, list):
        return _page(was, {**form, "code": was or form["code"]}, made), 422
    parts.drafts.keep(made)
    return redirect(f"/manage/procedures?draft={made.id}", 303)


def _held(code: str) -> dict[str, str]:
    """Raises NotFound for a code that the list does not have."""
    found = editing.find(context().accounts.store, code)
    if found is None:
        raise NotFound
    return editing.typed(found)


def _page(code: str, typed: dict[str, str], wrong: list[Wrong] | None = None) -> str:
    return page(
        "procedure",
        name=auth.caller().name,
        code=code,
        typed=typed,
        wrong=wrong or [],
        fields=editing.FIELDS,
        many=editing.MANY,
        groups=context().desk.plan.groups.values(),
        levels=LEVELS,
        pairs=lambda words: dict(one.split("=", 1) for one in words.split("|")),
        csrf=auth.csrf_token(),
    )
