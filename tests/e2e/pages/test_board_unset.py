"""A board that is asked to read calls by a server that has no recordings."""

from __future__ import annotations

from playwright.sync_api import expect

EMPTY = {
    **{"v": 1, "ep": 1, "rev": 1, "now": "2026-11-24T09:42:00+07:00", "zone": "hall"},
    **{"notice": None, "rows": [], "recent": [], "waiting": [], "hall": "open", "first": []},
}


def test_a_board_without_recordings_says_what_the_server_lacks(told_page, page_of, office) -> None:
    page = told_page(f"{office.url}/board/hall?voice=1&lang=vi", "board", EMPTY, on=page_of())
    page.mouse.click(5, 5)  # until then it only says that it is silent
    expect(page.locator("#sound")).to_contain_text("máy chủ chưa có bản thu (LUOT_VOICE)")
