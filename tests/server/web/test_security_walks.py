"""What every route must withstand: foreign ids, missing tokens, great bodies, evil ways on.

Each test walks the routes of the application, so that a new one is tested before it is thought of.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from server.web import permits
from server.web.security import LARGEST_BODY

WRITES = {"POST", "PUT", "PATCH", "DELETE"}
HTML = {"Accept": "text/html"}
FILL = json.loads(Path(__file__).with_name("route_ids.json").read_text(encoding="utf-8")) | {
    "n": 2,
    "number": 2,
}
"""Every id that stands in a route."""
KINDS = {
    "counters": "counter",
    "ratings": "counter",
    "pages.console": "counter",
    "tickets": "secret",
    "phone": "secret",
    "bookings": "secret",
    "booking.show": "secret",
    "booking.cancel": "secret",
    "booking.calendar": "secret",
    "feedback.view": "secret",
    "feedback_pages.view": "secret",
    "booking": "catalogue",
    "catalogue": "catalogue",
    "papers": "catalogue",
    "pages": "catalogue",
    "static": "catalogue",
    "alerts": "staff",
    "alerts_page": "staff",
    "announcements": "staff",
    "cases": "staff",
    "devices": "staff",
    "trials": "staff",
    "media": "staff",
    "media.file": "catalogue",
    "media.playlist": "catalogue",
    "feedback": "staff",
    "feedback_pages": "staff",
    "groups": "staff",
    "incidents": "staff",
    "guidance": "staff",
    "kiosks": "staff",
    "people": "staff",
    "plan": "staff",
    "procedures_page": "staff",
    "reports_page": "staff",
    "slip": "staff",
    "voice": "catalogue",
}
"""What the ids of a blueprint, or of one route of it, are.

``counter``: one's own only. ``secret``: whoever knows it may, and it cannot be guessed.
``catalogue``: public. ``staff``: for whoever has the permission, and nobody else.
"""


def kind(endpoint: str) -> str:
    """Of the ids of a route; a new blueprint has none yet, and must get one."""
    return KINDS.get(endpoint) or KINDS[endpoint.split(".")[0]]


def routes(hall, methods=frozenset({"GET"}) | WRITES, **ids):
    """``(method, address, rule)`` of every route, with ids filled in."""
    adapter = hall.web.app.url_map.bind("localhost")
    fill = {**FILL, **ids}
    for rule in hall.web.app.url_map.iter_rules():
        for method in sorted((rule.methods - {"HEAD", "OPTIONS"}) & methods):
            values = {name: fill[name] for name in rule.arguments}
            yield method, adapter.build(rule.endpoint, values), rule


def need(hall, rule):
    return permits.of(rule.endpoint, hall.web.app.view_functions[rule.endpoint])


@pytest.fixture
def admin(hall):
    hall.accounts.create_officer("root", "Quản trị", "Sở", ["admin"], "246810", 1)
    return hall.log_in("root")


def opened(client, method: str, address: str, **more):
    """The answer's status, where it leads, and its text; closed at once."""
    with client.open(address, method=method, **more) as answered:
        return answered.status_code, answered.headers.get("Location", ""), answered.text


def test_every_id_in_a_route_has_a_kind(hall):
    unknown = [r.rule for _, _, r in routes(hall) if r.arguments and not kind(r.endpoint)]
    assert unknown == []


def test_nobody_gets_to_a_counter_that_is_not_theirs(hall, lan):
    found = []
    for method, address, rule in routes(hall):
        known_to_staff = rule.endpoint == "counters.view"
        if known_to_staff or not rule.arguments or kind(rule.endpoint) != "counter":
            continue
        headers = {"X-CSRF-Token": lan.csrf}
        body = {"json": FOR_COUNTER.get(rule.endpoint, {})} if method in WRITES else {}
        status, _, text = opened(lan.client, method, address, headers=headers, **body)
        found.append(address)
        assert status == 403, f"{method} {address}: an officer got {status} {text[:200]}"
        if not rule.endpoint.startswith("pages"):
            box = opened(hall.client(), method, address, headers=hall.bearer("terminal"), **body)
            assert box[0] == 403, f"{method} {address}: a counter box got {box[0]}"
    assert len(found) >= 16


FOR_COUNTER = {
    "counters.pause": {"reason": "break"},
    "counters.priority": {"priority": True},
    "counters.note": {"text": "x"},
    "counters.transfer": {"group": "dat-dai"},
    "counters.call": {"number": 1001, "reason": "x"},
    "counters.return_": {"number": 1001},
    "ratings.rate": {"ticket": "x", "score": 5},
}


