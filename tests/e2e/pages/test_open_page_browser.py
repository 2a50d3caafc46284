"""Tokens and webhooks in a browser: given, shown once, revoked, and told what is wrong."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from server.cli import main

NOBODY = "http://127.0.0.1:9/luot"


@pytest.fixture
def opened(office, page_of):
    """The page, for an administrator."""

    def open_(lang: str, *size: int):
        page = page_of(*size)
        office.known(page, "root")
        page.goto(f"{office.url}/manage/open?lang={lang}")
        return page

    return open_


@pytest.mark.parametrize(("lang", "size"), [("vi", (1366, 768)), ("en", (390, 844))])
def test_a_token_is_given_and_revoked_and_axe_finds_nothing(
    opened, axe, office, capsys, lang, size
):
    at = ["--id", f"nobody-{lang}", "--data", str(office.data)]
    assert main(["hook", "add", NOBODY, *at]) == 0
    page = opened(lang, *size)
    page.fill(".add [name=name]", f"case-{lang}")
    page.check(".add [value=cases]")
    page.click(".add button")
    expect(page.locator(".secret")).to_contain_text("luot-")
    page.wait_for_load_state("load")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe.wrong(page) == []
    page.click(f"button[value=revoke][aria-label$=case-{lang}]")
    told = "không mở được gì nữa" if lang == "vi" else "opens nothing any more"
    expect(page.locator("[role=status]")).to_contain_text(told)
    page.click(f"button[value=test][aria-label$=nobody-{lang}]")
    told = "chưa nhận tin thử" if lang == "vi" else "did not take the test"
    expect(page.locator("[role=alert]")).to_contain_text(told)
    page.wait_for_load_state("load")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe.wrong(page) == []
    assert main(["hook", "remove", *at]) == 0
