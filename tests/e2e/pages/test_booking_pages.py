"""Booking by keys alone, without scripts, on the narrowest phone; and nothing that axe finds."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect


@pytest.fixture
def clean(resized):
    """Axe finds nothing on the whole page, and nothing is wider than it; on the narrowest phone
    and at a desk."""

    def check(page) -> None:
        page.wait_for_load_state("load")
        for size in resized(page, [(320, 640), (1366, 768)]):
            found = Axe().run(page).response["violations"]
            assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], size
            assert page.evaluate("document.documentElement.scrollWidth") <= size[0], size

    return check


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_an_appointment_is_made_seen_and_called_off(page_of, office, clean, lang):
    page = page_of()
    page.goto(f"{office.url}/book?lang={lang}")
    clean(page)
    page.locator(".choose a").first.click()
    page.wait_for_url(re.compile("/book/viec-"))
    clean(page)
    page.locator(".days a").last.click()
    page.wait_for_url(re.compile("/book/viec-.*/20"))
    page.locator(".slot:not(.gone)").nth(3).click()
    clean(page)
    page.click("button.primary")
    page.wait_for_url(re.compile("/b/"))
    expect(page.locator(".code h1").first).to_have_text(
        re.compile("^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$"), use_inner_text=True
    )
    clean(page)
    page.click(".ways a:last-child")
    clean(page)
    page.click(".danger")
    expect(page.locator(".qr")).to_have_count(0)
    clean(page)


def test_booking_needs_neither_a_script_nor_a_pointer(page_of, office):
    page = page_of(390, 844, java_script_enabled=False)
    page.goto(f"{office.url}/book/viec-2")
    page.locator(".days a").last.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/book/viec-2/20"))
    page.locator(".slot input:enabled").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/b/"))
    expect(page.locator(".qr")).to_be_visible()
    expect(page.locator(".qr")).to_have_attribute("src", re.compile("^data:image/svg"))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_staffs_page_of_appointments_is_within_everybodys_reach(page_of, office, axe, lang):
    page = page_of(1366, 768)
    office.known(page, "boss")
    page.goto(f"{office.url}/desk/appointments?lang={lang}")
    assert axe.wrong(page) == []
    page.fill("form[action$=check-in] [name=code]", "AAAA-AAAA")
    page.keyboard.press("Enter")
    page.wait_for_selector(".told.bad")
    assert axe.wrong(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
