"""For the case system: which visits there were for a dossier. Read only, no people in it."""

from __future__ import annotations

from typing import Annotated, Any

from apiflask import APIBlueprint
from flask import Response
from pydantic import BaseModel, Field

from server.domain.dossiers import dossier_code
from server.domain.errors import refuse
from server.domain.facts import from_ms
from server.domain.permissions import Permission as P
from server.store import cases
from server.web.context import answer, context
from server.web.permits import needs

bp = APIBlueprint("cases", __name__, tag="Cases", url_prefix="/api/v1")
MOST = 500


class Visit(BaseModel):
    """One visit that was served: times are RFC 3339 in UTC, null where nobody said so."""

    case: str
    number: int
    group: str
    counter: int | None
    issued_at: str
    called_at: str | None
    started_at: str | None
    ended_at: str
    procedure: str | None
    outcome: str | None
    dossiers: int | None


class Page(BaseModel):
    """Visits in the order in which they ended; ``next`` is the ``after`` of the next page."""

    visits: list[Visit]
    next: int


class OfCase(BaseModel):
    """Every visit for a dossier, the oldest first."""

    visits: list[Visit]


class PageQuery(BaseModel):
    """``after`` is 0 at first, then the ``next`` of the page before."""

    after: Annotated[int, Field(ge=0)] = 0
    limit: Annotated[int, Field(ge=1, le=MOST)] = 100


def view(found: cases.Visit) -> dict[str, Any]:
    """A visit as the case system reads it."""
    return {
        **{"case": found.case, "number": found.number, "group": found.group},
        **{"counter": found.counter, "issued_at": _at(found.issued_ms)},
        **{"called_at": _at(found.called_ms), "started_at": _at(found.started_ms)},
        **{"ended_at": _at(found.ended_ms), "procedure": found.procedure},
        **{"outcome": found.outcome, "dossiers": found.dossiers},
    }


def _at(ms: int | None) -> str | None:
    return None if ms is None else from_ms(ms).isoformat()


@bp.get("/cases")
@bp.input(PageQuery, location="query")
@bp.output(Page)
@bp.doc(security=["token", "officer"])
@needs(P.READ_CASES)
def page(query_data: PageQuery) -> Response:
    """What came since the last look: ask again with ``next``, also when nothing came."""
    found = context().runtime.offload(_after, query_data.after, query_data.limit, _store())
    at = found[-1].seq if found else query_data.after
    return answer({"visits": [view(one) for one in found], "next": at})


@bp.get("/cases/<code>")
@bp.output(OfCase)
@bp.doc(security=["token", "officer"])
@needs(P.READ_CASES)
def one(code: str) -> Response:
    """The visits for one dossier; 404 when there was none."""
    found = context().runtime.offload(_of, dossier_code(code), _store())
    if not found:
        raise refuse("unknown-case")
    return answer({"visits": [view(visit) for visit in found]})


def _store() -> Any:
    return context().accounts.store


def _after(seq: int, most: int, store: Any) -> list[cases.Visit]:
    with store.read() as db:
        return cases.after(db, seq, most)


def _of(code: str, store: Any) -> list[cases.Visit]:
    with store.read() as db:
        return cases.of_case(db, code)
