"""``/manage/procedures``: the list in force, files in and out, versions and the way back."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.exceptions import BadRequest, NotFound
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as Answer

from server.domain import sessions
from server.domain.permissions import Permission as P
from server.errors import ProceduresRefused
from server.procedures import drafts, importing, keeping
from server.procedures.keeping import Origin
from server.store import procedures
from server.web import auth, search
from server.web.context import answer, context
from server.web.permits import needs
from server.web.shells import page

bp = Blueprint("procedures_page", __name__)
HOME = "/manage/procedures"
LARGEST_FILE = 8 * 2**20
"""Bytes of an uploaded list; one of 1,600 procedures has about one million."""
MOST_LISTED = 100_000
ROWS = 50
MOST_WRONG = 200
"""Refused rows that the page shows; the rest are counted."""
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@bp.get(HOME)
@needs(P.MANAGE_PROCEDURES, "not_of_office")
def procedures_page() -> str:
    """The list, found by words, its versions, and a draft that waits to be adopted."""
    return _page()


@bp.post(f"{HOME}/file")
@needs(P.MANAGE_PROCEDURES)
def upload() -> Answer:
    """A file, as the body of the request: checked, and kept as a draft. 422 says why not."""
    parts, who = context(), auth.caller()
    name = Path(request.args.get("name", "")).name[:80]
    if Path(name).suffix.lower() not in (".csv", ".xlsx", ".xlsm"):
        return answer({"code": "kind"}, 422)
    body = request.get_data(cache=False)

    def check() -> drafts.Draft:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"list{Path(name).suffix.lower()}"
            path.write_bytes(body)
            return drafts.read(parts.accounts.store, parts.desk.plan, path, who.actor.id, name)

    try:
        draft = parts.runtime.offload(check)
    except ProceduresRefused as refused:
        told = str(refused).replace(str(Path(tempfile.gettempdir())), "")
        return answer({"code": "unreadable", "why": told.rpartition("/")[2]}, 422)
    parts.drafts.keep(draft)
    return answer({"draft": draft.id}, 201)


@bp.post(f"{HOME}/adopt")
@needs(P.MANAGE_PROCEDURES)
def adopt() -> Answer | tuple[str, int]:
    """A draft becomes the newest version."""
    parts, who = context(), auth.caller()
    draft = parts.drafts.of(request.form.get("draft", ""), who.actor.id)
    if draft is None:
        return _page("gone"), 409
    with parts.accounts.store.read() as db:
        newest = procedures.newest(db)
    if (newest.no if newest else 0) != draft.base:
        parts.drafts.drop(draft.id)
        return _page("moved"), 409
    if draft.is_few and request.form.get("few") != "on":
        return _page("few", draft), 422
    if not draft.document.procedures:
        return _page("empty", draft), 422
    origin = Origin(str(who.actor), draft.name, parts.desk.now(), draft.refused)
    packed = parts.runtime.offload(keeping.pack, draft.document)
    keeping.keep_packed(parts.accounts.store, packed, origin)
    parts.drafts.drop(draft.id)
    return redirect(f"{HOME}?saved=1")


@bp.post(f"{HOME}/restore")
@needs(P.MANAGE_PROCEDURES)
def restore() -> Answer:
    """An earlier version becomes the newest."""
    parts, who = context(), auth.caller()
    store = parts.accounts.store
    with store.read() as db:
        edition = _edition(db, request.form.get("version", ""))

    def read() -> keeping.Packed:
        with store.read() as db:
            return keeping.pack(keeping.document_of(db, edition))

    packed = parts.runtime.offload(read)
    about = f"version {edition.no}: {edition.about}"[:200]
    keeping.keep_packed(store, packed, Origin(str(who.actor), about, parts.desk.now()))
    return redirect(f"{HOME}?saved=1")


@bp.get(f"{HOME}/export")
@needs(P.MANAGE_PROCEDURES)
def export() -> Response:
    """A version as CSV or XLSX: what an import reads again."""
    parts, form = context(), request.args.get("form", "csv")
    if form not in _TYPES:
        raise BadRequest
    with parts.accounts.store.read() as db:
        edition = _edition(db, request.args.get("version", ""))

    def make() -> bytes:
        with parts.accounts.store.read() as db:
            document = keeping.document_of(db, edition)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"list.{form}"
            importing.export(path, document)
            return path.read_bytes()

    name = f"luot-procedures-{parts.desk.plan.centre.id}-{edition.no}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(parts.runtime.offload(make), content_type=_TYPES[form], headers=headers)


def _edition(db: Any, asked: str) -> procedures.Edition:
    """Raises NotFound for a version that there is not."""
    if asked and not (asked.isascii() and asked.isdigit() and len(asked) < 10):
        raise NotFound
    try:
        return keeping.edition(db, int(asked) if asked else None)
    except ProceduresRefused as refused:
        raise NotFound from refused


def _listed(words: str, first: int) -> tuple[int, search.Rows]:
    """What words find, best first; without words all by their code, as the file is read."""
    parts = context()
    if words.strip():
        return search.find(parts.shelf, parts.desk.plan, words, first, ROWS)
    total, rows = search.find(parts.shelf, parts.desk.plan, "", 0, MOST_LISTED)
    return total, sorted(rows, key=lambda row: str(row["code"]))[first : first + ROWS]


def _page(wrong: str = "", draft: drafts.Draft | None = None) -> str:
    parts, who = context(), auth.caller()
    words = request.args.get("q", "")[:100]
    start = request.args.get("start", "0")
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 0
    total, rows = _listed(words, first)
    with parts.accounts.store.read() as db:
        every = procedures.editions(db)
    zone = sessions.zone_of(parts.desk.plan)

    def local(at: datetime) -> str:
        return at.astimezone(zone).strftime("%d/%m/%Y %H:%M")

    return page(
        "procedures",
        name=who.name,
        q=words,
        first=first,
        total=total if every else 0,
        rows=rows if every else [],
        step=ROWS,
        versions=every,
        local=local,
        saved="saved" in request.args,
        wrong=wrong,
        draft=draft or parts.drafts.of(request.args.get("draft", ""), who.actor.id),
        most_wrong=MOST_WRONG,
        csrf=auth.csrf_token(),
    )
