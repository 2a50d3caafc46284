"""Each field that ``text_fields.txt`` calls kept is written once with a mark of its own, which is
then found somewhere, and is markup nowhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from server.domain.plan import parse_plan, plan_to_document
from server.domain.plan_toml import plan_to_toml

HERE = Path(__file__).parent
HTML = {"Accept": "text/html"}
FILL = json.loads((HERE / "route_ids.json").read_text("utf-8"))
SLOT = "2026-11-24T10:00:00+07:00"


def mark(n: int) -> str:
    """Markup that can be told from every other."""
    return f"zq{n:02}z\"'><img src=x onerror=zq()>"


class Writer:
    """Writes each kept text, and remembers under which mark; and the pages that may show it."""

    def __init__(self, hall: Any, admin: Any) -> None:
        self.hall, self.admin = hall, admin
        self.marks: dict[str, str] = {}
        self.pages: list[str] = []

    def text(self, what: str) -> str:
        """The mark of a field of the table."""
        return self.marks.setdefault(what, mark(len(self.marks)))

    def json(self, path: str, rule: str = "", **fields: str) -> Any:
        """POST a body; ``fields`` names kept ones by themselves, others with their value."""
        where = f"POST /api/v1{rule or path}"
        kept = {f"{where} {name}" for name in fields if fields[name] is KEPT}
        body = {n: self.text(f"{where} {n}") if v is KEPT else v for n, v in fields.items()}
        told = self.admin.post(path, json=body)
        assert told.status_code < 300, f"{kept or where}: {told.text}"
        return told.json

    def form(self, page: str, template: str, **fields: Any) -> Any:
        """POST a form that keeps some of its fields."""
        sent = {n: self.text(f"{template} {n}") if v is KEPT else v for n, v in fields.items()}
        told = self.admin.client.post(page, data={"csrf_token": self.admin.csrf, **sent})
        assert told.status_code < 400, f"{template}: {told.status_code} {told.text[:300]}"
        return told

    def ticket(self) -> dict[str, Any]:
        """A number for counter 1."""
        asked = {"json": {"group": "ho-tich"}, "headers": self.hall.bearer("kiosk")}
        made: dict[str, Any] = self.hall.client().post("/api/v1/tickets", **asked).json
        self.pages += [f"/t/{made['key']}", f"/api/v1/tickets/{made['key']}"]
        self.pages += [f"/api/v1/desk/tickets/{made['number']}"]
        return made


KEPT: Any = object()


@pytest.fixture
def writer(hall):
    document = plan_to_document(hall.desk.plan)
    document["group"][0]["slot_capacity"] = 9
    document["booking"] = {"enabled": True}
    hall.desk._ledger.adopt(parse_plan(document))
    hall.accounts.create_officer("root", "Quản trị", "Sở", ["admin"], "246810", 1)
    return Writer(hall, hall.log_in("root"))


def at_counters(write: Writer) -> None:
    """What officers write."""
    rule = "/counters/{n}"
    write.json("/counters/1/open")
    write.json("/counters/2/open")
    by_hand = write.ticket()
    write.json("/counters/1/call", f"{rule}/call", number=by_hand["number"], reason=KEPT)
    write.json("/counters/1/note", f"{rule}/note", text=KEPT)
    write.json("/counters/1/park", f"{rule}/park", reason=KEPT)
    write.ticket()
    write.json("/counters/1/next")
    write.json("/counters/1/note", f"{rule}/note", text=KEPT)
    write.json("/counters/2/pause", f"{rule}/pause", reason=KEPT)


def at_the_desk(write: Writer) -> None:
    """What guides write."""
    write.json("/announcements", place="hall", vi=KEPT, en=KEPT)
    gone = write.ticket()["number"]
    write.json(f"/desk/tickets/{gone}/cancel", "/desk/tickets/{number}/cancel", reason=KEPT)
    write.json("/groups/dat-dai/close", "/groups/{code}/close", reason_vi=KEPT, reason_en=KEPT)
    booked = write.json("/bookings", group="ho-tich", slot_at=SLOT)["code"]
    write.form("/desk/appointments/cancel", "appointments.html", code=booked, words=KEPT)
    write.pages += [f"/b/{booked}", f"/api/v1/bookings/{booked}"]


def by_citizens(write: Writer) -> None:
    """What citizens write, and what they are answered."""
    code = write.json("/feedback", text=KEPT)["code"]
    write.json(f"/feedback/{code}/answer", "/feedback/{code}/answer", text=KEPT)
    other = write.form("/feedback", "feedback.html", text=KEPT, once="1").location.rsplit("/")[-1]
    write.form(f"/manage/feedback/{other}/answer", "inbox.html", text=KEPT)
    write.pages += [f"/feedback/{code}", f"/feedback/{other}", f"/api/v1/feedback/{code}"]
    write.pages += ["/manage/feedback?state=answered"]


def by_the_office(write: Writer) -> None:
    """What administrators write; last, for the plan's words are then in all of it."""
    person = {"department": "Sở Tư pháp", "roles": "officer", "counter": "2"}
    write.form("/manage/people", "people.html", login="bao", name=KEPT, **person)
    write.pages += ["/manage/people?who=bao", "/manage/plan?tab=history"]
    document = plan_to_document(write.hall.desk.plan)
    document["group"][0]["name_vi"] = write.text("POST /api/v1/plan/adopt toml")
    toml = plan_to_toml(parse_plan(document))
    base = write.admin.get("/plan").json["version"]
    write.json("/plan/adopt", toml=toml, base=base, note=KEPT)
    first = write.admin.get("/plan/history").json["versions"][-1]["seq"]
    base = write.admin.get("/plan").json["version"]
    path, rule = f"/plan/history/{first}/restore", "/plan/history/{seq}/restore"
    write.json(path, rule, base=base, note=KEPT)
    row = {"id": "1", "name_vi": write.text("plan.html {{one}}"), "name_en": "x"}
    write.form("/manage/plan/row", "plan.html", tab="zone", row="0", **row)
    write.form("/manage/plan/adopt", "plan.html", note=KEPT)


def addresses(write: Writer) -> Iterator[str]:
    """Every page and every document, with ids filled in, and those of what was written."""
    adapter = write.hall.web.app.url_map.bind("localhost")
    for rule in write.hall.web.app.url_map.iter_rules():
        if "GET" in rule.methods and rule.endpoint != "static":
            yield adapter.build(rule.endpoint, {n: FILL[n] for n in rule.arguments})
    yield from write.pages
    yield "/api/v1/counters/2"


def test_every_kept_text_is_seen_again_as_text(writer):
    for part in (at_counters, at_the_desk, by_citizens, by_the_office):
        part(writer)
    seen = ""
    for address in addresses(writer):
        with writer.admin.client.get(address, headers=HTML) as told:
            if told.mimetype == "text/html":
                assert "<img src=x" not in told.text, address
            seen += told.text
    lines = (HERE / "text_fields.txt").read_text("utf-8").splitlines()
    kept = {" ".join(line.split()[:-1]) for line in lines if line.endswith(" kept")}
    assert kept == writer.marks.keys(), "each kept field is written here"
    assert [what for what, text in writer.marks.items() if text[:5] not in seen] == []
