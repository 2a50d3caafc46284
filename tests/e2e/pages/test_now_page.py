"""The public page: what is open, how many wait, what is left; guides close a group on it."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

NOW = "2026-11-24T09:02:00+07:00"
SESSIONS = [
    {"name": "s", "opens": "07:30", "closes": "11:30", "last_ticket": "11:15"},
    {"name": "c", "opens": "13:30", "closes": "17:00", "last_ticket": "16:30"},
]


def centre(**more) -> dict:
    """``GET /centre``."""
    hours = {"weekdays": [1, 2, 3, 4, 5], "today": SESSIONS, "sessions": SESSIONS, "holidays": []}
    zones = [{"id": "A", "name_vi": "Khu A", "name_en": "Zone A"}]
    return {
        **{"now": NOW, "hall": "open", "reopens_at": None, "reason": None, "zones": zones},
        **hours,
        **{"bulk_over": 5, "at_close": "carry", "opening": "arrival", **more},
    }


def group(code: str, vi: str, en: str, **more) -> dict:
    """A row of ``GET /groups``."""
    wait = {
        "low_s": 600,
        "high_s": 1500,
        "at_low": "2026-11-24T09:12:00+07:00",
        "at_high": "2026-11-24T09:27:00+07:00",
    }
    return {
        **{"code": code, "name_vi": vi, "name_en": en, "short": {"vi": vi, "en": en}},
        **{"department": "Sở", "department_en": "Dept", "zone": "A", "counters": [1, 2]},
        **{"open": True, "reason": None, "waiting": 3, "wait": wait, "need": "submit"},
        **{"left": None, "bulk": None, "closing": "before", "lunch": False, **more},
    }


GROUPS = [
    group("DD", "Đất đai", "Land", left=7, bulk="HD"),
    group("HT", "Hộ tịch", "Civil status", waiting=0, closing="unsure"),
    group("XD", "Xây dựng", "Building", closing="after", wait=None),
    group("KQ", "Trả kết quả", "Results", need="collect", lunch=True),
    group(
        "HD",
        "Hướng dẫn",
        "Guidance",
        need="help",
        open=False,
        reason={"vi": "Máy in hỏng.", "en": "The printer broke."},
    ),
]


def answering(document):
    """Answers a request with this document."""
    body = json.dumps(document)
    return lambda route: route.fulfill(body=body, content_type="application/json")


@pytest.fixture
def shown(page_of, office):
    """The page with documents that a test says."""

    def open_(lang="vi", size=(1366, 768), rows=GROUPS, before=lambda page: None, **more):
        page = page_of(*size)
        before(page)
        for path, document in (("groups", rows), ("centre", centre(**more))):
            page.route(f"**/api/v1/{path}", answering(document))
        page.goto(f"{office.url}/now?lang={lang}")
        page.wait_for_selector("#hall p")
        return page

    return open_


def row(page, name: str):
    """A group's card."""
    return page.locator("#groups li", has_text=name).first


def test_every_state_of_a_group_is_said_in_words(shown) -> None:
    page = shown()
    land = row(page, "Đất đai")
    expect(land).to_contain_text("3 người chờ")
    expect(land).to_contain_text("chờ khoảng 10–25 phút")
    expect(land).to_contain_text("gọi khoảng 09:12–09:27")
    expect(land).to_contain_text("Còn 7 số hôm nay")
    expect(land).to_contain_text("Trên 5 bộ hồ sơ: Hướng dẫn")
    expect(row(page, "Hộ tịch")).to_contain_text("Có thể không kịp trước giờ đóng cửa")
    expect(row(page, "Xây dựng")).to_contain_text("Khó kịp trước giờ đóng cửa")
    expect(row(page, "Xây dựng")).to_contain_text("chưa ước lượng được")
    expect(row(page, "Trả kết quả")).to_contain_text("sau giờ nghỉ trưa")
    expect(page.locator("#groups li.shut")).to_contain_text("Máy in hỏng.")


