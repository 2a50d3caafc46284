"""The centre's own texts by hand, and at their full length on a board."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

WORDS = {
    "b_welcome": "Kính chào quý ông, bà!",
    "b_how_one": "Lấy số tại máy lấy số bên phải cửa chính",
    "b_how_two": "Ngồi chờ ở khu vực ghi trên vé, tầng hai",
    "b_how_three": "Nhìn bảng và nghe loa khi được gọi số nhé",
    "b_notice": "Quá lượt? Mời đến bàn Hướng dẫn trong 30 phút, số vẫn giữ nguyên!",
}
QUIET = {
    **{"v": 1, "ep": 1, "rev": 1, "now": "2026-11-24T09:00:00+07:00", "zone": "hall"},
    **{"notice": None, "notices": [], "rows": [], "recent": [], "waiting": [], "first": []},
    **{"hall": "open", "reopens_at": None, "reason": None},
}
"""A hall in which nobody was called."""


def fill(page: Page, name: str, text: str) -> None:
    for lang in ("vi", "en"):
        page.fill(f"input[name={name}-{lang}]", text)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_text_is_mended_saved_and_taken_back(
    office: Any, page_of: Any, axe: Any, lang: str
) -> None:
    page: Page = page_of()
    office.known(page, "boss")
    page.goto(f"{office.url}/manage/texts?lang={lang}")
    fill(page, "rule_day", "x" * 161)
    page.click("button.primary")
    page.wait_for_load_state("load")
    expect(page.locator(".paperform .bad")).to_have_count(1)
    assert axe.wrong(page) == []
    fill(page, "rule_day", "Hôm nay")
    page.keyboard.press("Enter")
    expect(page.locator(".chip.ok").first).to_be_visible()
    page.wait_for_load_state("load")
    assert axe.wrong(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.click("button[name=back][value=rule_day]")
    expect(page.locator("button[name=back]")).to_have_count(0)


def test_the_longest_texts_fit_the_board(office: Any, page_of: Any, told_page: Any) -> None:
    page: Page = page_of()
    office.known(page, "boss")
    page.goto(f"{office.url}/manage/texts?lang=vi")
    for name, text in WORDS.items():
        fill(page, name, text[: 22 if name == "b_welcome" else 66 if name == "b_notice" else 40])
    page.click("button.primary")
    expect(page.locator(".chip.ok").first).to_be_visible()
    board: Page = told_page(f"{office.url}/board/hall?lang=vi", "board", QUIET, 1920, 1080)
    expect(board.locator("#hero")).to_contain_text("Kính chào quý ông")
    runs_over = """() => [...document.querySelectorAll('#hero, #hero li, #notice, #notice *')]
        .filter((e) => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0
            && getComputedStyle(e).display !== 'inline').map((e) => e.outerHTML.slice(0, 80))"""
    assert board.evaluate(runs_over) == []
    hero = board.locator("#hero").bounding_box()
    last = board.locator("#hero li").last.bounding_box()
    assert hero and last
    assert last["y"] + last["height"] <= hero["y"] + hero["height"]
    for name in WORDS:
        page.click(f"button[name=back][value={name}]")
        page.wait_for_load_state("load")
