"""One procedure by hand: errors at their fields, the preview, and nothing runs over."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_procedure_is_typed_mended_and_looked_at(
    office: Any, page_of: Any, axe: Any, lang: str
) -> None:
    page: Page = page_of()
    office.known(page, "boss")
    page.goto(f"{office.url}/manage/procedures/one?lang={lang}")
    page.fill("#f-code", f"one-{lang}")
    page.click("button.primary")
    page.wait_for_load_state("load")
    expect(page.locator(".paperform .bad")).to_have_count(2)
    assert axe.wrong(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.fill("#f-name_vi", "Khai sinh")
    page.select_option("#f-group", index=1)
    page.click("button.primary")
    expect(page.locator("section.draft")).to_contain_text(f"one-{lang}")
    page.wait_for_load_state("load")
    assert axe.wrong(page) == []
