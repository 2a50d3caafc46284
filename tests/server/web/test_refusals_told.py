"""Every refusal has a test that provokes it, and a sentence in Vietnamese and one in English."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from server.domain import errors
from server.domain.plan import parse_plan, plan_to_document
from server.store.errors import StoreUnavailable
from server.web import problems

TESTS = Path(__file__).parents[2]
SLOT = "2026-11-24T10:00:00+07:00"


@pytest.fixture
def admin(hall):
    hall.accounts.create_officer("root", "Quản trị", "Sở", ["admin"], "246810", 1)
    return hall.log_in("root")


def missed_booking(hall):
    document = plan_to_document(hall.desk.plan)
    document["group"][0]["slot_capacity"] = 2
    document["booking"] = {"enabled": True}
    hall.desk._ledger.adopt(parse_plan(document))
    body = {"group": "ho-tich", "slot_at": SLOT}
    code = hall.client().post("/api/v1/bookings", json=body).json["code"]
    hall.clock.pass_s(3 * 3600)
    hall.desk.tick()
    return code


def test_an_appointment_that_was_missed_is_not_called_off_any_more(hall):
    told = hall.client().post(f"/api/v1/bookings/{missed_booking(hall)}/cancel", json={})
    is_told(told, "booking-missed", "Giờ hẹn này đã qua.", "The time of this appointment is over.")


def test_feedback_without_words_is_asked_for_some(hall):
    told = hall.client().post("/api/v1/feedback", json={"kind": "praise", "text": "  "})
    is_told(told, "feedback-empty", "Xin ghi nội dung.", "Please write something.")


def test_a_code_without_feedback_is_said(hall):
    told = hall.client().get("/api/v1/feedback/ABCD-EFGH")
    vi, en = "Không có phản ánh nào mang mã này.", "No feedback has this code."
    is_told(told, "unknown-feedback", vi, en)


def test_a_dossier_without_a_visit_is_said(admin):
    told = admin.get("/cases/H30.15-261124-0001")
    vi, en = errors._TEXTS["unknown-case"][1:]
    is_told(told, "unknown-case", vi, en)
    assert "dossier" in en and "hồ sơ" in vi


def test_a_slip_is_not_printed_at_a_kiosk_that_is_none(hall, boss, kiosk):
    number = kiosk("ho-tich").json["number"]
    told = boss.post("/kiosks/kiosk-9/reprint", json={"number": number})
    vi, en = "Không có máy lấy số kiosk-9.", "There is no kiosk kiosk-9."
    is_told(told, "unknown-kiosk", vi, en)


def test_a_picture_that_is_not_there_is_said(hall):
    told = hall.client().get("/media/unknown")
    is_told(told, "unknown-media", *errors._TEXTS["unknown-media"][1:])


def test_a_disk_that_takes_nothing_is_said_and_can_be_tried_again(hall, lan, monkeypatch):
    def full(*_, **__):
        raise StoreUnavailable("the disk is full")

    monkeypatch.setattr(hall.desk._ledger, "run", full)
    told = lan.post("/counters/1/next")
    vi, en = "Chưa ghi được. Thử lại.", "Nothing was written. Try again."
    is_told(told, "unavailable", vi, en)
    assert told.status_code == 503


def is_told(answered, code, vi, en):
    body = answered.get_json(force=True)
    assert (body["code"], body["reason"]) == (code, {"vi": vi, "en": en}), answered.text


def sentences():
    """``code: (vi, en)`` of the rules and of HTTP itself."""
    rules = {code: text[1:] for code, text in errors._TEXTS.items()}
    return rules | {code: text[2:] for code, text in problems._TEXTS.items()}


def test_both_languages_say_whole_sentences_about_the_same_things():
    for code, (vi, en) in sentences().items():
        assert vi.strip() and en.strip() and vi != en, code
        assert vi[0].isupper() or vi[0] == "{", code
        assert set(re.findall(r"{\w+}", vi)) == set(re.findall(r"{\w+}", en)) or code == "locked"


def test_no_refusal_is_without_a_test():
    here = "\n".join(one.read_text("utf-8") for one in sorted(TESTS.rglob("*.py")))
    assert [code for code in sentences() if f'"{code}"' not in here] == []


def test_no_sentence_is_kept_that_nothing_says():
    server = TESTS.parent / "server"
    said = "\n".join(one.read_text("utf-8") for one in server.rglob("*.py"))
    made = {"counter-closed", "counter-paused"}  # of the state's own name
    assert [one for one in sentences() if said.count(f'"{one}"') < 2 and one not in made] == []
