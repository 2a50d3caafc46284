"""The live view: at once, for everybody, from a wall, and when there is nothing to see."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from playwright.sync_api import expect

DRAWN_AGAIN = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
"""A chart hears of its new size after the next picture."""
SIZES = [(1920, 1080), (1366, 768), (390, 844)]
TOLD = runpy.run_path(str(Path(__file__).parents[2] / "tools" / "live_told.py"))["told"]


@pytest.fixture
def live(told_page, office, page_of):
    """The page, hearing only what a test says."""

    def open_(lang: str, size: tuple[int, int], query: str = "", **more):
        page = page_of(*size)
        office.known(page, "boss")
        return told_page(f"{office.url}/manage?lang={lang}{query}", "live", TOLD(**more), on=page)

    return open_


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_axe_finds_nothing_and_it_fits(live, axe, resized, lang) -> None:
    page = live(lang, SIZES[0])
    expect(page.locator(".tile")).to_have_count(30)
    for size in resized(page, SIZES):
        page.evaluate(DRAWN_AGAIN)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size
        if size != SIZES[0]:
            assert axe.wrong(page) == [], size


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_wall_shows_the_hall_without_anything_to_press_and_cuts_off_no_figure(live, axe, lang):
    page = live(lang, (1920, 1080), "&tv=1")
    expect(page.locator(".tile")).to_have_count(30)
    assert page.locator("button:visible, .tab").count() == 0
    assert axe.wrong(page) == []
    assert page.evaluate("document.documentElement.scrollHeight") <= 1080
    small = page.evaluate(
        """() => [...document.querySelectorAll("main b, main dd, .tile small, .chip, .kpi small")]
          .filter((node) => node.offsetWidth && parseFloat(getComputedStyle(node).fontSize) < 18)
          .map((node) => node.textContent)"""
    )
    assert small == []
    cut = page.evaluate(
        """() => [...document.querySelectorAll(".tile, .tile b, .zone dd, .kpi p")]
          .filter((node) => node.clientWidth && node.scrollWidth > node.clientWidth + 1)
          .map((node) => node.textContent)"""
    )
    assert cut == []
    page.keyboard.press("Escape")
    expect(page.locator("#leave")).to_be_visible()


def test_lights_say_their_state_by_sign_and_word(live) -> None:
    page = live("vi", (1366, 768))
    for light, word in (("clear", "Thông thoáng"), ("busy", "Đông"), ("over", "Quá mức")):
        chip = page.locator(f".zone.{light} .chip").first
        expect(chip).to_contain_text(word)
        expect(chip.locator("svg")).to_have_count(1)


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ({"hall": "break", "reopens_at": "2026-07-14T13:30:00+07:00"}, "Nghỉ trưa, làm việc lại"),
        ({"hall": "before", "reopens_at": "2026-07-14T07:30:00+07:00"}, "mở cửa lúc 07:30"),
        ({"hall": "closed", "reopens_at": "2026-07-15T07:30:00+07:00"}, "lúc 07:30 15/7"),
        ({"hall": "closed", "reopens_at": None}, "Trung tâm đang đóng cửa"),
        ({"issued": 0, "halfhours": [], "line": [], "ahead": None, "longest": None}, "chưa có ai"),
    ],
)
def test_it_says_when_the_hall_is_not_at_work_or_empty(live, axe, state, says) -> None:
    page = live("vi", (1366, 768), **state)
    expect(page.locator("#state")).to_contain_text(says)
    assert axe.wrong(page) == []


def test_a_lost_server_is_said_with_the_moment_of_what_is_shown(live) -> None:
    page = live("vi", (1366, 768))
    page.evaluate("window.drop()")
    expect(page.locator("#state")).to_contain_text("Số dưới đây là của lúc 09:42")
    expect(page.locator("#live")).to_have_class("stale")


def test_the_range_of_what_comes_is_drawn_and_stands_in_its_table(live) -> None:
    page = live("vi", (1366, 768))
    expect(page.locator(".line .range")).to_have_count(1)
    expect(page.locator(".line .blue").first).to_contain_text("đỉnh 10:22: 108 người (94–124)")
    page.locator(".line summary").click()
    expect(page.locator(".line tbody tr").last).to_contain_text("43–73")
    expect(page.locator(".arrivals h2")).to_contain_text("so thường lệ +")
    expect(page.locator(".arrivals .usual")).to_have_count(15)


def test_an_alert_says_what_to_do_where_and_who_does_it(live) -> None:
    page = live("vi", (1366, 768))
    first, second = page.locator(".incidents li").all()
    expect(first).to_contain_text("Mở thêm quầy")
    expect(first.locator("a")).to_have_attribute("href", "/manage/balance")
    expect(first.locator("button")).to_have_text("Tôi xử lý")
    expect(second).to_contain_text("Phạm Thu Hà xử lý từ 09:42")
    rest = page.locator(".todo .all > ol:not(.incidents) li")
    assert "Khu vực 4" not in " ".join(rest.all_inner_texts()), "the alert has said so already"


def test_everything_to_press_is_reached_by_keyboard(live) -> None:
    page = live("vi", (1366, 768))
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "document.activeElement.dataset.take || document.activeElement"
                ".getAttribute('href') || document.activeElement.tagName"
            )
        )
    assert {"i1", "/manage/balance", "SUMMARY", "/manage/alerts", "BUTTON"} <= reached


def test_a_call_is_on_the_page_within_a_second(office, page_of) -> None:
    page = page_of()
    office.sign_in(page, "boss", "/manage")
    desk = office.desk(office.counter())
    tile = page.locator(f".tile[data-key='{desk.n}'] b")
    expect(page.locator(".tile").first).to_be_visible()
    took_ms = []
    for _ in range(3):
        ticket = desk.ticket("next")
        page.evaluate("() => { window.t0 = performance.now(); }")
        expect(tile).to_have_text(str(ticket["number"]))
        took_ms.append(page.evaluate("() => performance.now() - window.t0"))
        desk.do("start")
        desk.do("finish")
    assert min(took_ms) <= 1000, "of a busy machine the quickest; the bench has the percentiles"
    page.locator("#leave").click()
