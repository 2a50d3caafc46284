"""The page of the audit: a form and a table, drawn whole by the server."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, request
from pydantic import ValidationError

from server.domain.facts import KINDS
from server.domain.permissions import Permission as P
from server.web import auth
from server.web.api_audit import AuditQuery, days, page_of, search
from server.web.auditwords import pairs, told
from server.web.context import context
from server.web.permits import needs
from server.web.problems import Problem
from server.web.shells import page

bp = Blueprint("audit_page", __name__)
ROWS = 100
_FIELDS = ("from", "to", "by", "kind", "counter", "ticket", "before")


@bp.get("/manage/audit")
@needs(P.SEE_AUDIT, "not_an_auditor")
def audit() -> str:
    """Who did what, for auditors and administrators."""
    who = auth.caller()
    typed = {name: request.args[name].strip() for name in _FIELDS if request.args.get(name)}
    wrong = False
    found: dict[str, Any] = {"rows": [], "next": None}
    try:
        asked = AuditQuery.model_validate({**typed, "limit": ROWS})
        first, last = days(asked.first, asked.last)
        typed = {"from": first.isoformat(), "to": last.isoformat()} | typed
        parts = context()
        found = parts.runtime.offload(page_of, parts.desk, search(asked, asked.before), ROWS)
    except (ValidationError, Problem):
        wrong = True
    return page("audit", name=who.name, typed=typed, wrong=wrong, **_shown(typed, found))


def _shown(typed: dict[str, str], found: dict[str, Any]) -> dict[str, Any]:
    whole = {name: value for name, value in typed.items() if name != "before"}
    return {
        "rows": found["rows"],
        "told": told,
        "named": _named,
        "older": urlencode({**whole, "before": found["next"]}) if found["next"] else None,
        "newest": urlencode(whole) if "before" in typed else None,
        "files": {form: urlencode({**whole, "form": form}) for form in ("csv", "jsonl")},
    }


def _named(words: str) -> dict[str, str]:
    """Every kind of fact in words, in the order of the words; its own name when it has none."""
    known = pairs(words)
    named = {kind: known.get(kind, kind) for kind in KINDS}
    return dict(sorted(named.items(), key=lambda pair: pair[1].casefold()))
