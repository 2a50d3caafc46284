"""One login on two machines, at one counter and at two: the page asks, and the older says why."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

PIN = "246810"
ASKED = {
    "taken": {"vi": "đang đăng nhập ở quầy này", "en": "is signed in at this counter"},
    "elsewhere": {"vi": "Bạn đang đăng nhập ở quầy", "en": "You are signed in at counter"},
}
TOLD = {
    "taken": {"vi": "vừa được đăng nhập ở máy khác", "en": "signed in to this counter elsewhere"},
    "elsewhere": {"vi": "mỗi người ngồi một quầy", "en": "one person, one counter"},
}


def sign_in(office, page, lang, login, n):
    page.goto(f"{office.url}/login?lang={lang}")
    page.fill("input[name=login]", login)
    page.fill("input[name=pin]", PIN)
    page.fill("input[name=counter]", str(n))
    page.keyboard.press("Enter")


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("case", ["taken", "elsewhere"])
def test_a_second_machine_is_asked_and_the_first_is_told(office, page_of, case, lang):
    first, second = office.counter(), office.counter()
    where = first if case == "taken" else second
    older, newer = page_of(), page_of()
    sign_in(office, older, lang, "boss", first)
    older.wait_for_url(f"{office.url}/console/{first}")
    older.wait_for_selector("#next:enabled")
    sign_in(office, newer, lang, "boss", where)
    expect(newer.locator("dialog.sure")).to_contain_text(ASKED[case][lang])
    newer.locator("dialog.sure .primary").click()
    newer.wait_for_url(f"{office.url}/console/{where}")
    expect(older.locator("#problem")).to_contain_text(TOLD[case][lang])
    newer.click("#leave")
    newer.wait_for_url("**/login*")
