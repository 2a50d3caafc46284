"""For auditors and administrators: who did what, when, from where."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from apiflask import APIBlueprint
from flask import Response
from pydantic import BaseModel, ConfigDict, Field

from server import auditing
from server.desk import Desk
from server.domain import facts as f
from server.domain import sessions
from server.domain.permissions import Permission as P
from server.store import audit
from server.web import auth
from server.web.context import answer, context
from server.web.permits import needs
from server.web.problems import Problem
from server.web.schemas import Day

bp = APIBlueprint("audit", __name__, tag="Audit", url_prefix="/api/v1")
LONGEST_DAYS = 366
Number = Annotated[int | None, Field(ge=1, le=99_999)]


class AuditFilter(BaseModel):
    """What to look for; anything when left out. Local days, both included, today when left out."""

    model_config = ConfigDict(populate_by_name=True)

    first: Annotated[Day | None, Field(alias="from")] = None
    last: Annotated[Day | None, Field(alias="to")] = None
    by: Annotated[str | None, Field(max_length=100)] = None
    kind: Annotated[str | None, Field(max_length=40)] = None
    counter: Number = None
    ticket: Number = None


class AuditQuery(AuditFilter):
    """A page of it, newest first; ``before`` is the ``next`` of the page before."""

    before: Annotated[int | None, Field(ge=1)] = None
    limit: Annotated[int, Field(ge=1, le=500)] = 100


class ExportQuery(AuditFilter):
    """All of it, in which form."""

    form: Literal["csv", "jsonl"] = "csv"


class AuditRow(BaseModel):
    """A fact of the journal, and its link of the chain."""

    seq: int
    at: str
    by: str
    kind: str
    counter: int | None
    number: int | None
    ticket: str | None
    data: dict[str, Any]
    link: str


class AuditPage(BaseModel):
    """Rows, newest first, and where the next page begins."""

    rows: list[AuditRow]
    next: int | None


@bp.get("/audit")
@bp.input(AuditQuery, location="query")
@bp.output(AuditPage)
@bp.doc(security=["officer"])
@needs(P.SEE_AUDIT)
def found(query_data: AuditQuery) -> Response:
    """Who did what: facts of the journal by person, kind, counter, ticket and day."""
    parts, asked = context(), search(query_data, query_data.before)
    return answer(parts.runtime.offload(page_of, parts.desk, asked, query_data.limit))


@bp.get("/audit/export")
@bp.input(ExportQuery, location="query")
@bp.output({}, content_type="text/csv")
@bp.doc(security=["officer"])
@needs(P.SEE_AUDIT)
def exported(query_data: ExportQuery) -> Response:
    """All that was found, as CSV or JSON lines; the export itself is kept in the journal."""
    who = auth.caller()
    asked, form = search(query_data, None), query_data.form
    parts = context()
    parts.desk.keep_fact(who.actor, f.DataExported("audit", form))
    body = parts.runtime.offload(parts.desk.audit_file, asked, form)
    name = f"luot-audit-{parts.desk.plan.centre.id}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(body, content_type=auditing.FORMS[form], headers=headers)


def page_of(desk: Desk, asked: audit.Search, limit: int) -> dict[str, Any]:
    """A page of what is found."""
    rows = desk.audit_rows(asked, limit + 1)
    more = len(rows) > limit
    return {"rows": rows[:limit], "next": rows[limit - 1]["seq"] if more else None}


def search(asked: AuditFilter, before: int | None) -> audit.Search:
    """What is asked, over local days of the hall."""
    desk = context().desk
    first, last = days(asked.first, asked.last)
    return auditing.search(
        desk.plan,
        first,
        last,
        by=asked.by or None,
        kind=asked.kind or None,
        counter=asked.counter,
        ticket=asked.ticket,
        before=before,
    )


def days(first: date | None, last: date | None) -> tuple[date, date]:
    """The days asked for. Raises Problem when they are the wrong way round, or too many."""
    desk = context().desk
    today = sessions.local_day(desk.now(), sessions.zone_of(desk.plan))
    last = last or max(today, first or today)
    first = first or last
    if not 0 <= (last - first).days < LONGEST_DAYS:
        raise Problem("invalid", [{"where": "query.from", "message": "from is after to, or far"}])
    return first, last
