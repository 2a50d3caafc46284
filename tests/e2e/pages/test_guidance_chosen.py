"""What a guide has chosen or asked for last is what stands there, whatever is answered later."""

from __future__ import annotations

from playwright.sync_api import expect

ROW = {"code": "9.1", "name_vi": "Thủ tục", "name_en": "Procedure", "group": "viec-1"}


def test_a_late_answer_takes_nobodys_choice_away(office, page_of):
    page, asked = page_of(), []
    office.sign_in(page, "boss", "/desk")
    page.wait_for_selector("#found [role=option]")
    page.route("**/api/v1/procedures?*", lambda route: asked.append(route))
    page.fill("#find", "viec")
    page.click("#found [id=g-viec-2]")
    while not asked:
        page.title()  # lets what Chromium tells come in
    asked.pop().fulfill(json=[ROW])
    expect(page.locator("#found [id='p-9.1']")).to_be_visible()
    expect(page.locator("#found [aria-selected=true]")).to_have_id("g-viec-2")
    expect(page.locator("#find")).to_have_value("viec")
    page.fill("#find", "viec-3")
    while not asked:
        page.title()
    asked.pop().fulfill(json=[])
    expect(page.locator("#found [aria-selected=true]")).to_have_id("g-viec-3")


def test_the_card_is_of_the_ticket_that_was_asked_for_last(office, page_of):
    n, page, late = office.counter(), page_of(), []
    first, second = (str(office.issue(n)["number"]) for _ in range(2))
    office.sign_in(page, "boss", "/desk")
    page.wait_for_selector("#found [role=option]")
    look_for(page, first)
    page.route(f"**/desk/tickets/{first}", lambda route: late.append(route))
    while not late:  # now and then the page looks whether anything has changed
        page.title()
    look_for(page, second)
    for route in late:
        with page.expect_response(f"**/desk/tickets/{first}"):
            route.continue_()
    page.evaluate("new Promise((done) => setTimeout(done))")
    expect(page.locator("#one .number")).to_have_text(second)


def look_for(page, number: str) -> None:
    page.fill("#which", number)
    page.press("#which", "Enter")
    expect(page.locator("#one .number")).to_have_text(number)
