"""The hall is drawn: what stands there is dragged, moved with arrow keys, or given in metres."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect


@pytest.fixture(scope="module")
def office(phone_office):
    """The server with fewer counters: axe looks at each of them."""
    return phone_office


@pytest.fixture
def drawn(office, page_of):
    """The floor of a draft with one zone and one kiosk, in a hall of 30 × 10 m."""

    def open_(lang: str = "en", *size: int):
        page = page_of(*(size or (1366, 768)))
        office.fresh_plan(page)
        page.goto(f"{office.url}/manage/plan?tab=floor&lang={lang}")
        page.fill("#f-size_m", "30, 10")
        page.locator(".floorrows button[title]").first.click()
        add(page, "kiosks", "kiosk-1")
        page.locator("[data-key='kiosks/kiosk-1']").focus()
        for _ in range(10):
            page.keyboard.press("ArrowDown")
        return page

    return open_


def add(page, kind: str, name: str) -> None:
    line = page.locator(".floorrows .line").nth({"kiosks": 1, "displays": 2}[kind])
    line.locator("input").fill(name)
    line.locator("button").click()


def kept(page, kind: str) -> dict:
    return json.loads(page.input_value(f"#f-{kind}") or "{}")


def test_a_display_is_placed_with_the_keyboard_and_is_in_the_draft(drawn):
    page = drawn()
    add(page, "displays", "board-a")
    board = page.locator("[data-key='displays/board-a']")
    board.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "Shift+ArrowLeft"):
        page.keyboard.press(key)
    expect(board).to_be_focused()
    expect(board).to_have_attribute(
        "aria-label", "board-a: 1.9 m from the left, 1.5 m from the top"
    )
    assert kept(page, "displays") == {"board-a": [1.9, 1.5]}
    typed = page.get_by_label("board-a: from top")
    expect(typed).to_have_value("1.5")
    typed.fill("7")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-key='displays/board-a']")).to_have_attribute(
        "aria-label", "board-a: 1.9 m from the left, 7 m from the top"
    )
    expect(page.locator(".bad")).to_have_count(0)


def test_a_shape_follows_the_mouse_in_half_metres_and_stays_in_the_hall(drawn):
    page = drawn()
    box = page.locator("[data-key='kiosks/kiosk-1'] circle").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    metre = page.locator(".floor .hall").bounding_box()["width"] / 30
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 4 * metre, y + metre, steps=5)
    page.mouse.move(x + 8.1 * metre, y + 2.1 * metre, steps=5)
    assert kept(page, "kiosks") == {"kiosk-1": [9, 8]}
    page.mouse.move(x + 8 * metre, y + 99 * metre, steps=5)
    page.mouse.up()
    assert kept(page, "kiosks") == {"kiosk-1": [9, 10]}
    expect(page.get_by_label("kiosk-1: from top")).to_have_value("10")


def test_a_counter_on_its_own_begins_in_its_zone_and_may_go_again(drawn):
    page = drawn()
    _, (left, top, wide, deep) = next(iter(kept(page, "zones").items()))
    counter = page.locator(".floorrows select")
    number = counter.locator("option").first.get_attribute("value")
    page.get_by_role("button", name="Add: Counters on their own").click()
    assert kept(page, "counters") == {number: [left + wide / 2, top + deep / 2]}
    expect(counter.locator(f"option[value='{number}']")).to_have_count(0)
    page.get_by_role("button", name=f"Remove {number}").last.click()
    assert page.input_value("#f-counters") == "", "what is empty is left out of the plan"


def test_what_stands_out_of_the_hall_is_marked_and_its_reason_told(drawn):
    page = drawn()
    add(page, "displays", "board-a")
    page.get_by_label("board-a: from left").fill("31")
    expect(page.locator("[data-key='displays/board-a']")).to_have_class("movable bad")
    page.keyboard.press("Control+s")
    told = page.locator("aside .bad:visible")
    expect(told).to_contain_text("board-a: stands out of the hall")
    page.get_by_label("board-a: from left").fill("30")
    page.get_by_role("button", name="Add: Counters on their own").click()
    page.get_by_label("Counter 1: from top").fill("11")
    page.keyboard.press("Control+s")
    expect(told).to_contain_text("Counter 1: stands out of the hall")


@pytest.mark.parametrize(("lang", "size"), [("vi", (1366, 768)), ("en", (390, 844))])
def test_the_drawing_fits_and_axe_finds_nothing(drawn, axe, lang, size):
    page = drawn(lang, *size)
    add(page, "displays", "board-a")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe.wrong(page) == []
