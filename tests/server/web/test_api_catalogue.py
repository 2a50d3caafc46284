"""What everybody may read: the centre, its groups, its boards, and how the server is."""

from __future__ import annotations

import sqlite3

import pytest

from server.store.errors import StoreUnavailable
from server.web.search import fold


def test_the_centre_says_what_it_has_and_that_it_is_open(hall):
    centre = hall.client().get("/api/v1/centre").json
    assert (centre["id"], centre["hall"], centre["reopens_at"]) == ("thu", "open", None)
    assert centre["now"] == "2026-11-24T09:00:00+07:00"
    assert [zone["id"] for zone in centre["zones"]] == ["1", "2"]
    assert centre["sessions"][0]["opens"] == "07:30"
    assert [counter["number"] for counter in centre["counters"]] == [1, 2, 3]


def test_the_centre_says_when_it_opens_again(hall, clock):
    clock.pass_s(3 * 3600)
    centre = hall.client().get("/api/v1/centre").json
    assert (centre["hall"], centre["reopens_at"]) == ("break", "2026-11-24T13:30:00+07:00")


def test_groups_carry_their_queue_and_no_wait_that_nobody_knows(hall, kiosk):
    kiosk("ho-tich")
    group = hall.client().get("/api/v1/groups").json[0]
    assert (group["code"], group["open"], group["waiting"]) == ("ho-tich", True, 1)
    assert group["wait"] is None, "no counter is open"


def test_a_group_knows_its_wait_when_a_counter_is_open(hall, kiosk, lan):
    kiosk("ho-tich")
    wait = hall.client().get("/api/v1/groups").json[0]["wait"]
    assert 0 <= wait["low_s"] <= wait["high_s"]
    assert wait["at_low"] <= wait["at_high"]


def test_a_full_group_says_why_it_is_closed(hall, kiosk):
    kiosk("dat-dai")
    kiosk("dat-dai")
    group = hall.client().get("/api/v1/groups").json[1]
    assert group["open"] is False
    assert "hết số" in group["reason"]["vi"]


@pytest.mark.parametrize("words", ["dat dai", "ĐẤT ĐAI", "đai đất", "dang ky dat", "land", "dat-"])
def test_search_ignores_accents_case_and_word_order(hall, words):
    found = hall.client().get("/api/v1/procedures", query_string={"q": words}).json
    assert [row["group"] for row in found] == ["dat-dai"]


def test_search_finds_nothing_for_a_word_that_no_name_begins_with(hall):
    assert hall.client().get("/api/v1/procedures?q=ai").json == []
    assert len(hall.client().get("/api/v1/procedures").json) == 2


def test_folding_drops_accents_written_in_either_form():
    assert fold("Đăng ký") == fold("Đăng ký") == "dang ky"


def test_a_board_shows_the_calls_of_its_zone_and_the_hall_shows_all(hall, kiosk, lan):
    number = kiosk("ho-tich").json["number"]
    lan.post("/counters/1/next")
    one, two, every = (
        hall.client().get(f"/api/v1/boards/{zone}").json for zone in ("1", "2", "hall")
    )
    assert [(row["number"], row["counter"]) for row in one["rows"]] == [(number, 1)]
    assert two["rows"] == []
    assert every["rows"] == one["rows"]
    assert every["zone"] == "hall"
    assert (one["ep"], one["rev"]) == (every["ep"], every["rev"])


def test_an_unknown_board_is_404(hall):
    answered = hall.client().get("/api/v1/boards/9")
    assert (answered.status_code, answered.json["code"]) == (404, "unknown-zone")


def test_health_says_alive_and_ready_with_the_database_asked(hall):
    assert hall.client().get("/healthz").json["status"] == "ok"
    assert hall.client().get("/readyz").json["checks"] == {"database": True}


@pytest.mark.parametrize(
    "trouble", [StoreUnavailable("closing"), sqlite3.OperationalError("disk full"), OSError("gone")]
)
def test_a_database_that_takes_no_write_is_not_ready(hall, monkeypatch, trouble):
    def fails(_):
        raise trouble

    monkeypatch.setattr(hall.store, "write", fails)
    down = hall.client().get("/readyz")
    assert (down.status_code, down.json["checks"]) == (503, {"database": False})


def test_a_fault_of_our_own_is_not_ready_either(hall, monkeypatch):
    monkeypatch.setattr(hall.store, "write", None)
    assert hall.client().get("/readyz").status_code == 500


def test_metrics_count_requests_by_route_and_never_by_key(hall, kiosk):
    key = kiosk("ho-tich").json["key"]
    hall.client().get(f"/api/v1/tickets/{key}")
    told = hall.client().get("/metrics").text
    assert 'route="/api/v1/tickets/<key>",status="200"' in told
    assert key not in told
    assert "luot_waiting 1.0" in told


def test_every_answer_carries_a_strict_policy(hall):
    for path in ("/api/v1/centre", "/nothing", "/healthz"):
        headers = hall.client().get(path).headers
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_an_unknown_page_is_a_page_in_both_languages(hall):
    answered = hall.client().get("/nothing", headers={"Accept": "text/html"})
    assert answered.status_code == 404
    assert answered.content_type.startswith("text/html")
    assert "Không có trang này" in answered.text


def test_a_method_that_is_not_taken_says_which_are(hall):
    answered = hall.client().put("/api/v1/centre", headers=hall.bearer("kiosk"))
    assert (answered.status_code, answered.json["code"]) == (405, "method-not-allowed")
    assert "GET" in answered.headers["Allow"]