def test_the_four_needs_stand_apart(shown) -> None:
    heads = shown().locator("#groups h2")
    expect(heads).to_have_text(["Nhận kết quả", "Hướng dẫn, phản ánh", "Nộp hồ sơ"])


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nothing_is_wider_than_the_screen_and_axe_finds_nothing(shown, resized, lang) -> None:
    page = shown(lang)
    for size in resized(page, [(320, 640), (390, 844), (1366, 768), (1920, 1080)]):
        page.reload()
        page.wait_for_selector("#hall p")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, size
        if size in ((390, 844), (1366, 768)):
            assert Axe().run(page).response["violations"] == [], size


def test_words_are_found_without_accents(shown) -> None:
    page = shown()
    page.fill("#find", "dat dai")
    expect(page.locator("#groups li")).to_have_count(1)
    expect(page.locator("#groups li")).to_contain_text("Trên 5 bộ hồ sơ: Hướng dẫn")
    page.fill("#find", "không có gì")
    expect(page.locator("#groups")).to_contain_text("Không có nhóm nào như vậy")


def test_the_hours_of_the_week_and_the_coming_holidays(shown) -> None:
    day = {"date": "2026-12-31", "name_vi": "Cuối năm", "name_en": "Eve", "sessions": SESSIONS[:1]}
    page = shown(holidays=[day], opening="draw")
    hours = page.locator("#hours")
    expect(hours).to_contain_text("Thứ Hai–Thứ Sáu: 07:30–11:30, 13:30–17:00")
    expect(hours).to_contain_text("31/12: Cuối năm (chỉ mở 07:30–11:30)")
    expect(hours).to_contain_text("rút ngẫu nhiên")
    expect(page.locator("#hall")).to_contain_text("Đang mở cửa")
    expect(page.locator("#hall")).to_contain_text("đến 11:30")


@pytest.mark.parametrize(
    ("state", "opens", "words"),
    [
        ("break", "2026-11-24T13:30:00+07:00", ["Nghỉ trưa", "13:30"]),
        ("closed", "2026-11-26T07:30:00+07:00", ["Hết giờ làm việc", "07:30", "26/11", "Nghỉ lễ"]),
        ("closed", None, ["chưa có ngày mở lại"]),
    ],
)
def test_a_closed_centre_says_when_it_opens(shown, state, opens, words) -> None:
    reason = {"vi": "Nghỉ lễ: Hội.", "en": "Holiday: Fair."} if state == "closed" else None
    page = shown(hall=state, reopens_at=opens, reason=reason, today=[])
    for word in words:
        expect(page.locator("#hall")).to_contain_text(word)


def test_hours_are_folded_on_a_phone_and_open_at_a_touch(shown) -> None:
    page = shown(size=(390, 844))
    expect(page.locator("#hours dl")).to_be_hidden()
    page.click("#hours summary")
    expect(page.locator("#hours dl")).to_be_visible()


def test_a_lost_server_is_said_and_what_may_be_old_is_dimmed(shown) -> None:
    page = shown(before=lambda page: page.clock.install())
    page.route("**/api/v1/groups", lambda route: route.abort())
    page.clock.fast_forward(16_000)
    expect(page.locator("#link")).to_contain_text("Mất kết nối, số liệu lúc 09:02")
    expect(page.locator("main")).to_have_class("stale")
    expect(page.locator("#groups li")).to_have_count(5)


def test_citizens_see_no_button_and_a_manager_closes_and_opens(page_of, office) -> None:
    n = office.counter()
    page = page_of()
    page.goto(f"{office.url}/now")
    page.wait_for_selector("#groups li")
    expect(page.locator("[data-do]")).to_have_count(0)
    office.sign_in(page, "boss", "/now")
    page.fill("#find", f"viec-{n}")
    page.click("[data-do=close]:visible")
    page.click("dialog .primary")
    expect(page.locator("dialog .problem")).to_contain_text("Cần nêu lý do")
    page.fill("[name=reason_vi]", "Máy in hỏng")
    page.click("dialog .primary")
    expect(page.locator("#groups li.shut .reason")).to_contain_text("Máy in hỏng.")
    page.click("[data-do=close]:visible")
    page.fill("[name=reason_vi]", "Họp")
    page.fill("[name=until]", "23:59")
    page.click("dialog .primary")
    expect(page.locator("#groups li.shut .reason")).to_contain_text("Họp. Mở lại lúc 23:59.")
    page.click("[data-do=open]:visible")
    expect(page.locator("#groups li.shut")).to_have_count(0)
