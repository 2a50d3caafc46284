"""Words of citizens and staff are text on every page, whatever is in them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[3] / "server" / "web" / "static"
HTML = {"Accept": "text/html"}
MARK = "zq<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
"""As citizens and staff might write it; no page may hold it as it is."""
FILL = json.loads(Path(__file__).with_name("route_ids.json").read_text(encoding="utf-8"))
"""Every id that stands in a route."""


def addresses(hall):
    """Every page, with ids filled in."""
    adapter = hall.web.app.url_map.bind("localhost")
    for rule in hall.web.app.url_map.iter_rules():
        if "GET" in rule.methods and rule.endpoint != "static":
            yield adapter.build(rule.endpoint, {name: FILL[name] for name in rule.arguments})


@pytest.fixture
def admin(hall):
    hall.accounts.create_officer("root", f"Quản trị {MARK}", "Sở", ["admin"], "246810", 1)
    return hall.log_in("root")


def test_markup_in_a_text_stays_text_on_every_page(hall, admin, kiosk):
    words_everywhere(hall, admin, kiosk)
    query = dict.fromkeys(("next", "code", "number", "day", "q", "lang", "state", "off"), MARK)
    seen = 0
    for address in addresses(hall):
        for asked in ({}, query):
            with admin.client.get(address, query_string=asked, headers=HTML) as answered:
                assert answered.headers["X-Content-Type-Options"] == "nosniff"
                if answered.mimetype != "text/html":
                    continue
                seen += "zq" in answered.text
                assert "<script>alert" not in answered.text, address
                assert "<img src=x" not in answered.text, address
                assert "script-src 'self';" in answered.headers["Content-Security-Policy"]
    assert seen >= 3, "no page showed what was written"


def words_everywhere(hall, admin, kiosk) -> None:
    """Write markup into every text that the interface takes."""
    given = kiosk("ho-tich").json
    assert admin.post("/counters/1/open").status_code == 200
    assert admin.post("/counters/1/next").status_code == 200
    assert admin.post("/counters/1/park", json={"reason": MARK}).status_code == 200
    told = {"number": given["number"], "reason": MARK}
    assert admin.post("/counters/1/call", json=told).status_code in {200, 409}
    assert admin.post("/counters/2/open").status_code == 200
    assert admin.post("/counters/2/pause", json={"reason": MARK}).status_code == 200
    closing = {"reason": MARK[:60], "reason_en": MARK[:60]}
    assert admin.post("/groups/dat-dai/close", json=closing).status_code in {200, 422}
    sent = hall.client().post("/api/v1/feedback", json={"text": MARK})
    assert sent.status_code == 201
    code = sent.json["code"]
    assert admin.post(f"/feedback/{code}/answer", json={"text": MARK}).status_code == 200
    key = given["key"]
    body = {"score": 1, "comment": MARK}
    assert hall.client().post(f"/api/v1/tickets/{key}/rating", json=body).status_code in {200, 409}


def test_no_script_of_ours_makes_markup_of_text():
    makers = re.compile(r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|srcdoc)")
    found = [
        path.name
        for path in STATIC.rglob("*.js")
        if ".min." not in path.name and "vendor" not in path.parts
        if makers.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []
