"""The manager's pages as one: the same tabs on each, the one that is read marked, focus to see."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

PAGES = {
    "/manage": "/manage",
    "/manage/balance": "/manage/balance",
    "/manage/history": "/manage/history",
    "/manage/decide": "/manage/decide",
    "/manage/decide/staffing": "/manage/decide",
    "/manage/decide/day": "/manage/decide",
    "/manage/advice": "/manage/decide",
    "/manage/reports": "/manage/reports",
    "/manage/alerts": "/manage/alerts",
    "/manage/feedback": "/manage/feedback",
    "/manage/devices": "/manage/devices",
    "/manage/definitions": "/manage/definitions",
}
"""Each page, and the tab that is marked on it."""
RING = "getComputedStyle(document.activeElement).outlineStyle"


@pytest.fixture(scope="module")
def office(phone_office):
    """The server with fewer counters: axe looks at each of them."""
    return phone_office


@pytest.mark.parametrize(("size", "lang"), [((1366, 768), "vi"), ((390, 844), "en")])
def test_every_page_leads_to_every_other_and_axe_finds_nothing(office, page_of, axe, size, lang):
    page = page_of(*size)
    office.sign_in(page, "boss", "/manage/definitions")
    told = set()
    for path, marked in PAGES.items():
        page.goto(f"{office.url}{path}?lang={lang}")
        current = page.locator(".tabs [aria-current=page]")
        expect(current).to_have_count(1)
        assert current.get_attribute("href") == marked
        told.add(tuple(page.locator(".tabs a").evaluate_all("all => all.map(a => a.pathname)")))
        expect(page.locator("h1")).to_have_count(1)
        assert axe.wrong(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert len(told) == 1
    assert set(PAGES.values()) <= set(told.pop())
    page.locator("#leave").click()


def test_whoever_goes_by_keyboard_sees_where_they_are(office, page_of):
    page = page_of(1366, 768)
    office.known(page, "boss")
    page.goto(f"{office.url}/manage/history?lang=vi")
    page.locator(".tabs a").first.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.pathname") == "/manage/balance"
    assert page.evaluate(RING) == "solid"
    page.keyboard.press("Enter")
    expect(page.locator(".tabs [aria-current=page]")).to_have_attribute("href", "/manage/balance")
    page.locator("#leave").click()


def test_the_language_is_changed_where_one_is(office, page_of):
    page = page_of(1366, 768)
    office.known(page, "boss")
    page.goto(f"{office.url}/manage/history?view=flow&by=hour&lang=vi")
    page.locator(".switch a", has_text="EN").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert "view=flow&by=hour" in page.url
    page.locator("#leave").click()
