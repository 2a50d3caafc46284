"""A guide's whole day at the desk: every verb once, by keys, and what the hall says to each."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

KIOSK = {"id": "kiosk-7", "online": True, "paper": "low", "trouble": None, "queue": 1}
KIOSK |= {"heard_at": "2026-11-24T09:00:00+07:00", "version": "1"}
PRINTED: list[dict] = []


@pytest.fixture
def page(office, page_of):
    """A guide at the desk; the one machine is told by the test, everything else is real."""
    made = page_of(1366, 768)
    PRINTED.clear()

    def reprint(route):
        PRINTED.append(route.request.post_data_json)
        route.fulfill(status=202, json={"id": "r", "number": PRINTED[-1]["number"]})

    made.route("**/api/v1/kiosks", lambda route: route.fulfill(json=[KIOSK]))
    made.route("**/api/v1/kiosks/kiosk-7/reprint", reprint)
    office.known(made, "guide")
    made.goto(f"{office.url}/desk?lang=vi")
    made.wait_for_selector("#found [role=option]")
    return made


def tab_to(page, selector):
    """Tab until that has the focus, as somebody without a mouse does."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"no Tab leads to {selector}")


def said(page, words):
    expect(page.locator("#said")).to_contain_text(words)


def look_for(page, number):
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.keyboard.type(str(number))
    page.keyboard.press("Enter")
    expect(page.locator("#one .number")).to_have_text(str(number))


def leave_fields(page):
    page.keyboard.press("Escape")


def gives_and_prints(page, n):
    page.keyboard.press("/")
    page.keyboard.type(f"viec-{n}")
    page.keyboard.press("Enter")
    page.wait_for_selector("#print:focus")
    page.keyboard.press("Enter")
    said(page, "in ở kiosk-7")
    number = PRINTED[0]["number"]
    said(page, f"Đã cấp số {number}")
    expect(page.locator("#again")).to_be_visible()
    expect(page.locator("#find"), "the next one may come").to_be_focused()
    leave_fields(page)
    with page.expect_response("**/reprint"):
        page.keyboard.press("i")
    said(page, f"Đang in số {number} ở kiosk-7")
    assert [one["number"] for one in PRINTED] == [number, number]
    return number


def answers_a_call(page, n):
    row = page.locator("#todo li", has_text=f"Quầy {n} gọi nhân viên")
    expect(row).to_be_visible()
    alert = row.get_by_role("button").get_attribute("data-alert")
    leave_fields(page)
    for state in ("asked", "coming"):
        expect(row).to_have_class(state)
        tab_to(page, f'[data-alert="{alert}"]')
        page.keyboard.press("Enter")
    expect(row).to_have_count(0)


def looks_at_priority_and_calls_off(page, number):
    look_for(page, number)
    tab_to(page, "[data-verb=favour]")
    page.keyboard.press("Enter")
    expect(page.locator("#one .priority")).to_be_visible()
    tab_to(page, "[data-verb=cancel]")
    page.keyboard.press("Enter")
    expect(page.locator("dialog .choice span").first).to_have_text("Công dân xin hủy")
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    expect(page.locator("[data-verb=renew]")).to_be_visible()


def takes_back(page, number):
    look_for(page, number)
    tab_to(page, "[data-verb=readmit]")
    page.keyboard.press("Enter")
    said(page, f"{number}")
    expect(page.locator("#missed tr", has_text=str(number))).to_have_count(0)


def closes_and_opens(page, n):
    leave_fields(page)
    page.keyboard.press("g")
    page.keyboard.press("Enter")
    expect(page.locator("dialog .problem")).to_contain_text("Chọn nhóm trước")
    page.locator("dialog select").select_option(f"viec-{n}")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    row = page.locator("#todo li", has_text=f"viec-{n}")
    expect(row).to_contain_text("Nhóm này hiện chưa nhận")
    tab_to(page, f"[data-group=viec-{n}]")
    page.keyboard.press("Enter")
    expect(row).to_have_count(0)


def announces_and_ends(page):
    leave_fields(page)
    page.keyboard.press("a")
    page.locator("dialog select").select_option("A")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    row = page.locator("#todo [data-place=A]")
    expect(row).to_be_visible()
    tab_to(page, "[data-place=A]")
    page.keyboard.press("Enter")
    expect(row).to_have_count(0)


def test_a_guide_does_everything_by_keys_and_sees_the_machine(office, page):
    n = office.counter()
    officer = office.desk(n)
    missed = officer.ticket("next", "no-show")["number"]
    officer.do("help")
    card = page.locator("#kiosks article")
    expect(card).to_contain_text("Máy lấy số 7")
    expect(card).to_have_class("card warn")
    answers_a_call(page, n)
    number = gives_and_prints(page, n)
    looks_at_priority_and_calls_off(page, number)
    takes_back(page, missed)
    closes_and_opens(page, n)
    announces_and_ends(page)


def test_c_answers_the_first_call_and_only_while_nobody_types(page):
    alert = {"id": "a", "device": "kiosk-7", "kind": "help", "state": "asked", "ticket": None}
    alert["asked_at"] = KIOSK["heard_at"]
    page.route("**/api/v1/alerts", lambda route: route.fulfill(json={"alerts": [alert]}))
    sent = []
    page.on("request", lambda one: sent.append(one.url) if one.url.endswith("/coming") else None)
    page.route("**/api/v1/alerts/a/coming", lambda route: route.fulfill(json=alert))
    expect(page.locator("#todo [data-alert=a]")).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("c")
    expect(page.locator("#find")).to_have_value("c")
    leave_fields(page)
    assert sent == []
    with page.expect_request("**/api/v1/alerts/a/coming"):
        page.keyboard.press("c")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_on_a_tablet_and_a_phone_nothing_is_cut_off(office, page, resized, lang):
    number = office.desk(office.counter()).ticket("next", "no-show")["number"]
    page.goto(f"{office.url}/desk?lang={lang}")
    page.wait_for_selector("#found [role=option]", state="attached")
    page.fill("#which", str(number))
    page.press("#which", "Enter")
    page.wait_for_selector("#one article")
    for size in resized(page, [(1024, 768), (390, 844)]):
        page.wait_for_selector("#missed tr")
        cut = page.evaluate(
            "[...document.querySelectorAll('.pair, .stepper, .top, #give, .verbs, #missed')]"
            ".filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.className || e.id)"
        )
        assert cut == [], size
        wide = page.evaluate(
            "[...document.querySelectorAll('header *, main *')].filter((e) => e.offsetParent"
            " && !e.closest('.unseen, thead') && e.getBoundingClientRect().right > innerWidth + 1)"
            ".map((e) => e.outerHTML)"
        )
        assert wide == [], size
