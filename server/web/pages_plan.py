"""``/manage/plan``: the plan as tables with forms; a draft is checked, looked at, then followed.

Plain forms, so that they work without scripts. What is typed goes into a draft of whoever types;
the hall follows it only when it is adopted.
"""

from __future__ import annotations

import copy
from typing import Any

from flask import Blueprint, request
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from broker.topics import Role
from server.domain.errors import Reason, Refused
from server.domain.networks import network_of
from server.domain.permissions import Permission as P
from server.domain.plan import PlanRefused, parse_plan
from server.domain.plan_check import SINGLE, TABLES
from server.plandesk import errors_told
from server.store.plan_drafts import Draft
from server.web import auth, plan_form
from server.web.context import context
from server.web.permits import needs
from server.web.shells import page

bp = Blueprint("plan_page", __name__)
_HOME = "/manage/plan"
_LONGEST_NOTE = 200
_GONE = Reason(
    "Dòng này vừa được bỏ hoặc đổi tên ở cửa sổ khác. Mở lại bảng rồi sửa.",
    "This row was removed or renamed in another window. Open the table again.",
)
_EMPTY = Reason("Tệp trống. Hãy chọn tệp plan.toml.", "The file is empty. Choose a plan.toml.")
_NO_TEXT = Reason("Hãy lưu tệp dạng UTF-8.", "Save the file as UTF-8.")
_WHY = Reason("Hãy ghi vì sao sửa; lịch sử giữ lại câu đó.", "Say why; the history keeps it.")


@bp.get(_HOME)
@needs(P.MANAGE_PLAN, "not_of_office")
def plan() -> str:
    """A table of the plan with the form of one row, the check of the draft, or the history."""
    return _page()


@bp.get(f"{_HOME}/row")
@bp.get(f"{_HOME}/import")
@bp.get(f"{_HOME}/draft")
@bp.get(f"{_HOME}/adopt")
@needs(P.MANAGE_PLAN, "not_of_office")
def again() -> Response:
    """A refused form that is asked for again, as by the switch of languages, is the check."""
    return redirect(f"{_HOME}?tab=check", 303)


@bp.post(f"{_HOME}/row")
@needs(P.MANAGE_PLAN)
def row() -> Response | tuple[str, int]:
    """Put a row into the draft, or take it away."""
    table, at = request.form.get("tab", ""), _index(request.form.get("row", ""))
    if table not in TABLES:
        return _page(), 422
    draft = _draft()
    at = plan_form.place_of(draft.document, table, at, request.form.get("was"))
    if at == plan_form.NOWHERE:
        return _page(said=_GONE), 409
    gone = request.form.get("deed") == "remove"
    sent = None if gone else plan_form.row_of(table, request.form)
    plan_form.put(draft.document, table, at, sent)
    _keep(draft)
    at = len(plan_form.rows(draft.document, table)) - 1 if at is None else at
    return redirect(f"{_HOME}?tab={table}" + ("" if gone else f"&row={at}"), 303)


@bp.post(f"{_HOME}/import")
@needs(P.MANAGE_PLAN)
def take_in() -> Response | tuple[str, int]:
    """Make a file the draft; nothing is followed by that."""
    sent = request.files.get("file")
    try:
        text = (sent.read() if sent else b"").decode("utf-8-sig")
    except UnicodeDecodeError:
        return _page(said=_NO_TEXT, of_file=True), 422
    document, wrong = plan_form.read_toml(text)
    if not text.strip():
        return _page(said=_EMPTY, of_file=True), 422
    if wrong or not document:
        return _page(wrong=errors_told(wrong), of_file=True), 422
    _keep(Draft(_version(), document))
    return redirect(f"{_HOME}?tab=check", 303)


@bp.post(f"{_HOME}/draft")
@needs(P.MANAGE_PLAN)
def draft() -> Response:
    """Throw the draft away, make an old plan or somebody's draft one's own, or take back the plan
    of tomorrow."""
    deed, by = request.form.get("deed"), auth.caller().actor
    if deed == "revoke":
        context().desk.unschedule_plan(by, None)
        return redirect(f"{_HOME}?tab=check&done=1", 303)
    if deed == "take":
        _take(request.form.get("login", ""))
        return redirect(f"{_HOME}?tab=check", 303)
    context().plan_drafts.pop(by.id, None)
    if deed == "restore":
        old = context().desk.plan_version(_index(request.form.get("seq", "")) or 0)
        _keep(Draft(_version(), old["plan"]))
    return redirect(f"{_HOME}?tab=check", 303)


