"""Staff add a picture by hand; a board shows it, and gives way to a call at once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8ffff3f0005fe02fea735818400000000"
    "49454e44ae426082"
)


def media_page(office: Any, page_of: Any, lang: str = "vi") -> Page:
    page: Page = page_of()
    office.known(page, "boss")
    page.goto(f"{office.url}/manage/media?lang={lang}")
    return page


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_picture_is_added_and_removed_by_hand(
    office: Any, page_of: Any, axe: Any, lang: str
) -> None:
    page = media_page(office, page_of, lang)
    page.set_input_files("#files", {"name": "a.png", "mimeType": "image/png", "buffer": PNG})
    expect(page.locator("ol.reel > li")).to_have_count(1)
    page.wait_for_load_state("load")
    assert axe.wrong(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.click("button[value=remove]")
    expect(page.locator("ol.reel > li")).to_have_count(0)


def test_what_is_no_picture_is_told_beside_the_button(office: Any, page_of: Any) -> None:
    page = media_page(office, page_of)
    page.set_input_files("#files", {"name": "a.png", "mimeType": "image/png", "buffer": b"no"})
    expect(page.locator("#told")).to_have_text(re.compile("a.png: Chỉ nhận ảnh"))


NOW = "2026-11-24T09:42:00+07:00"
LIST = {"media": [{"kind": "image", "url": "/static/flower.svg", "show_s": 60}]}


def board(rev: int, **more: Any) -> dict[str, Any]:
    return {
        **{"v": 1, "ep": 1, "rev": rev, "now": NOW, "zone": "hall", "notice": None, "rows": []},
        **{"recent": [], "waiting": [], "hall": "open", "reopens_at": None, "first": [], **more},
    }


def test_a_board_shows_them_and_gives_way_to_a_call_and_to_the_break(
    office: Any, page_of: Any, told_page: Any, tell: Any
) -> None:
    page: Page = page_of(1920, 1080)
    page.route("**/boards/hall/media", lambda route: route.fulfill(json=LIST))
    told_page(f"{office.url}/board/hall?lang=vi", "board", board(1), on=page)
    picture = page.locator("#hero .playlist img")
    expect(picture).to_be_visible()
    called = {"number": 101, "counter": 1, "state": "called", "age_ms": 0, "priority": False}
    tell(page, "board", board(2, rows=[called]))
    expect(page.locator("#hero .number")).to_have_text("101")
    expect(picture).to_have_count(0)
    tell(page, "board", board(3))
    expect(picture).to_be_visible()
    tell(page, "board", board(4, hall="break", reopens_at="2026-11-24T13:30:00+07:00"))
    expect(picture).to_have_count(0)
    for rev in (5, 6, 7):
        tell(page, "board", board(rev))
    expect(picture).to_be_visible()
    page.evaluate("window.drop()")
    expect(picture).to_have_count(0)
    for rev in (8, 9, 10):
        page.evaluate("window.back()")
        tell(page, "board", board(rev))
    expect(picture).to_be_visible()
