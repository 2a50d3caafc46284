"""The slip's page by hand: errors at their fields, a picture, and nothing runs over."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_manager_tries_a_line_and_saves_it(
    office: Any, page_of: Any, axe: Any, lang: str
) -> None:
    page: Page = page_of()
    office.known(page, "boss")
    page.goto(f"{office.url}/manage/slip?lang={lang}")
    page.fill("input[name=size_number]", "11")
    page.locator("input[name=line_vi]").first.fill("Mời giữ vé.")
    page.locator("input[name=line_en]").first.fill("")
    page.click("button.primary")
    page.wait_for_load_state("load")
    expect(page.locator(".paperform .bad")).to_have_count(2)
    assert axe.wrong(page) == []
    page.fill("input[name=size_number]", "")
    page.locator("input[name=line_en]").first.fill("Keep your ticket.")
    page.keyboard.press("Enter")
    page.wait_for_load_state("load")
    for width in (80, 58):
        seen = page.locator(f"img.mm{width}")
        expect(seen).to_have_js_property("complete", True)
        expect(seen).to_have_js_property("naturalWidth", {80: 576, 58: 384}[width])
    assert axe.wrong(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.click("button.primary")
    expect(page.locator(".chip.ok").first).to_be_visible()
    assert axe.wrong(page) == []
