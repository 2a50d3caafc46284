"""The pages of the plan: a draft is edited, every error stands at its field, then it is adopted."""

from __future__ import annotations

import html
import io
import re

import pytest

from server.domain.plan_check import TABLES
from server.store.plan_drafts import PlanDrafts
from server.web.i18n import texts
from server.web.plan_form import fields

HTML = {"Accept": "text/html"}
MARK = "<script>alert(1)</script><img src=x onerror=alert(1)>"


class Office:
    """An administrator at the pages, with the token of the session."""

    def __init__(self, person) -> None:
        self.client, self.csrf = person.client, person.csrf

    def send(self, path: str, **form):
        why = {"note": "vì việc đổi"} if path == "adopt" else {}
        data = {"csrf_token": self.csrf, **why, **form}
        return self.client.post(f"/manage/plan/{path}", data=data, headers=HTML)

    def see(self, query: str = "") -> str:
        return self.client.get(f"/manage/plan?{query}", headers=HTML).text


@pytest.fixture
def office(hall):
    hall.accounts.create_officer("root", "Quản trị", "Sở", ["admin"], "246810", None)
    return Office(hall.log_in("root"))


COUNTER = {"tab": "counter", "row": "0", "number": "1", "zone": "1", "department": "Sở Tư pháp"}


def test_nothing_is_applied_without_a_word_why(office, hall):
    office.send("row", **COUNTER, groups="ho-tich, dat-dai")
    before = hall.desk.plan.counters[1].groups
    refused = office.send("adopt", note="  ")
    assert refused.status_code == 422
    assert "vì sao sửa" in refused.text
    assert hall.desk.plan.counters[1].groups == before


def test_a_row_is_found_again_after_another_window_moved_it(office, hall):
    second = {**COUNTER, "row": "1", "number": "2", "was": "2", "groups": "dat-dai"}
    office.send("row", tab="counter", row="0", was="1", deed="remove")
    assert office.send("row", **second).headers["Location"].endswith("row=0")
    late = office.send("row", **COUNTER, was="1", groups="dat-dai")
    assert late.status_code == 409
    assert "ở cửa sổ khác" in late.text


def test_a_refused_file_leaves_the_draft_and_offers_nothing_of_it(office):
    office.send("row", tab="zone", row="0", id="1", name_vi="Khu Một", name_en="Zone One")
    refused = office.send("import", file=file_of("  "))
    assert refused.status_code == 422
    assert "Tệp trống" in refused.text
    assert 'name="from"' not in refused.text
    assert 'name="from"' in office.see("tab=check")


@pytest.mark.parametrize("what", ["import", "adopt", "row", "draft"])
def test_the_switch_of_languages_leads_from_a_refused_form_to_the_check(office, what):
    asked = office.client.get(f"/manage/plan/{what}?lang=en", headers=HTML)
    assert (asked.status_code, asked.headers["Location"]) == (303, "/manage/plan?tab=check")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a = 1\nb 2\n", "dòng 2, cột 3: thiếu dấu = sau tên"),
        ("a = oops", "dòng 1, cột 5: giá trị không đúng"),
        ('a = "x', "chuỗi chữ thiếu dấu ngoặc kép cuối"),
        ("a = [1 2", "danh sách thiếu dấu ]"),
        ("a = 1\na = 2", "tên này đã ghi ở trên"),
        ("[[group]\n", "tên bảng thiếu dấu ]"),
        ("a = 1 b = 2", "thừa nội dung ở cuối dòng"),
        ("\x01", "không đúng cách viết TOML"),
    ],
)
def test_where_a_file_stops_being_toml_is_told_in_vietnamese(office, text, told):
    assert told in html.unescape(office.send("import", file=file_of(text)).text)


def file_of(text: str):
    return (io.BytesIO(text.encode()), "plan.toml")


def test_a_counter_gets_another_group_after_an_error_was_mended(office, hall, kiosk, lan):
    number = kiosk("dat-dai").json["number"]
    assert office.send("row", **COUNTER, groups="ho-tich, nhầm").status_code == 303
    assert "không có &#39;nhầm&#39; trong cấu hình này" in office.see("tab=counter&row=0")
    assert "there is no &#39;nhầm&#39; in this plan" in office.see("tab=check&lang=en")
    assert office.send("adopt").status_code == 422
    office.send("row", **COUNTER, groups="ho-tich, dat-dai")
    assert "dat-dai" not in hall.desk.plan.counters[1].groups
    assert "ho-tich, dat-dai" in office.see("tab=check&lang=vi")
    assert office.send("adopt", note="thêm việc").status_code == 303
    assert lan.post("/counters/1/next").json["call"]["number"] == number
    history = office.see("tab=history&lang=vi")
    assert "thêm việc" in history
    seq = re.search(r'name="seq" value="(\d+)"', history).group(1)
    office.send("draft", deed="restore", seq=seq)
    assert office.send("adopt").status_code == 303
    assert hall.desk.plan.counters[1].groups == ("ho-tich",)


