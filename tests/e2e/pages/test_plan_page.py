"""The plan in a browser: an error is found and mended, the draft adopted, and brought back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture(scope="module")
def office(phone_office):
    """The server with fewer counters: axe looks at each row."""
    return phone_office


@pytest.fixture
def opened(office, page_of):
    """A page of the plan, for an administrator."""

    def open_(query: str, *size: int):
        page = page_of(*size)
        office.fresh_plan(page)
        page.goto(f"{office.url}/manage/plan?{query}")
        return page

    return open_


@pytest.mark.parametrize(("lang", "size"), [("vi", (1366, 768)), ("en", (390, 844))])
def test_every_tab_fits_and_axe_finds_nothing(opened, axe, lang, size):
    page = opened(f"lang={lang}", *size)
    for query in ("tab=counter&row=0", "tab=group&new=1", "tab=centre", "tab=check", "tab=history"):
        page.goto(page.url.split("?")[0] + f"?{query}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), query
        assert axe.wrong(page) == [], query


TYPED = "(field, codes) => { field.value = codes; }"
"""As the list of ticks writes it; a code that is in no list comes only from outside."""


def test_a_counter_is_changed_with_the_keyboard_and_brought_back(opened, axe, office):
    page = opened("tab=counter&row=0&lang=en", 1366, 768)
    groups = page.locator("#f-groups")
    before = groups.input_value()
    groups.evaluate(TYPED, "nobody")
    page.keyboard.press("Control+s")
    expect(page.locator("label.wrong")).to_contain_text("there is no 'nobody' in this plan")
    assert axe.wrong(page) == []
    groups.evaluate(TYPED, f"{before}, {other(page, before)}")
    page.keyboard.press("Control+s")
    expect(page.locator("label.wrong")).to_have_count(0)
    page.goto(page.url.split("?")[0] + "?tab=check")
    expect(page.locator(".diff")).to_contain_text("Own groups")
    assert axe.wrong(page) == []
    page.fill("[name=note]", "a try")
    page.get_by_role("button", name="Adopt now").click()
    expect(page).to_have_url(re.compile("tab=history"))
    page.get_by_role("button", name="Restore").first.click()
    page.fill("[name=note]", "a try")
    page.get_by_role("button", name="Adopt now").click()
    expect(page).to_have_url(re.compile("tab=history"))
    page.goto(page.url.split("?")[0] + "?tab=counter&row=0")
    expect(page.locator("#f-groups")).to_have_value(before)


def other(page, before: str) -> str:
    """A group that the counter does not serve yet, nor helps."""
    served = {*before.split(", "), *page.input_value("#f-help").split(", ")}
    codes = page.evaluate(
        "fetch('/api/v1/groups').then(r => r.json()).then(g => g.map(x => x.code))"
    )
    return next(code for code in codes if code not in served)


def test_a_plan_changed_while_tickets_wait_has_the_console_serve_the_new_group(
    office, opened, page_of
):
    n, alone = office.counter(), office.counter()
    own, stranded = office.issue(n)["number"], office.issue(alone)["number"]
    console = page_of()
    office.at_counter(console, n)
    expect(console.locator(".why li > div > b")).to_have_text([str(own)])
    plan = opened(f"tab=counter&row={n - 1}&lang=vi", 1366, 768)
    home = plan.url.split("?")[0]
    before = plan.input_value("#f-groups")
    adopt(plan, home, n, f"{before}, viec-{alone}")
    expect(console.locator(".why li > div > b")).to_have_text([str(own), str(stranded)])
    for number in (own, stranded):
        console.wait_for_selector("body:not([data-rest]) #next:enabled")
        console.keyboard.press("Enter")
        expect(console.locator("#console .who h1")).to_have_text(str(number))
    expect(console.locator("#console")).to_contain_text(f"Việc số {alone}")
    adopt(plan, home, n, before)
    expect(console.locator("#console .who h1")).to_have_text(str(stranded))


def adopt(page, home: str, n: int, groups: str) -> None:
    """Write the groups of counter ``n`` into the draft and adopt it at once."""
    page.goto(f"{home}?tab=counter&row={n - 1}")
    page.locator("#f-groups").evaluate(TYPED, groups)
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    page.goto(f"{home}?tab=check")
    page.fill("[name=note]", "thử")
    page.get_by_role("button", name="Áp dụng ngay").click()
    expect(page).to_have_url(re.compile("tab=history"))
