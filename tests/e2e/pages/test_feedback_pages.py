"""Feedback and the tablet of a counter, in a browser: they fit, axe finds nothing, they work."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

SMALL = [(320, 640), (390, 844)]
STAFF = [(390, 844), (1366, 768)]
TABLETS = [(1024, 768), (768, 1024)]


@pytest.fixture(scope="module")
def office(phone_office):
    """The server of the citizens' pages."""
    return phone_office


@pytest.fixture
def is_fine(axe, resized):
    """Nothing is cut off to the side at any of the sizes; axe finds nothing at the last, or at
    each when told."""

    def check(page, sizes, axe_at=None) -> None:
        for size in resized(page, sizes):
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size
            if size in (axe_at or sizes[-1:]):
                assert axe.wrong(page) == [], size

    return check


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_citizen_writes_without_scripts_and_keeps_a_code(page_of, office, is_fine, lang):
    page = page_of(*SMALL[-1])
    page.goto(f"{office.url}/feedback?lang={lang}&number=1001")
    is_fine(page, SMALL)
    expect(page.locator("#number")).to_have_value("1001")
    plain = page_of(*SMALL[0], java_script_enabled=False)
    plain.goto(f"{office.url}/feedback?lang={lang}")
    plain.fill("#text", "Cần thêm ghế\nở khu A")
    plain.click("button.primary")
    code = plain.locator(".code b").inner_text()
    page.goto(f"{office.url}/feedback")
    page.fill("#code", code.replace("-", "").lower())
    page.press("#code", "Enter")
    expect(page.locator(".words")).to_have_text("Cần thêm ghế\nở khu A")
    is_fine(page, SMALL)


def test_the_staff_answer_and_close(page_of, office, is_fine):
    page = page_of()
    page.goto(f"{office.url}/feedback")
    page.fill("#text", "Nhờ xem lại")
    page.click("button.primary")
    code = page.locator(".code b").inner_text()
    office.sign_in(page, "boss", "/manage/feedback")
    card = page.locator("article", has_text=code)
    is_fine(page, STAFF, axe_at=STAFF)
    card.locator("textarea").fill("Đã xem")
    card.locator("button").click()
    expect(page.locator("article", has_text=code)).to_have_count(0)
    page.click("nav.states a:nth-child(2)")
    expect(card.locator(".answer")).to_have_text("Đã xem")
    is_fine(page, STAFF, axe_at=STAFF)
    card.locator("button").click()
    page.click("nav.states a:nth-child(3)")
    expect(card).to_be_visible()
    is_fine(page, STAFF, axe_at=STAFF)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_tablet_asks_thanks_and_rests(page_of, office, is_fine, resized, lang):
    desk = office.desk(office.counter())
    page = page_of(*TABLETS[-1])
    office.known(page, f"o{desk.n}")
    page.goto(f"{office.url}/rate/{desk.n}?lang={lang}")
    expect(page.locator(".quiet h1")).to_be_visible()
    is_fine(page, TABLETS, axe_at=TABLETS)
    made = desk.ticket("next", "start", "finish")
    expect(page.locator(".done")).to_contain_text(str(made["number"]), timeout=30_000)
    send = page.locator("[data-do=rate]")
    expect(send).to_be_disabled()
    is_fine(page, TABLETS, axe_at=TABLETS)
    page.click("[data-score='5']")
    for size in resized(page, TABLETS):
        box = send.bounding_box()
        assert box["y"] + box["height"] <= size[1], f"nothing needs scrolling at {size}"
    is_fine(page, TABLETS, axe_at=TABLETS)
    send.click()
    expect(page.locator(".quiet h1")).to_contain_text("Cảm ơn" if lang == "vi" else "Thank you")
    expect(page.locator(".quiet p")).to_contain_text(
        "được phục vụ" if lang == "vi" else "been served"
    )
    phone = page_of(390, 844)
    phone.goto(f"{office.url}/t/{made['key']}?lang=vi")
    expect(phone.locator("h2")).to_have_text("Cảm ơn Ông/Bà đã đánh giá")


def test_what_is_half_answered_stays_while_the_tablet_looks_again(page_of, office):
    desk = office.desk(office.counter())
    desk.ticket("next", "start", "finish")
    page = page_of(1024, 768)
    office.sign_in(page, f"o{desk.n}", f"/rate/{desk.n}")
    page.click("[data-score='2']")
    page.fill("textarea", "Chờ lâu")
    with page.expect_response("**/rating"):
        pass
    expect(page.locator("#score2")).to_be_checked()
    expect(page.locator("textarea")).to_have_value("Chờ lâu")
    expect(page.locator("[data-do=rate]")).to_be_enabled()


def test_a_screen_that_nobody_bound_shows_nothing_but_the_way(page_of, office, is_fine):
    page = page_of(*TABLETS[0])
    page.goto(f"{office.url}/rate/1")
    expect(page.locator("h1")).to_have_text("Màn hình này chưa gắn với quầy")
    is_fine(page, TABLETS[:1])