def test_rows_are_added_and_removed_and_a_draft_is_thrown_away(office, hall):
    holiday = {"tab": "holiday", "date": "2026-12-24", "name_vi": "Lễ", "name_en": "Feast"}
    office.send("row", **holiday)
    assert "2026-12-24" in office.see("tab=holiday")
    office.send("draft", deed="discard")
    assert "2026-12-24" not in office.see("tab=holiday")
    office.send("row", **holiday)
    office.send("adopt")
    assert list(hall.desk.plan.holidays) == ["2026-12-24"]
    office.send("row", tab="holiday", row="0", deed="remove")
    office.send("adopt")
    assert hall.desk.plan.holidays == {}


def test_a_draft_survives_a_restart_and_is_gone_once_it_is_adopted(office, hall):
    office.send("row", tab="zone", row="0", id="1", name_vi="Khu Một", name_en="Zone One")
    again = PlanDrafts(hall.store)
    assert again["root"].document["zone"][0]["name_vi"] == "Khu Một" and list(again) == ["root"]
    office.send("adopt")
    assert "root" not in again and len(again) == 0
    assert hall.desk.plan.zones["1"].name_vi == "Khu Một"


def test_from_tomorrow_is_shown_and_taken_back(office, hall):
    office.send("row", tab="zone", row="0", id="1", name_vi="Khu Một", name_en="Zone One")
    office.send("adopt", **{"from": "tomorrow"})
    assert hall.desk.plan.zones["1"].name_en == "Zone 1"
    assert "A plan for tomorrow, by root" in office.see("lang=en")
    office.send("draft", deed="revoke")
    assert hall.desk.plan_told()["coming"] is None


def test_who_was_slower_reads_who_was_faster(office, hall):
    office.send("row", tab="zone", row="0", id="1", name_vi="A", name_en="A")
    hall.accounts.create_officer("chi", "Chi", "Sở", ["admin"], "246810", None)
    other = Office(hall.log_in("chi"))
    other.send("row", tab="zone", row="0", id="1", name_vi="B", name_en="B")
    assert other.send("adopt").status_code == 303
    late = office.send("adopt")
    assert late.status_code == 409
    assert "Người đổi: chi" in late.text


def test_a_file_becomes_a_draft_and_one_that_is_none_is_refused(office):
    text = office.client.get("/api/v1/plan.toml").text.replace("Zone 1", "Zone One")
    assert imported(office, text.encode()).status_code == 303
    assert "Zone One" in office.see("tab=check")
    refused = imported(office, b"[centre")
    assert (refused.status_code, "không đọc được TOML" in refused.text) == (422, True)
    assert imported(office, b"\xff\xfe").status_code == 422
    assert "không có bảng này" in imported(office, b"[[zoo]]\nid = 1").text
    assert imported(office, b"a = " + b"[" * 20_000).status_code == 422


def imported(office, content: bytes):
    return office.send("import", file=(io.BytesIO(content), "plan.toml"))


@pytest.mark.parametrize("tab", [*TABLES, "check", "history"])
def test_markup_in_a_plan_stays_text_on_every_tab(office, hall, tab):
    office.send("row", tab="zone", row="0", id="1", name_vi=MARK, name_en=MARK)
    office.send("row", tab="department", id=MARK, name_vi=MARK, name_en=MARK)
    office.send("adopt", note=MARK)
    office.send("row", tab="group", row="0", code=MARK, name_vi=MARK)
    for lang in ("vi", "en"):
        found = office.see(f"tab={tab}&row=0&lang={lang}")
        assert "<script>alert" not in found
        assert "<img src=x" not in found


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_table_and_field_has_a_name(lang):
    named = dict(one.split("=", 1) for one in texts(lang)["pl_fields"].split("|"))
    assert {*TABLES, *(name for table in TABLES for name in fields(table))} <= named.keys()


def test_managers_are_told_that_it_is_for_administrators(hall):
    boss = hall.log_in("boss").client
    assert boss.get("/manage/plan", headers=HTML).status_code == 403
    assert "/manage/plan" not in boss.get("/manage/people", headers=HTML).text