def test_what_others_can_see_opens_no_secret(hall, kiosk):
    """Numbers hang on the board; ids of tickets are told to staff; none is a key."""
    given = kiosk("ho-tich").json
    for guess in (str(given["number"]), given["id"], "1", "0", "kiosk-1", "ho-tich", "%2e%2e"):
        for method, address, rule in routes(hall, key=guess, code=guess):
            if rule.arguments and kind(rule.endpoint) == "secret":
                status, where, text = opened(hall.client(), method, address, headers=HTML)
                back = status == 303 and where == f"/t/{guess}"  # to a page that is not there
                assert back or status in {401, 404, 422, 429}, f"{method} {address}: {status}"
                assert given["key"] not in text


def test_ids_of_staff_are_for_staff(hall):
    for method, address, rule in routes(hall):
        if rule.arguments and kind(rule.endpoint) == "staff":
            status, where, _ = opened(hall.client(), method, address)
            kept_out = status == 401 or where.startswith("/login")
            assert kept_out, f"{method} {address}: a stranger got {status}"


def test_every_write_of_a_session_needs_its_token(hall, admin):
    tried = 0
    for method, address, rule in routes(hall, WRITES):
        if need(hall, rule) is permits.PUBLIC:
            continue
        for headers in ({}, {"X-CSRF-Token": "made up"}):
            status, _, text = opened(admin.client, method, address, headers=headers)
            assert status == 403, f"{method} {address}: {status}"
            assert '"csrf"' in text or "Phiên đã cũ" in text, f"{method} {address}: {text[:200]}"
            tried += 1
    assert tried > 40


def test_a_session_that_was_planted_before_the_sign_in_is_worth_nothing_after_it(hall):
    victim, attacker = hall.client(), hall.client()
    attacker.get("/login", headers=HTML)
    with attacker.session_transaction() as planted:
        planted["sid"] = "known to the attacker"
    value = attacker.get_cookie("luot_session").value
    victim.set_cookie("luot_session", value)
    body = {"login": "lan", "pin": "246810"}
    assert victim.post("/api/v1/session", json=body).status_code == 200
    assert victim.get_cookie("luot_session").value != value
    assert attacker.get("/api/v1/session").status_code == 401
    with victim.session_transaction() as own:
        assert own["sid"] != "known to the attacker"


def test_a_body_that_is_too_large_is_refused_by_every_route_before_it_acts(hall, admin):
    great, largest = "x" * (LARGEST_BODY + 1), hall.web.app.largest
    for method, address, rule in routes(hall, WRITES):
        told = largest.get(rule.endpoint, LARGEST_BODY) + 1
        status, _, _ = opened(
            admin.client,
            method,
            address,
            data=great,
            content_type="application/json",
            headers={"X-CSRF-Token": admin.csrf},
            environ_overrides={"CONTENT_LENGTH": str(told)},
        )
        assert status == 413, f"{method} {address}: {status}"
    box = hall.client().post("/api/v1/tickets", data=great, headers=hall.bearer("kiosk"))
    assert box.status_code == 413


EVIL = (
    "//evil.test",
    "https://evil.test",
    "/\\evil.test",
    "/\t/evil.test",
    "/\n//evil.test",
    "\\\\evil.test",
    "javascript:alert(1)",
    "/%0d%0aLocation: //evil.test",
)


@pytest.mark.parametrize("evil", EVIL)
def test_no_route_leads_to_another_server(hall, admin, evil):
    query = dict.fromkeys(("next", "code", "number", "url", "back", "day", "q", "lang"), evil)
    for client in (hall.client(), admin.client):
        for method, address, rule in routes(hall, code=evil.strip("/\\\t\n") or "x"):
            if rule.endpoint == "session.log_out":
                continue
            headers = HTML | {"X-CSRF-Token": admin.csrf}
            _, where, text = opened(
                client, method, address, query_string=query, headers=headers, follow_redirects=False
            )
            own = where.removeprefix("http://localhost")
            assert own == "" or re.match(r"/(?![/\\])", own), f"{method} {address}: {where}"
            assert not re.search(r"[\r\n\t]", where)
            if rule.endpoint == "pages.login":
                assert 'data-next="/%0d' in text or 'data-next=""' in text
