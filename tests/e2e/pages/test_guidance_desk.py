"""The guidance desk in a browser: by keys alone, and what the hall says to it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

KIOSKS = [
    {"id": "kiosk-1", "online": True, "paper": "ok", "trouble": None, "queue": 0},
    {"id": "kiosk-2", "online": True, "paper": "out", "trouble": "out", "queue": 2},
    {"id": "kiosk-3", "online": False, "paper": "ok", "trouble": None, "queue": 0},
]
REFUSED = {
    **{"id": "c", "device": "kiosk-2", "kind": "refused-ticket", "state": "asked"},
    "asked_at": "2026-11-24T09:02:00+07:00",
    "ticket": {
        "number": 3127,
        "reason": {"vi": "Đồng hồ sai.", "en": "Its clock was wrong."},
        "advice": {"vi": "Cấp số mới.", "en": "Give a new number."},
    },
}
for one in KIOSKS:
    one.update(heard_at="2026-11-24T09:00:00+07:00", version="1")


@pytest.fixture
def desk(office, page_of):
    """``desk()`` signs somebody in at the guidance desk; ``kiosks`` replaces what machines say."""

    def open_(lang="en", kiosks=None, alerts=None, size=(1366, 768)):
        page = page_of(*size)
        if kiosks is not None:
            page.route("**/api/v1/kiosks", lambda route: route.fulfill(json=kiosks))
        if alerts is not None:
            page.route("**/api/v1/alerts", lambda route: route.fulfill(json={"alerts": alerts}))
        office.known(page, "boss")
        page.goto(f"{office.url}/desk?lang={lang}")
        page.wait_for_selector("#found [role=option]")
        return page

    return open_


def said(page, pattern):
    expect(page.locator("#said")).to_contain_text(pattern)


def test_by_keys_alone_somebody_gets_a_number_without_paper(desk, office):
    n, page = office.counter(), desk()
    page.keyboard.press("/")
    page.keyboard.type(f"viec-{n}")
    page.keyboard.press("Enter")
    page.wait_for_selector("#print:focus")
    for key in ("2", "+", "q"):
        page.keyboard.press(key)
    page.wait_for_selector("dialog[open] .given img")
    number = page.text_content("dialog .number")
    assert number.startswith(f"{n}")
    code = page.locator("dialog img")
    assert code.evaluate("(img) => img.decode().then(() => img.naturalWidth)") > 100
    page.keyboard.press("Escape")
    said(page, f"Number {number} was given")
    page.keyboard.press("n")
    page.keyboard.type(number)
    page.keyboard.press("Enter")
    page.wait_for_selector("#one .priority")
    expect(page.locator("#one .number").first).to_have_text(number)
    expect(page.locator("[name=dossiers]").first, "the next citizen starts afresh").to_have_value(
        "1"
    )


def test_keys_are_letters_while_one_types(desk):
    page = desk()
    page.keyboard.press("/")
    page.keyboard.type("q2in")
    expect(page.locator("#find")).to_have_value("q2in")
    expect(page.locator("[value=normal]").first).to_be_checked()
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_arrows_choose_among_what_was_found(desk):
    page = desk()
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    first = page.get_attribute("#found [aria-selected=true]", "id")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("#found [aria-selected=true]")
    expect(chosen).not_to_have_id(first)
    expect(page.locator("#find")).to_have_attribute(
        "aria-activedescendant", chosen.get_attribute("id") or "none"
    )
    page.keyboard.press("ArrowUp")
    expect(chosen).to_have_id(first)


def test_who_chose_nothing_gives_nobody_a_number(desk):
    page = desk()
    page.keyboard.press("/")
    page.keyboard.press("Enter")
    page.wait_for_selector("#print:focus")
    page.keyboard.press("Enter")
    said(page, "Choose a group first")
    expect(page.locator("#found [aria-selected=true]")).to_have_count(0)


def test_without_a_printer_the_number_is_shown_as_a_code(desk, office):
    n, page = office.counter(), desk()
    page.fill("#find", f"viec-{n}")
    page.click(f"#found [id=g-viec-{n}]")
    page.click("#print")
    page.wait_for_selector("dialog[open] .given .number")
    expect(page.locator("dialog .problem").first).to_have_text(re.compile("^No kiosk"))


def test_two_presses_are_one_number(desk, office):
    n, page = office.counter(), desk()
    page.fill("#find", f"viec-{n}")
    page.wait_for_selector(f"#found [id=g-viec-{n}]")
    page.evaluate("for (let i = 0; i < 3; i += 1) document.getElementById('code').click()")
    page.wait_for_selector("dialog[open] .given")
    first = page.text_content("dialog .number")
    assert office.issue(n)["number"] == int(first) + 1


def test_who_missed_a_call_is_taken_back_and_called_again(desk, office):
    n = office.counter()
    officer = office.desk(n)
    number = officer.ticket("next", "no-show")["number"]
    page = desk()
    row = page.locator("#missed tr", has_text=str(number))
    row.get_by_role("button", name=re.compile("Take back, keep")).click()
    said(page, f"Number {number} waits again")
    expect(row).to_have_count(0)


def test_a_slips_code_finds_its_ticket_which_is_voided_for_a_reason(desk, office):
    n = office.counter()
    made, page = office.issue(n, priority=True), desk()
    page.keyboard.press("n")
    page.keyboard.type(f"http://hall.example/t/{made['key']}")
    page.keyboard.press("Enter")
    page.wait_for_selector("#one article")
    page.click("[data-verb=confirm]")
    said(page, "has priority")
    expect(page.locator("#one .priority")).to_contain_text("confirmed")
    page.click("[data-verb=ordinary]")
    expect(page.locator("#one .priority")).to_have_count(0)
    page.click("[data-verb=cancel]")
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    said(page, f"Number {made['number']} is void")
    expect(page.locator("[data-verb=cancel]")).to_have_count(0)
    expect(page.locator("[data-verb=renew]")).to_have_count(1)


def test_an_unknown_number_is_said_and_shows_nothing(desk):
    page = desk()
    page.keyboard.press("n")
    page.keyboard.type("99999")
    page.keyboard.press("Enter")
    expect(page.locator("#unfound")).to_contain_text("no such ticket")
    page.keyboard.press("n")
    page.keyboard.type("9")
    expect(page.locator("#unfound")).to_be_empty()
    expect(page.locator("#one article")).to_have_count(0)


def test_a_group_is_closed_with_a_reason_in_both_languages_and_opened_again(desk, office):
    n, page = office.counter(), desk()
    page.click("#shut")
    page.select_option("dialog select", f"viec-{n}")
    page.check("dialog [value=power]")
    page.click("dialog .primary")
    row = page.locator("#todo li", has_text=f"viec-{n}")
    row.wait_for()
    expect(row).to_contain_text("Power or network failure.")
    told = page.evaluate("() => fetch('/api/v1/groups').then((r) => r.json())")
    reason = next(g["reason"] for g in told if g["code"] == f"viec-{n}")
    assert "Mất điện hoặc mất mạng." in reason["vi"] and "Power" in reason["en"]
    row.get_by_role("button").click()
    row.wait_for(state="detached")


def test_a_reason_of_ones_own_must_say_something(desk):
    page = desk()
    page.click("#shut")
    page.click("dialog .primary")
    expect(page.locator("dialog .problem")).to_have_text("Choose a group first.")
    page.select_option("dialog select", index=1)
    page.click("dialog .primary")
    expect(page.locator("dialog .problem")).to_have_text("Please write the reason.")
    page.check("dialog [value=own]")
    page.click("dialog .primary")
    expect(page.locator("dialog .problem")).to_have_text("Please write the reason.")
    expect(page.locator("dialog[open]")).to_have_count(1)


def test_what_needs_a_hand_stands_first_and_is_counted(desk):
    alerts = [
        {"id": "a", "device": "kiosk-2", "kind": "help", "asked_at": "2026-11-24T09:00:00+07:00"},
        {"id": "b", "device": "kiosk-1", "kind": "help", "asked_at": "2026-11-24T09:01:00+07:00"},
    ]
    alerts[0]["state"], alerts[1]["state"] = "coming", "asked"
    page = desk(kiosks=KIOSKS, alerts=[*alerts, REFUSED])
    rows = page.locator("#todo li")
    expect(rows.nth(0)).to_contain_text("Kiosk 1")
    expect(rows.nth(0).get_by_role("button")).to_have_text("I am coming")
    expect(rows.nth(1).get_by_role("button")).to_have_text("Done")
    expect(page.locator("#count"), "one call, two machines, one refused ticket").to_have_text("4")
    expect(page).to_have_title(re.compile(r"^\(4\)"))
    lost = rows.filter(has_text="Number 3127 of Kiosk 2")
    expect(lost).to_contain_text("Its clock was wrong. Give a new number.")
    expect(lost.get_by_role("button")).to_have_text("Done")
    cards = page.locator("#kiosks article")
    expect(cards).to_have_count(3)
    expect(cards.nth(2)).to_contain_text("09:00")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_axe_finds_nothing_wrong_with_the_desk(desk, axe, lang, office):
    number = office.desk(office.counter()).ticket("next", "no-show")["number"]
    page = desk(lang, KIOSKS)
    page.keyboard.press("n")
    page.keyboard.type(str(number))
    page.keyboard.press("Enter")
    page.wait_for_selector("#one article")
    assert axe.wrong(page) == []
    page.click("#shut")
    assert axe.wrong(page) == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_desk_fits_its_screen(desk, lang):
    page = desk(lang, KIOSKS)
    expect(page.locator("#kiosks article")).to_have_count(3)
    over = page.evaluate("[innerHeight - document.documentElement.scrollHeight, innerWidth]")
    assert over[0] == 0
    wide = page.evaluate(
        "[...document.querySelectorAll('main *')].filter((e) => e.offsetParent && !e.closest("
        "'.unseen') && e.getBoundingClientRect().right > innerWidth).map((e) => e.outerHTML)"
    )
    assert wide == []
