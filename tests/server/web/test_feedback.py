"""Feedback: anonymous, kept once, answered by the staff, seen by the code."""

from __future__ import annotations

import json
import re

import pytest

from server.store import journal

HTML = {"Accept": "text/html"}


@pytest.fixture
def give(hall):
    """Write to the centre."""

    def send(text: str = "Thiếu ghế ngồi", key: str | None = None, **more):
        headers = {"Idempotency-Key": key} if key else {}
        body = {"text": text, **more}
        return hall.client().post("/api/v1/feedback", json=body, headers=headers)

    return send


@pytest.fixture
def guide(hall):
    return hall.log_in("guide")


def test_an_answer_is_seen_by_the_code_and_names_nobody(hall, give, guide):
    given = give(number=1001)
    assert given.status_code == 201
    code = given.json["code"]
    assert hall.client().get(f"/api/v1/feedback/{code}").json["state"] == "new"
    answered = guide.post(f"/feedback/{code}/answer", json={"text": "Đã thêm ghế"})
    assert (answered.json["state"], answered.json["answered_by"]) == ("answered", "guide")
    seen = hall.client().get(f"/api/v1/feedback/{code.lower().replace('-', '')}").json
    assert (seen["answer"], seen["state"]) == ("Đã thêm ghế", "answered")
    assert "guide" not in json.dumps(seen)
    page = hall.client().get(f"/feedback/{code}", headers=HTML).text
    assert "Đã thêm ghế" in page
    assert "guide" not in page


def test_it_moves_from_new_to_answered_to_closed_and_no_other_way(give, guide):
    code = give().json["code"]
    assert guide.post(f"/feedback/{code}/close").json["code"] == "feedback-state"
    assert guide.post(f"/feedback/{code}/answer", json={"text": "một"}).status_code == 200
    assert guide.post(f"/feedback/{code}/answer", json={"text": "hai"}).status_code == 409
    assert guide.post(f"/feedback/{code}/close").json["closed_by"] == "guide"
    assert guide.post(f"/feedback/{code}/answer", json={"text": "ba"}).status_code == 409


def test_what_is_sent_again_changes_nothing(hall, give, guide):
    first, again = (give("Cảm ơn", key="one") for _ in range(2))
    assert first.json["code"] == again.json["code"]
    assert give("Khác", key="one").json["code"] == "idempotency-conflict"
    for _ in range(2):
        path = f"/feedback/{first.json['code']}/answer"
        assert guide.post(path, json={"text": "Vâng"}).status_code == 200
    assert kinds(hall) == ["feedback_given", "feedback_answered"]


def kinds(hall) -> list[str]:
    """The facts of feedback in the journal."""
    return [kind for kind, _ in facts(hall)]


def facts(hall) -> list[tuple[str, dict]]:
    with hall.store.read() as db:
        told = [recorded.fact for recorded in journal.read(db)]
    return [(one.KIND, one.data()) for one in told if one.KIND.startswith("feedback")]


def test_the_journal_knows_the_code_and_never_the_words(hall, give, guide):
    code = give("Quầy số năm rất chậm", key="k").json["code"]
    guide.post(f"/feedback/{code}/answer", json={"text": "Xin lỗi"})
    guide.post(f"/feedback/{code}/close")
    assert [data for _, data in facts(hall)] == [{"feedback": code}] * 3
    with hall.store.read() as db:
        kept = [dict(row) for row in db.execute("select * from answered")]
        kept += [dict(row) for row in db.execute("select * from journal")]
    assert "rất chậm" not in json.dumps(kept, ensure_ascii=False)


def test_long_numbers_are_blotted_out_of_words_and_answers(hall, give, guide):
    code = give("Tôi là 031199012345, gọi 0912.345.678").json["code"]
    guide.post(f"/feedback/{code}/answer", json={"text": "Đã gọi 0912345678"})
    text = hall.client().get(f"/api/v1/feedback/{code}").text
    assert re.search(r"\d{8}|0912", text.replace(".", "")) is None


@pytest.mark.parametrize("text", ["", "   ", "x" * 1001])
def test_nothing_and_too_much_are_refused(give, text):
    assert give(text).status_code == 422


def test_who_closed_feedback_long_ago_can_purge_it(hall, give, guide, clock):
    code = give().json["code"]
    kept = give("Còn mới").json["code"]
    guide.post(f"/feedback/{code}/answer", json={"text": "Vâng"})
    guide.post(f"/feedback/{code}/close")
    assert hall.desk.forget_feedback(365) == 0
    clock.pass_s(366 * 86400)
    assert hall.desk.forget_feedback(365) == 1
    assert hall.client().get(f"/api/v1/feedback/{code}").status_code == 404
    assert hall.client().get(f"/api/v1/feedback/{kept}").status_code == 200


def test_the_inbox_is_for_those_who_answer(hall, give, guide, boss, lan):
    code = give().json["code"]
    for who in (guide, boss):
        assert [row["code"] for row in who.get("/feedback?state=new").json["rows"]] == [code]
        assert code in who.client.get("/manage/feedback", headers=HTML).text
    assert lan.get("/feedback").status_code == 403
    assert lan.client.get("/manage/feedback", headers=HTML).status_code == 403
    stranger = hall.client().get("/manage/feedback", headers=HTML)
    assert stranger.location == "/login?next=/manage/feedback"
    assert hall.client().get("/api/v1/feedback").status_code == 401


def test_the_forms_work_without_scripts(hall, guide):
    client = hall.client()
    once = re.search(r'name="once" value="([^"]+)"', client.get("/feedback", headers=HTML).text)[1]
    sent = {"text": "Xin thêm quạt", "number": "1001", "once": once}
    first, again = (client.post("/feedback", data=sent) for _ in range(2))
    assert first.status_code == again.status_code == 303
    assert first.location == again.location
    code = first.location.rsplit("/", 1)[1]
    move = f"/manage/feedback/{code}/answer"
    without = guide.client.post(move, data={"text": "Vâng"})
    assert without.status_code == 403, "a form of another site is refused"
    form = {"text": "Đã thêm", "csrf_token": guide.csrf}
    assert guide.client.post(move, data=form).status_code == 303
    assert "Đã thêm" in client.get(first.location, headers=HTML).text
    late = guide.client.post(move, data={"text": "Nữa", "csrf_token": guide.csrf}).location
    assert "nhanh" not in late
    assert "Có người đã xử lý trước" in guide.client.get(late, headers=HTML).text


def test_an_empty_form_keeps_what_was_written(hall):
    answered = hall.client().post("/feedback", data={"text": "  ", "number": "77"})
    assert answered.status_code == 422
    assert "Xin ghi nội dung" in answered.text
    assert 'value="77"' in answered.text


def test_one_address_cannot_flood_the_inbox(hall, give, monkeypatch):
    statuses = [give(f"lần {n}").status_code for n in range(61)]
    assert statuses == [201] * 60 + [429]
    form = hall.client().post("/feedback", data={"text": "còn nữa"})
    assert form.status_code == 429
    assert "còn nữa" in form.text