@bp.post(f"{_HOME}/adopt")
@needs(P.MANAGE_PLAN)
def adopt() -> Response | tuple[str, int]:
    """Follow the draft, or say everything that is wrong with it."""
    parts, by, made = context(), auth.caller().actor, _draft()
    begin = "tomorrow" if request.form.get("from") == "tomorrow" else "now"
    note = request.form.get("note", "").strip()[:_LONGEST_NOTE]
    if not note:
        return _page(said=_WHY), 422
    try:
        done = parts.desk.adopt_plan(
            by,
            None,
            parse_plan(made.document),
            made.base,
            begin=begin,
            note=note,
            network=network_of(request.remote_addr or ""),
        )
    except PlanRefused as refused:
        return _page(wrong=errors_told(refused.errors)), 422
    except Refused as refused:
        return _page(said=refused.reason), refused.status
    if done["errors"]:
        return _page(wrong=done["errors"]), 422
    parts.plan_drafts.pop(by.id, None)
    return redirect(f"{_HOME}?tab=history&done=1", 303)


def _index(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _version() -> str:
    return str(context().desk.plan_told()["version"])


def _draft() -> Draft:
    """The caller's own draft, or a new one of the plan in force."""
    kept = context().plan_drafts.get(auth.caller().actor.id)
    if kept is not None:
        return kept
    told = context().desk.plan_told()
    return Draft(told["version"], copy.deepcopy(told["plan"]))


def _take(login: str) -> None:
    """Make the draft of somebody else one's own, unless one has a draft."""
    drafts, by = context().plan_drafts, auth.caller().actor
    if by.id not in drafts and login in drafts:
        drafts[by.id] = drafts.pop(login)


def _others() -> list[dict[str, str]]:
    """Who has a draft for administrators to look at, and why."""
    parts, by = context(), auth.caller().actor
    names = {one.login: one.name for one in parts.accounts.list_officers()}
    kept = [(login, parts.plan_drafts[login]) for login in parts.plan_drafts if login != by.id]
    return [
        {"login": login, "name": names.get(login, login), "note": draft.note}
        for login, draft in kept
        if draft.note
    ]


def _keep(made: Draft) -> None:
    context().plan_drafts[auth.caller().actor.id] = made


def _checked(made: Draft) -> dict[str, Any]:
    try:
        return context().desk.plan_checked(parse_plan(made.document))
    except PlanRefused as refused:
        return {"errors": errors_told(refused.errors), "changes": [], "waiting": []}


def _page(
    wrong: list[dict[str, Any]] | None = None, said: Reason | None = None, of_file: bool = False
) -> str:
    parts, by, made = context(), auth.caller(), _draft()
    tab = request.args.get("tab") or request.form.get("tab") or "group"
    tab = "check" if wrong or said else tab
    tab = tab if tab in (*TABLES, "check", "history") else "group"
    found = _checked(made)
    rows = plan_form.rows(made.document, tab) if tab in TABLES else []
    at = 0 if tab in SINGLE else _index(request.args.get("row", ""))
    return page(
        "plan",
        name=by.name,
        tab=tab,
        tables=TABLES,
        rows=rows,
        at=at if at is not None and at < max(len(rows), tab in SINGLE) else None,
        new="new" in request.args,
        single=tab in SINGLE,
        form=plan_form,
        draft=made.document,
        displays=[one.id for one in parts.accounts.in_force() if one.role == Role.DISPLAY],
        is_draft=by.actor.id in parts.plan_drafts,
        note=made.note,
        others=_others(),
        told=parts.desk.plan_told(),
        found=found,
        wrong=found["errors"] if wrong is None else wrong,
        said=said,
        of_file=of_file,
        done="done" in request.args,
        history=parts.runtime.offload(parts.desk.plan_versions) if tab == "history" else [],
        pairs=_pairs,
        csrf=auth.csrf_token(),
    )


def _pairs(words: str) -> dict[str, str]:
    """``a=b|c=d``: the names of tables and fields."""
    return dict(one.split("=", 1) for one in words.split("|"))
