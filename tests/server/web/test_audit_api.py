"""Who did what is found by person, kind, counter, ticket and day, and exported without secrets."""

from __future__ import annotations

import csv
import io
import json

import pytest

from server.auditing import lines
from server.cli import main


@pytest.fixture
def auditor(hall):
    return hall.log_in("audit")


@pytest.fixture
def morning(hall, lan, kiosk, clock):
    """Two numbers, one of them called at counter 1; a day later nothing yet."""
    first = kiosk("ho-tich").json
    kiosk("dat-dai")
    lan.post("/counters/1/next")
    return first


def _kinds(answered):
    assert answered.status_code == 200, answered.text
    return [row["kind"] for row in answered.json["rows"]]


def test_facts_are_found_by_person_kind_counter_and_ticket(auditor, morning):
    number = morning["number"]
    assert "ticket_called" in _kinds(auditor.get("/audit?by=lan"))
    assert "ticket_issued" not in _kinds(auditor.get("/audit?by=lan"))
    assert _kinds(auditor.get("/audit?kind=ticket_issued")) == ["ticket_issued"] * 2
    assert set(_kinds(auditor.get("/audit?counter=1"))) == {
        *("ticket_called", "counter_opened", "signed_in", "skills_brought")
    }
    assert _kinds(auditor.get("/audit?counter=3")) == []
    of_ticket = _kinds(auditor.get(f"/audit?ticket={number}"))
    assert {row["number"] for row in auditor.get(f"/audit?ticket={number}").json["rows"]} == {
        number
    }
    assert of_ticket == ["ticket_called", "ticket_issued"]


def test_a_day_has_its_own_facts(auditor, morning):
    assert "ticket_issued" in _kinds(auditor.get("/audit?from=2026-11-24&to=2026-11-24"))
    assert _kinds(auditor.get("/audit?from=2026-11-25&to=2026-11-25")) == []
    assert _kinds(auditor.get("/audit?from=2026-11-20&to=2026-11-23")) == []
    assert auditor.get("/audit?from=2026-11-25&to=2026-11-24").status_code in {400, 422}


def test_pages_follow_each_other_without_gap_or_repeat(auditor, morning):
    whole = [row["seq"] for row in auditor.get("/audit").json["rows"]]
    paged, before = [], ""
    while True:
        page = auditor.get(f"/audit?limit=2{before}").json
        paged += [row["seq"] for row in page["rows"]]
        if page["next"] is None:
            break
        before = f"&before={page['next']}"
    assert paged == whole == sorted(whole, reverse=True)


@pytest.mark.parametrize("path", ["/audit", "/audit/export"])
def test_only_auditors_and_administrators_see_it(hall, lan, boss, path):
    assert hall.client().get(f"/api/v1{path}").status_code == 401
    assert lan.get(path).status_code == 403
    assert boss.get(path).status_code == 403


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_an_export_is_whole_names_its_links_and_is_kept_itself(auditor, morning, form):
    answered = auditor.get(f"/audit/export?form={form}")
    assert answered.status_code == 200
    assert "attachment" in answered.headers["Content-Disposition"]
    text = answered.text
    assert morning["key"] not in text
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    else:
        rows = [json.loads(line) for line in text.splitlines()]
    assert [row["kind"] for row in rows] == ["data_exported", *_kinds(auditor.get("/audit"))[1:]]
    assert all(len(row["link"]) == 64 for row in rows)
    assert rows[0]["by"] == "officer:audit"


def test_no_cell_of_a_csv_is_a_formula():
    row = dict.fromkeys(("seq", "at", "kind", "counter", "number", "ticket", "data", "link"), "")
    _, line = lines([{**row, "by": '=HYPERLINK("x")'}], "csv")
    assert next(csv.reader([line]))[2] == '\'=HYPERLINK("x")'


def test_the_command_finds_and_exports_the_same(hall, auditor, morning, capsys):
    data = ["--data", str(hall.store.path.parent), "--from", "2026-11-24", "--to", "2026-11-24"]
    assert main(["audit", *data, "--kind", "ticket_called"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert len(shown) == 1
    assert "officer:lan" in shown[0]
    assert main(["audit", *data, "--export", "jsonl"]) == 0
    exported = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["kind"] for row in exported] == _kinds(auditor.get("/audit"))
    hall.desk.tick()
    kept = auditor.get("/audit?kind=data_exported").json["rows"]
    assert [(row["by"], row["data"]["form"]) for row in kept] == [("command:luot", "jsonl")]
    swapped = ["--from", "2026-11-25", "--to", "2026-11-24"]
    assert main(["audit", "--data", str(hall.store.path.parent), *swapped]) == 2


def test_a_call_out_of_turn_is_audited_with_its_reason_and_who_gave_it(hall, auditor, lan, kiosk):
    kiosk("ho-tich")
    asked = {"number": kiosk("ho-tich").json["number"], "reason": "đã hẹn,  CCCD 031090001234"}
    assert lan.post("/counters/1/call", json=asked).status_code == 200
    (row,) = auditor.get("/audit?kind=ticket_called").json["rows"]
    assert (row["by"], row["number"]) == ("officer:lan", asked["number"])
    assert row["data"]["reason"] == "đã hẹn, CCCD ••••••••••••"
    assert "why" not in row["data"]
    page = auditor.client.get("/manage/audit?kind=ticket_called&lang=vi").text
    assert "đã hẹn, CCCD" in page
    whole = auditor.get("/audit/export?form=csv").text
    assert "đã hẹn" in whole and "031090001234" not in whole


def test_a_call_by_the_rule_has_no_reason_to_tell(auditor, morning):
    (row,) = auditor.get("/audit?kind=ticket_called").json["rows"]
    assert "reason" not in row["data"]


@pytest.mark.parametrize("verb", ["park", "pause"])
def test_long_numbers_are_blotted_out_of_reasons_at_a_counter(hall, lan, kiosk, verb):
    kiosk("ho-tich")
    lan.post("/counters/1/next")
    body = {"json": {"reason": "thiếu  031 090 001 234"}, "headers": {"Idempotency-Key": "once"}}
    first, again = (lan.post(f"/counters/1/{verb}", **body) for _ in range(2))
    assert first.status_code == 200 and again.json == first.json
    with hall.store.read() as db:
        whole = "\n".join(db.iterdump())
    assert "thiếu •" in whole and "001 234" not in whole
