"""Two pages at one counter press Next at the same moment: one call, and a sentence."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

TOLD = {"vi": "vừa gọi số {} ở một màn hình khác", "en": "has just called number {} on another"}


def open_at(office, page_of, login, n, lang):
    page = page_of()
    office.known(page, login)
    page.goto(f"{office.url}/console/{n}?lang={lang}")
    page.wait_for_selector("#next:enabled")
    return page


def told_to_one(pages, words) -> bool:
    """Whether one of the pages comes to say this, and no other does."""
    for _ in range(300):
        told = [words in page.locator("#toast").inner_text() for page in pages]
        if any(told):
            return told.count(True) == 1
    return False


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_of_two_presses_at_once_one_calls_and_the_other_is_told(office, page_of, lang):
    n = office.counter()
    officer = office.desk(n)
    first, second = officer.ticket()["number"], officer.ticket()["number"]
    pages = [open_at(office, page_of, who, n, lang) for who in ("boss", "root")]
    held = []
    for page in pages:
        expect(page.locator(".why li b").first).to_have_text(str(first))
        page.route("**/api/v1/counters/*/next?*", lambda route: held.append(route))
        page.keyboard.press("Enter")
    for page in pages:
        expect(page.locator("#next")).to_have_class("next doing")
    while len(held) < len(pages):
        pages[0].evaluate("0")  # lets what Chromium tells come in
    for route in held:  # both were sent before either was answered
        route.continue_()
    for page in pages:
        expect(page.locator("#console .who h1")).to_have_text(str(first))
        expect(page.locator("#next")).not_to_have_class("next doing")
    assert told_to_one(pages, TOLD[lang].format(first))
    seen = office.seen(pages[0], n)
    assert seen["ticket"]["number"] == first
    assert [row["number"] for row in seen["waiting"]] == [second]
    assert seen["today"]["served"] == 0


def test_an_answer_to_a_question_is_about_whom_it_was_asked(office, page_of):
    n = office.counter()
    officer = office.desk(n)
    first, second = (officer.ticket()["number"] for _ in range(2))
    page = open_at(office, page_of, "boss", n, "vi")
    page.keyboard.press("Enter")
    expect(page.locator("#console .who h1")).to_have_text(str(first))
    page.wait_for_selector("body[data-state=called]:not([data-rest]) #next:enabled")
    page.keyboard.press("g")
    page.wait_for_selector("dialog[open]")
    officer.do("next")
    expect(page.locator("#console .who h1")).to_have_text(str(second))
    page.keyboard.press("Enter")
    expect(page.locator("#toast")).to_contain_text(TOLD["vi"].format(second))
    seen = office.seen(page, n)
    assert (seen["ticket"]["number"], seen["parked"]) == (second, [])
