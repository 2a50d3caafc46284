"""Reports in a browser, with a keyboard and without a script: made, listed, downloaded."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

WALL = (1920, 1080)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_report_is_made_and_axe_finds_nothing(office, page_of, axe, resized, lang) -> None:
    page = page_of()
    office.known(page, "boss")
    page.goto(f"{office.url}/manage/reports?lang={lang}")
    page.locator("[name=form]").select_option("xlsx")
    page.locator(".filter [type=submit]").click()
    expect(page.locator(".chip.ok")).to_contain_text(f"-{lang}.xlsx")
    for size in resized(page, [(390, 844), (1366, 768)]):
        assert axe.wrong(page) == [], size
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size
    with page.expect_download() as told:
        page.locator(f"td a[href$='-{lang}.xlsx']").first.click()
    assert told.value.suggested_filename.endswith(f"-{lang}.xlsx")
    page.locator("#leave").click()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_public_page_leads_to_open_data(office, page_of, axe, resized, lang) -> None:
    page = page_of()
    page.goto(f"{office.url}/now?lang={lang}")
    links = page.locator(".also .data a")
    expect(links).to_have_count(2)
    told = page.request.get(office.url + links.first.get_attribute("href"))
    assert told.json()["groups"]
    for size in resized(page, [(390, 844), (1366, 768), WALL]):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size
        if size != WALL:
            assert axe.wrong(page) == [], size
