"""The page of alerts: rules that say where they are wrong, and somebody who sees to it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

HOME = "/manage/alerts"
WALL = (1920, 1080)


@pytest.fixture
def boss(office, page_of):
    """Signs in on a page, and out at the end."""
    pages = []

    def open_(*size: int):
        page = page_of(*(size or (1366, 768)))
        office.known(page, "boss")
        pages.append(page)
        return page

    yield open_
    for page in pages:
        page.locator("#leave").click()
        page.wait_for_url("**/login")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_it_fits_and_axe_finds_nothing(office, boss, axe, resized, lang) -> None:
    page = boss()
    page.goto(f"{office.url}{HOME}?lang={lang}")
    expect(page.locator(".rule")).to_have_count(6)
    for size in resized(page, [WALL, (1366, 768), (390, 844)]):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size
        if size != WALL:
            assert axe.wrong(page) == [], size


def test_a_rule_is_set_by_keyboard_and_says_so(office, boss) -> None:
    page = boss()
    page.goto(f"{office.url}{HOME}?lang=vi")
    rule = page.locator("#r-target-missed")
    rule.locator("[name=limit]").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("75")
    page.keyboard.press("Enter")
    page.wait_for_url("**saved=target-missed**")
    expect(rule.locator("h3 [role=status]")).to_have_text("Đã lưu")
    expect(rule.locator("[name=limit]")).to_have_value("75")


def test_what_cannot_be_so_is_marked_with_the_sentence_that_helps(office, boss, axe) -> None:
    page = boss()
    page.goto(f"{office.url}{HOME}?lang=vi")
    rule = page.locator("#r-long-wait")
    rule.locator("[name=limit]").fill("3")
    rule.locator("[name=mail]").fill("không phải thư")
    rule.locator("[type=submit]").click()
    wrong = page.locator("#r-long-wait")
    expect(wrong.locator("[role=alert]")).to_contain_text("Chưa lưu: 2 chỗ cần sửa")
    expect(wrong.locator("#e-long-wait-limit")).to_have_text("Nhập số từ 5 đến 240.")
    expect(wrong.locator("[name=limit]")).to_have_value("3")
    assert axe.wrong(page) == []


def test_what_stands_is_taken_with_one_press(told_page, office, page_of) -> None:
    page = page_of()
    office.sign_in(page, "boss", HOME)
    page.route("**/api/v1/incidents/*/take", lambda route: route.fulfill(json={"id": "i1"}))
    both = {"vi": "Máy lấy số 2: mất kết nối", "en": "Kiosk 2: not connected"}
    one = {
        "id": "i1",
        "rule": "device-down",
        "place": "kiosk-2:offline",
        "title": both,
        "advice": {"vi": "Xem dây mạng.", "en": "Check the cable."},
        "link": "/manage/devices",
        "since": "2026-07-14T09:36:00+07:00",
        "taken_by": None,
        "taken_at": None,
    }
    told_page(f"{office.url}{HOME}?lang=vi", "live", {"incidents": [one]}, on=page)
    expect(page.locator(".incidents li")).to_contain_text("Xem dây mạng.")
    with page.expect_request("**/api/v1/incidents/i1/take"):
        page.locator("[data-take]").press("Enter")
    expect(page.locator("[data-take]")).to_be_disabled()
    page.locator("#leave").click()
