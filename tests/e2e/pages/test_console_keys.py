"""The console by keyboard: Enter does what a question is about, and never more than that."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect


def press_next(page: Page, state: str) -> None:
    """Enter, once a press counts again; and what came of it."""
    page.wait_for_selector("body:not([data-rest])")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"body[data-state={state}] #next:enabled")


def on_next(page: Page) -> None:
    """The focus rests on Next."""
    expect(page.locator("#next")).to_be_focused()


@pytest.fixture
def desk(office, page_of):
    """A counter at work with one ticket called and another that waits: (page, counter)."""
    page, n = page_of(), office.counter()
    office.at_counter(page, n)
    office.issue(n)
    office.issue(n)
    expect(page.locator(".why li").nth(1)).to_be_visible()
    press_next(page, "called")
    return page, n


def test_enter_parks_for_the_chosen_reason_and_the_line_stays(desk, office) -> None:
    page, n = desk
    page.keyboard.press("g")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-state=idle]")
    on_next(page)
    seen = office.seen(page, n)
    assert [row["reason"] for row in seen["parked"]] == ["copying"]
    assert (seen["state"], seen["waiting_total"]) == ("idle", 1)
    page.click("[data-tab=parked]")
    expect(page.locator(".line tbody")).to_contain_text("Ra photo giấy tờ")
    expect(page.locator(".line thead")).to_contain_text("Giữ từ")


def test_a_parked_row_says_when_its_number_was_issued_and_since_when_it_is_parked(
    desk, office
) -> None:
    page, n = desk
    page.keyboard.press("g")
    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-state=idle]")
    (row,) = office.seen(page, n)["parked"]
    page.click("[data-tab=parked]")
    cells = page.locator(".line tbody td").all_inner_texts()
    assert cells[2:4] == [row["issued_at"][11:16], row["since"][11:16]]


def test_t_brings_somebody_who_was_set_aside_back_to_the_line(desk, office) -> None:
    page, n = desk
    page.keyboard.press("t")
    expect(page.locator("dialog")).to_contain_text("Không tạm giữ ai")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-state=idle] #next:enabled")
    page.keyboard.press("t")
    expect(page.locator("dialog")).to_contain_text("Tạm giữ")
    page.keyboard.press("Enter")
    expect(page.locator(".why li").nth(1)).to_be_visible()
    assert office.seen(page, n)["parked"] == []


def test_words_of_ones_own_are_a_reason_too(desk, office) -> None:
    page, n = desk
    page.keyboard.press("g")
    page.keyboard.press("5")
    page.keyboard.press("Enter")
    expect(page.locator(".problem")).not_to_be_empty()
    page.keyboard.type("quên chứng minh")
    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-state=idle]")
    assert office.seen(page, n)["parked"][0]["reason"] == "quên chứng minh"


def test_arrows_and_enter_choose_where_a_transfer_goes(desk, office) -> None:
    page, n = desk
    page.keyboard.press("c")
    page.keyboard.type("viec")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    expect(chosen).to_have_count(1)
    code = chosen.locator("small").inner_text().split(" ")[0]
    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-state=idle]")
    on_next(page)
    boss_sees = page.evaluate("() => fetch('/api/v1/groups').then((r) => r.json())")
    assert {g["code"]: g["waiting"] for g in boss_sees}[code] >= 1
    assert office.seen(page, n)["waiting_total"] == 1


def test_somebody_is_picked_from_the_list_and_called_for_a_reason(desk, office) -> None:
    page, n = desk
    second = office.seen(page, n)["waiting"][0]["number"]
    page.locator(f".line .pick[data-number='{second}']").click()
    expect(page.locator("[name=number]")).to_have_value(str(second))
    expect(page.locator("[name=why]")).to_be_focused()
    page.keyboard.type("người già, đứng lâu")
    page.keyboard.press("Enter")
    expect(page.locator("#console .who h1")).to_have_text(str(second))


def test_enter_alone_sends_nobody_anywhere(desk, office) -> None:
    page, n = desk
    page.keyboard.press("c")
    page.wait_for_selector("dialog[open] [role=option]")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator("dialog .problem")).to_contain_text("chọn nơi chuyển đến")
    page.keyboard.press("Escape")
    assert office.seen(page, n)["ticket"] is not None


def test_a_counters_number_transfers_to_that_counter(desk, office) -> None:
    page, n = desk
    other = 15
    page.keyboard.press("c")
    page.keyboard.type(str(other))
    expect(page.locator("[role=option]").first).to_contain_text(f"Quầy {other}")
    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-state=idle]")
    expect(page.locator("#toast")).to_contain_text(f"Đã chuyển đến Quầy {other}")
    assert office.seen(page, n)["ticket"] is None


def test_enter_calls_any_number_once_it_has_a_reason(desk, office) -> None:
    page, n = desk
    second = office.seen(page, n)["waiting"][0]["number"]
    page.keyboard.press("/")
    page.keyboard.type(str(second))
    page.keyboard.press("Enter")
    expect(page.locator("[name=why]")).to_be_focused()
    page.keyboard.type("đã hẹn")
    page.keyboard.press("Enter")
    expect(page.locator(".who h1")).to_have_text(str(second))
    on_next(page)


@pytest.mark.parametrize("key", ["g", "c", "/", "p", "?"])
def test_escape_closes_a_question_and_nothing_else_happens(told_page, office, page_of, key) -> None:
    page = page_of()
    office.sign_in(page, "o15", "/console/15")
    seen = office.seen(page, 15)
    held = serving(seen)
    posts: list[str] = []
    page.on("request", lambda asked: posts.append(asked.url) if asked.method == "POST" else None)
    told_page(f"{office.url}/console/15", "counter", held, on=page)
    page.keyboard.press(key)
    expect(page.locator("#dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#dialog")).to_be_hidden()
    on_next(page)
    assert posts == []


def serving(seen: dict) -> dict:
    """The counter's document as it would be while it serves somebody."""
    now = seen["now"]
    ticket = {
        **{"id": "x", "number": 15001, "group": seen["groups"][0], "state": "serving"},
        **{"priority": False, "dossiers": 1, "lang": "vi", "calls": 1, "wait_s": 60},
        **dict.fromkeys(("issued_at", "mark_at", "called_at", "started_at"), now),
        **{"first_called_at": now, "forecast": None},
    }
    return {**seen, "rev": seen["rev"] + 1000, "state": "serving", "ticket": ticket}


def test_a_key_that_is_held_down_calls_once(desk, office) -> None:
    page, n = desk
    office.issue(n)
    expect(page.locator(".why li")).to_have_count(2)
    page.wait_for_selector("body:not([data-rest]) #next:enabled")
    page.keyboard.down("Enter")
    for _ in range(5):
        page.keyboard.down("Enter")
    page.keyboard.up("Enter")
    expect(page.locator(".why li")).to_have_count(1)
    page.wait_for_selector("body:not([data-rest]) #next:enabled")
    assert office.seen(page, n)["today"]["served"] == 1


def test_a_pause_is_a_code_and_is_said_in_the_readers_language(office, page_of) -> None:
    page, n = page_of(), office.counter()
    office.at_counter(page, n)
    page.keyboard.press("p")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".now h1")).to_contain_text("Họp giao ban")
    assert office.seen(page, n)["pause_reason"] == "meeting"
    page.goto(f"{office.url}/console/{n}?lang=en")
    expect(page.locator(".now h1")).to_contain_text("Meeting")
    boss = page_of(1920, 1080)
    office.sign_in(boss, "boss", "/manage")
    expect(boss.locator(f".tile[data-key='{n}']")).to_contain_text("Họp giao ban")
