"""Words of the guidance desk reach a board in a browser, and leave it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_own_words_come_to_the_board_as_text_and_are_taken_down(office, page_of, lang):
    board, desk = page_of(1920, 1080), page_of(1366, 768)
    office.known(desk, "boss")
    desk.goto(f"{office.url}/desk?lang={lang}")
    desk.wait_for_selector("#found [role=option]")
    board.goto(f"{office.url}/board/hall?lang={lang}")
    notice = board.locator("#notice")
    desk.click("#announce")
    desk.check("dialog [value=own]")
    desk.fill("dialog [name=vi]", "Xin <b>chờ</b>")
    desk.fill("dialog [name=en]", "Wait <b>here</b>")
    desk.click("dialog [type=submit]")
    expect(notice).to_contain_text("Xin <b>chờ</b>.")
    expect(notice).to_contain_text("Wait <b>here</b>.")
    end = desk.locator("#todo [data-place=hall]")
    end.click()
    expect(end).to_have_count(0)
    expect(notice).not_to_contain_text("Xin <b>chờ</b>.")


def test_each_part_leaves_the_board_at_its_own_end_though_nobody_says_so(told_page, office):
    ends = {"one": "2026-11-24T09:43:00+07:00", "other": "2026-11-25T00:00:00+07:00"}
    document = {
        **{"v": 1, "ep": 1, "rev": 1, "now": "2026-11-24T09:42:00+07:00", "zone": "hall"},
        **{"notice": {"vi": "Một. Hai.", "en": "One. Two."}, "rows": [], "recent": []},
        "notices": [
            {"vi": "Một.", "en": "One.", "until": ends["one"]},
            {"vi": "Hai.", "en": "Two.", "until": ends["other"]},
        ],
        **{"waiting": [], "hall": "open", "reopens_at": None, "first": []},
    }
    page = told_page(f"{office.url}/board/hall?lang=vi", "board", document, 1920, 1080)
    notice = page.locator("#notice")
    expect(notice).to_contain_text("Một. Hai.")
    later = """(ms) => window.say("time", { ep: 1, ms, tz: "Asia/Ho_Chi_Minh" })"""
    page.evaluate(later, 1_795_488_180_001)
    expect(notice).to_contain_text("Hai.")
    expect(notice).not_to_contain_text("Một.")
