"""Every text that anybody can send is in ``text_fields.txt``, and is text wherever it is shown.

A field that is ``kept`` is seen again somewhere (test_text_kept.py). The others are compared with
what exists (``known``), read as a time, come back in their own form (``echo``), stay in the journal
(``unseen``), are secrets, or are read by scripts, which send JSON fields (``script``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from server.domain.plan import parse_plan, plan_to_document

HERE = Path(__file__).parent
TEMPLATES = HERE.parents[2] / "server" / "web" / "templates"
HTML = {"Accept": "text/html"}
FILL = json.loads((HERE / "route_ids.json").read_text("utf-8")) | {"n": 1}
EVIL = "\"'><img src=x onerror=zq()></script>"
SLOT = "2026-11-24T10:00:00+07:00"
HOWS = {"kept", "own", "unseen", "known", "time", "echo", "secret", "script"}
TYPED = {None, "text", "search", "hidden", "password", "date", "time"}
SAMPLES: dict[str, Any] = {
    **{"number": 1001, "score": 5, "ticket": "x", "group": "ho-tich", "place": "hall"},
    **{"reason": "x", "text": "x", "login": "lan", "pin": "0", "old": "0", "new": "0"},
    **{"slot_at": SLOT, "priority": True, "toml": "", "base": "x"},
}
"""What else a body needs beside the field that is tried."""
FORMS = {
    "alerts.html": ("POST /manage/alerts/long-wait",),
    "appointments.html": ("POST /desk/appointments/check-in", "POST /desk/appointments/cancel"),
    "audit.html": ("GET /manage/audit",),
    "book.html": ("GET /book", "GET /b/"),
    "book_slot.html": ("POST /book/ho-tich/2026-11-24",),
    "decide.html": ("POST /manage/decide",),
    "decide/result.html": ("POST /manage/decide", "GET /manage/decide"),
    "decide/sentence.html": ("POST /manage/decide", "GET /manage/decide"),
    "feedback.html": ("POST /feedback", "GET /feedback"),
    "history/filter.html": ("GET /manage/history",),
    "inbox.html": ("POST /manage/feedback/XXXX-XXXX/answer",),
    "media.html": ("POST /manage/media/x",),
    "open.html": ("POST /manage/open", "POST /manage/open/token"),
    "people.html": ("POST /manage/people", "POST /manage/people/lan"),
    "plan.html": ("POST /manage/plan/row", "POST /manage/plan/adopt", "POST /manage/plan/draft"),
    "procedure.html": ("POST /manage/procedures/one",),
    "procedures.html": ("GET /manage/procedures", "POST /manage/procedures/restore"),
    "reel.html": ("POST /manage/decide/day", "GET /manage/decide/day"),
    "reports.html": ("POST /manage/reports",),
    "roster.html": ("POST /manage/people/roster", "GET /manage/people/roster"),
    "secret.html": ("POST /secret",),
    "slip.html": ("POST /manage/slip", "GET /manage/slip", "POST /manage/slip/draft"),
    "staffing.html": ("POST /manage/decide/staffing",),
    "texts.html": ("POST /manage/texts", "POST /manage/texts/restore"),
    "phone/question.html": ("POST /t/{key}/rating",),
}
"""Where the forms of a template lead."""


@cache
def written() -> dict[str, str]:
    """``where name: how`` of the table."""
    lines = (HERE / "text_fields.txt").read_text("utf-8").splitlines()
    rows = [line.rsplit(maxsplit=1) for line in lines if line and not line.startswith("#")]
    return {re.sub(r"\s+", " ", what): how for what, how in rows}


def schemas(spec: dict) -> Iterator[tuple[str, str]]:
    """``(METHOD /path, field)`` of every text in a JSON body."""
    known = spec["components"]["schemas"]

    def texts(schema: dict, path: str) -> Iterator[str]:
        schema = known[schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema
        for one in schema.get("anyOf", []):
            yield from texts(one, path)
        if schema.get("type") == "string" and "enum" not in schema:
            yield path
        if schema.get("type") == "array":
            yield from texts(schema["items"], f"{path}[]")
        for name, one in schema.get("properties", {}).items():
            yield from texts(one, f"{path}.{name}".lstrip("."))

    for path, item in spec["paths"].items():
        for method, operation in item.items():
            if "requestBody" in operation:
                body = operation["requestBody"]["content"]["application/json"]["schema"]
                for name in texts(body, ""):
                    yield f"{method.upper()} {path}", name


def controls() -> Iterator[tuple[str, str]]:
    """``(template, field)`` of everything that can be typed, chosen or hidden in a form."""
    for file in sorted(TEMPLATES.rglob("*.html")):
        for tag in re.findall(r"<(?:input|textarea|select)\b[^>]*>", file.read_text("utf-8")):
            name, type_ = (re.search(rf'{one}="([^"]*)"', tag) for one in ("name", "type"))
            if name and (type_ and type_[1]) in TYPED and name[1] != "csrf_token":
                yield str(file.relative_to(TEMPLATES)), name[1].replace(" ", "")


def test_every_text_field_is_in_the_table_and_nothing_else(hall):
    spec = hall.client().get("/openapi.json").json
    found = {f"{where} {name}" for where, name in (*schemas(spec), *controls())}
    assert sorted(found - written().keys()) == [], "say in text_fields.txt what becomes of these"
    assert sorted(written().keys() - found) == []
    assert set(written().values()) <= HOWS


@pytest.fixture
def admin(hall):
    document = plan_to_document(hall.desk.plan)
    document["group"][0]["slot_capacity"] = 2
    document["booking"] = {"enabled": True}
    hall.desk._ledger.adopt(parse_plan(document))
    hall.accounts.create_officer("root", "Quản trị", "Sở", ["admin"], "246810", 1)
    return hall.log_in("root")


def body_with(name: str, text: str) -> dict[str, Any]:
    """A body in which just that field says ``text``; ``a.b`` and ``a[]`` are where it lies."""
    outer, _, inner = name.partition(".")
    value: Any = {inner: text} if inner else text
    return SAMPLES | ({outer[:-2]: [text]} if outer.endswith("[]") else {outer: value})


def test_markup_in_any_field_breaks_nothing_and_comes_back_as_text(hall, admin):
    key = (
        hall.client()
        .post("/api/v1/tickets", json={"group": "ho-tich"}, headers=hall.bearer("kiosk"))
        .json["key"]
    )
    for what, how in written().items():
        where, name = what.rsplit(" ", 1)
        if how == "script":
            continue
        for address in FORMS.get(where, (where,)):
            method, path = re.sub(
                r"{(\w+)}", lambda m: str(FILL[m[1]]), address.replace("{key}", key)
            ).split()
            json_body = {"json": body_with(name, EVIL)} if where not in FORMS else {}
            form = {"csrf_token": admin.csrf, name: EVIL, "tab": "zone", "lang": "vi"} | {
                name: EVIL
            }
            sent = json_body or ({"query_string": form} if method == "GET" else {"data": form})
            headers = HTML if where in FORMS else {"X-CSRF-Token": admin.csrf}
            told = admin.client.open(path, method=method, headers=headers, **sent)
            assert told.status_code < 500, f"{what}: {told.status_code}"
            assert told.status_code != 403, f"{what}: the guards kept it out, so nothing was tried"
            is_text(told, what)


def is_text(told: Any, what: str) -> None:
    """An answer in which nothing that was typed is markup."""
    assert told.headers["X-Content-Type-Options"] == "nosniff"
    if told.mimetype == "text/html":
        assert "<img src=x" not in told.text, what
