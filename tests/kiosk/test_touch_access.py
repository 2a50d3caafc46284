"""Everybody gets a number: by four keys, by ear, sitting down, and with staff at hand."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

FOCUSED = "document.activeElement.dataset.key ?? document.activeElement.id"
RING = """() => { const s = getComputedStyle(document.activeElement);
  return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 4; }"""
SHAPES = {"portrait": (1080, 1920), "landscape": (1920, 1080)}


@pytest.fixture
def page(stage: Any) -> Page:
    """The page in the browser."""
    found: Page = stage.page
    return found


def tab_to(page: Page, key: str) -> None:
    """Tab until the focus is there; wherever it is on the way, it is seen."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == key:
            assert page.evaluate(RING), key
            return
    raise AssertionError(f"{key} is not reached")


@pytest.mark.parametrize("shape", SHAPES)
def test_tab_and_enter_alone_lead_to_a_number(screens: Any, page: Page, shape: str) -> None:
    width, height = SHAPES[shape]
    page.set_viewport_size({"width": width, "height": height})
    screens.start()
    tab_to(page, "submit")
    page.keyboard.press("Enter")
    expect(page.locator(".chip").first).to_be_visible()
    tab_to(page, "o-LX1")
    page.keyboard.press("Enter")
    expect(page.locator(".take")).to_be_visible()
    tab_to(page, "priority-true")
    page.keyboard.press("Enter")
    expect(page.locator("[data-key=priority-true]")).to_have_attribute("aria-pressed", "true")
    expect(
        page.locator("[data-key=priority-true]:focus"), "the focus stays where it was"
    ).to_have_count(1)
    tab_to(page, "take")
    page.keyboard.press("Enter")
    expect(page.locator(".number")).to_be_visible()
    tab_to(page, "done")
    page.keyboard.press("Enter")
    expect(page.locator(".need")).to_have_count(4)


@pytest.mark.parametrize("shape", SHAPES)
def test_arrows_and_enter_alone_lead_to_a_number(screens: Any, page: Page, shape: str) -> None:
    width, height = SHAPES[shape]
    page.set_viewport_size({"width": width, "height": height})
    screens.start()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-key=submit]:focus")).to_have_count(1)
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-key=collect]:focus")).to_have_count(1)
    assert page.evaluate(RING)
    page.keyboard.press("Enter")
    expect(page.locator(".take")).to_be_visible()
    for key in ["ArrowDown"] * 6 + ["ArrowUp"] * 6:
        page.keyboard.press(key)
        if page.evaluate(FOCUSED) in {"back", "take"}:
            break
    while page.evaluate(FOCUSED) != "take":
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator(".number")).to_be_visible()


def spoken(page: Page) -> list[str]:
    """The texts that the page asked its voice for, from now on."""
    said: list[str] = []

    def answer(route: Any) -> None:
        said.append(parse_qs(urlsplit(route.request.url).query)["text"][0])
        route.fulfill(status=204)

    page.route("**/say?*", answer)
    return said


def wait_for(page: Page, said: list[str], count: int) -> None:
    """Until so many texts were said."""
    for _ in range(1000):
        if len(said) >= count:
            return
        page.evaluate("new Promise((r) => requestAnimationFrame(r))")
    raise AssertionError(said)


def test_every_screen_is_read_once_and_the_ticket_with_its_number_place_and_wait(
    screens: Any, page: Page
) -> None:
    screens.stage.state(voice=True)
    screens.start()
    said = spoken(page)
    page.click("#aloud")
    wait_for(page, said, 1)
    assert "Hôm nay Ông/Bà cần làm gì?" in said[0] and "Nhận kết quả" in said[0]
    page.click(".need >> nth=1")
    wait_for(page, said, 2)
    assert "128 người" in said[1] and "115–170 phút" in said[1]
    page.click("[data-key=priority-true]")
    page.click(".take")
    wait_for(page, said, 3)
    assert "3127" in said[2] and "Khu vực 3" in said[2] and "còn 7 người" in said[2]
    page.click("[data-key=again]")
    wait_for(page, said, 4)
    assert said[3] == said[2]


def test_a_kiosk_without_a_voice_offers_none(screens: Any, page: Page) -> None:
    screens.start()
    expect(page.locator("#aloud")).to_be_hidden()


def test_going_home_clears_every_mode(screens: Any, page: Page) -> None:
    screens.stage.state(voice=True)
    screens.search()
    for mode in ("large", "contrast", "low", "aloud", "language"):
        page.click(f"#{mode}")
    expect(page.locator("#large")).to_have_attribute("aria-pressed", "true")
    page.click("[data-key=back]")
    page.click("[data-key=submit]")
    page.click("[data-key=home]")
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    for mode in ("large", "contrast", "low", "aloud"):
        expect(page.locator(f"#{mode}")).to_have_attribute("aria-pressed", "false")
    page.click("[data-key=search]")
    expect(page.locator("[data-key=query]")).to_have_value("")


def test_lowered_controls_are_all_in_the_lower_half(screens: Any, page: Page) -> None:
    """What is touched; words may stand above."""
    higher = """() => [...document.querySelectorAll('button')].filter((one) => {
      const box = one.getBoundingClientRect();
      return box.height > 0 && box.top < innerHeight / 2 - 1; }).map((one) => one.dataset.key)"""
    wrong = {}
    for name in ("start", "departments", "confirm_with_papers", "search"):
        getattr(screens, name)()
        page.click("#low")
        expect(page.locator("body")).to_have_class("low")
        wrong[name] = page.evaluate(higher) + screens.stage.faults()
    assert not any(wrong.values()), wrong


def test_a_call_for_staff_is_made_and_its_answer_shown(screens: Any, page: Page) -> None:
    screens.start()
    page.click("#staff", click_count=3)
    expect(page.locator("#staff")).to_have_text("Đã gọi nhân viên")
    assert len(screens.stage.kiosk.wire.on("/alert")) == 1
    screens.stage.state(help="coming")
    expect(page.locator("#staff")).to_have_text("Nhân viên đang đến")


def test_a_call_that_nobody_hears_says_where_staff_are(screens: Any, page: Page) -> None:
    screens.away()
    page.click("#staff")
    expect(page.locator("#staff")).to_have_text("Mời đến bàn Hướng dẫn")


def test_a_newer_page_is_fetched_only_when_nobody_stands_before_it(
    screens: Any, page: Page
) -> None:
    screens.departments()
    page.evaluate("window.old = true")
    screens.stage.state(build="99")
    screens.stage.tell(hall="break")
    page.click("[data-key=o-LX1]")
    assert page.evaluate("window.old") is True
    page.click("[data-key=home]")
    screens.stage.tell()
    page.wait_for_function("() => window.old === undefined")
    expect(page.locator(".need")).to_have_count(4)
