"""The office's forms in a browser: groups are ticked, the hall is drawn, nothing typed is lost."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

LEAVING = "window.dispatchEvent(new Event('beforeunload', { cancelable: true }))"
"""Whether the page lets somebody go who closes it, goes back or loads it again."""


@pytest.fixture(scope="module")
def office(phone_office):
    """The server with fewer counters: axe looks at each of them."""
    return phone_office


@pytest.fixture
def admin(office, page_of):
    """Opens a page of the office as its administrator: (path, width, height, lang)."""

    def open_(path: str, width: int = 1366, height: int = 768, lang: str = "vi"):
        page = page_of(width, height)
        office.fresh_plan(page)
        page.goto(f"{office.url}{path}{'&' if '?' in path else '?'}lang={lang}")
        page.evaluate("document.fonts.ready.then(() => 0)")
        return page

    return open_


def test_a_counters_groups_are_ticked_and_kept_in_their_order(admin) -> None:
    page = admin("/manage/plan?tab=counter&row=0")
    field = page.locator("#f-groups")
    expect(page.locator(".many-list").first).to_be_visible()
    before = field.input_value()
    other = page.locator(".many-list").first.locator("input:not(:checked)").first
    code = other.get_attribute("value")
    other.check()
    expect(field).to_have_value(f"{before}, {code}")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    expect(page.locator("#f-groups")).to_have_value(f"{before}, {code}")
    expect(page.locator(".chosen-many").first).to_have_text(f"{before}, {code}")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_hall_is_drawn_dragged_and_kept(admin, axe, lang) -> None:
    page = admin("/manage/plan?tab=floor", lang=lang)
    page.locator("#f-size_m").fill("20, 10")
    page.locator(".floorrows button", has_text="+").first.click()
    kiosks = page.locator(".floorrows .line", has=page.locator("[placeholder=kiosk-3]"))
    kiosks.locator("input").fill("kiosk-1")
    kiosks.locator("button").click()
    spot = page.locator(".floor circle")
    spot.scroll_into_view_if_needed()
    page.evaluate("document.fonts.ready.then(() => 0)")
    box = spot.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 200, y + 100, steps=4)
    page.mouse.up()
    placed = json.loads(page.locator("#f-kiosks").input_value())["kiosk-1"]
    assert placed[0] > 1
    assert placed[1] > 1
    assert axe.wrong(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    kept = json.loads(page.locator("#f-kiosks").input_value())
    assert kept == {"kiosk-1": placed}
    expect(page.locator("aside .bad")).to_have_count(0)
    expect(page.locator(".floor .bad rect")).to_have_count(0)
    page.locator(".floorrows tbody input").nth(2).fill("30")
    expect(page.locator(".floor .bad rect")).to_have_count(1)


def test_a_link_off_a_changed_form_asks_first(admin, axe) -> None:
    page = admin("/manage/people")
    page.locator("tbody tr:not(:first-child) a").first.click()
    page.wait_for_url("**who=**")
    field = page.locator("#person [name=name]")
    assert page.evaluate(LEAVING)
    field.fill("Tên đang sửa")
    page.click("#shut")
    expect(page.locator("dialog.sure")).to_contain_text("chưa được lưu")
    assert axe.wrong(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("dialog.sure")).to_have_count(0)
    expect(field).to_have_value("Tên đang sửa")
    assert not page.evaluate(LEAVING), "the browser asks"
    page.click("#shut")
    page.locator("dialog.sure .primary").click()
    page.wait_for_url("**/manage/people")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_field_for_a_file_speaks_the_pages_language(admin, lang) -> None:
    page = admin("/manage/plan?tab=check", lang=lang)
    face = page.locator(".filepick")
    expect(face).to_contain_text("Chọn tệp…" if lang == "vi" else "Choose a file…")
    page.set_input_files("[name=file]", {"name": "p.toml", "mimeType": "", "buffer": b"a"})
    expect(face).to_contain_text("p.toml")


def take_seat(office, page, login: str, n: int) -> None:
    page.goto(f"{office.url}/login")
    for name, typed in (("login", login), ("pin", "246810"), ("counter", str(n))):
        page.fill(f"[name={name}]", typed)
    page.keyboard.press("Enter")


def test_whose_counter_is_taken_is_asked_on_the_page(office, page_of) -> None:
    n, first, page = office.counter(), page_of(), page_of()
    take_seat(office, first, f"o{n}", n)
    first.wait_for_url(f"**/console/{n}")
    take_seat(office, page, "boss", n)
    expect(page.locator("dialog.sure")).to_contain_text("Ngồi thay")
    page.keyboard.press("Escape")
    expect(page.locator("#problem")).to_contain_text("đang đăng nhập ở quầy này")
    page.keyboard.press("Enter")
    page.locator("dialog.sure .primary").click()
    page.wait_for_url(f"**/console/{n}")
    page.click("#leave")
    page.wait_for_url("**/login*")
