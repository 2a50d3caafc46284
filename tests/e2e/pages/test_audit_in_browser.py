"""The audit in a browser: it fits, axe finds nothing, it finds what was done and exports it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

SIZES = [(390, 844), (1366, 768)]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_auditor_finds_and_exports_what_was_done(page_of, phone_office, axe, resized, lang):
    page = page_of()
    phone_office.sign_in(page, "auditor", f"/manage/audit?lang={lang}")
    page.select_option("[name=kind]", "signed_in")
    page.fill("[name=by]", "auditor")
    page.click(".filter button")
    expect(page.locator("tbody tr").first).to_contain_text("auditor")
    page.wait_for_load_state("load")
    for size in resized(page, SIZES):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size
        assert axe.wrong(page) == [], size
    with page.expect_download() as download:
        page.locator(".head a").first.click()
    assert download.value.suggested_filename.endswith(".csv")
    page.fill("[name=counter]", "x")
    page.press("[name=counter]", "Enter")
    expect(page.locator("[role=alert]")).to_be_visible()
    for size in resized(page, SIZES):
        assert axe.wrong(page) == [], size
