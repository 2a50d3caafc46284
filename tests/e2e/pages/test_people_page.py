"""People and the roster in a browser: nothing is cut off, axe finds nothing, errors are found."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

TABLET = (768, 1024)
SIZES = [(1366, 768), TABLET, (390, 844)]


@pytest.fixture(scope="module")
def office(phone_office):
    """The server with fewer officers: axe looks at each row."""
    return phone_office


@pytest.fixture
def opened(office, page_of):
    """A page of the office, for somebody who manages people."""

    def open_(path: str, *size: int):
        page = page_of(*size)
        office.known(page, "boss")
        page.goto(f"{office.url}{path}")
        return page

    return open_


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    "path", ["/manage/people", "/manage/people?new=1", "/manage/people/roster"]
)
def test_the_pages_fit_and_axe_finds_nothing(opened, axe, resized, path, lang):
    page = opened(f"{path}{'&' if '?' in path else '?'}lang={lang}")
    for size in resized(page, SIZES):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size
        if size != TABLET:
            assert axe.wrong(page) == [], size


def test_errors_get_the_focus_and_lead_to_their_fields(opened, axe):
    page = opened("/manage/people?new=1", 1366, 768)
    page.fill("#f-counter", "777")
    page.keyboard.press("Control+s")
    summary = page.locator("#summary")
    expect(summary).to_be_focused()
    expect(summary.locator("a")).to_have_count(4)
    assert axe.wrong(page) == []
    summary.locator("a[href='#f-counter']").click()
    expect(page.locator("#f-counter")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"/manage/people$"))


def test_somebody_is_added_and_found_again(opened):
    page = opened("/manage/people?new=1", 1366, 768)
    page.fill("#f-login", "thanh.vu")
    page.fill("#f-name", "Vũ Đình Thanh")
    page.check("input[value=officer]")
    page.click("#person button.primary")
    expect(page.locator(".pin")).to_have_text(re.compile(r"\d{6}"))
    page.goto(page.url)
    page.fill("#find", "vu dinh")
    expect(page.locator("tbody tr:visible")).to_have_count(1)
