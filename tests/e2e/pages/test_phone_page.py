"""A ticket on the phone: one rule for waits, and everything within reach."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

SIZES = [(320, 640), (390, 844)]
NOW = "2026-11-24T09:02:00+07:00"


def at(clock: str) -> str:
    """A time of the day of NOW."""
    return f"2026-11-24T{clock}:00+07:00"


@pytest.fixture
def phone(told_page, office, page_of):
    """The page of a real ticket that then hears another document."""

    def open_(lang: str = "vi", size=(390, 844), **told):
        made = office.issue(15)
        url = f"{office.url}/t/{made['key']}"
        page = page_of(*size)
        seen = page.request.get(f"{office.url}/api/v1/tickets/{made['key']}").json()
        return told_page(f"{url}?lang={lang}", "ticket", {**seen, "now": NOW, **told}, on=page)

    return open_


def waits(low_s: int, high_s: int, at_low: str, at_high: str) -> dict:
    """A waiting ticket that is told this."""
    wait = {"low_s": low_s, "high_s": high_s, "at_low": at(at_low), "at_high": at(at_high)}
    return {"state": "waiting", "ahead": 5, "wait": wait}


@pytest.mark.parametrize(
    ("told", "minutes", "clock"),
    [
        (waits(240, 660, "09:06", "09:13"), "dưới 15 phút", "09:02–09:17"),
        (waits(780, 1180, "09:15", "09:21"), "khoảng 10–20 phút", "09:12–09:22"),
        (waits(0, 120, "09:02", "09:04"), "dưới 5 phút", "09:02–09:07"),
        (waits(600, 600, "09:12", "09:12"), "khoảng 10–15 phút", "09:12–09:17"),
        (waits(600, 1200, "13:40", "13:50"), "khoảng 10–20 phút", "13:40–13:50"),
        (waits(0, 300, "08:50", "09:07"), "dưới 5 phút", "09:02–09:07"),
    ],
)
def test_clock_times_are_the_same_rounded_ends_as_the_minutes(phone, told, minutes, clock) -> None:
    page = phone(**told)
    said = page.locator(".facts div").nth(1)
    expect(said.locator("dd")).to_contain_text(minutes)
    expect(said.locator("small")).to_have_text(f"gọi vào khoảng {clock}")


def test_what_is_not_known_is_said(phone) -> None:
    page = phone(state="waiting", ahead=3, wait=None)
    expect(page.locator(".facts")).to_contain_text("chưa ước lượng được")


@pytest.mark.parametrize(("ahead", "said"), [(1, "1 person"), (2, "2 people"), (0, "0 people")])
def test_one_is_a_person_and_two_are_people(phone, ahead, said) -> None:
    page = phone("en", state="waiting", ahead=ahead, wait=None)
    expect(page.locator(".facts dd").first).to_have_text(said)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_giving_up_is_reached_without_scrolling(phone, resized, lang) -> None:
    page = phone(lang, **waits(780, 1180, "09:15", "09:21"))
    for size in resized(page, SIZES):
        box = page.locator("[data-do=ask]").bounding_box()
        assert box["y"] + box["height"] <= size[1], size
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), size
    page.click("[data-do=ask]")
    expect(page.locator("[data-do=stay]")).to_be_focused()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_centres_name_takes_two_lines_at_most(phone, resized, lang) -> None:
    page = phone(lang, state="waiting")
    name = page.locator("header b")
    for size in resized(page, SIZES):
        whole = name.evaluate("(node) => node.scrollHeight <= node.clientHeight + 1")
        assert whole, f"nothing is cut at {size}"
        assert name.bounding_box()["height"] <= 2 * 18 + 1, size


def test_a_call_says_where_and_since_when(phone) -> None:
    page = phone(state="called", counter=12, calls=1, called_at=at("09:44"))
    expect(page.locator(".counter")).to_have_text("Quầy 12")
    expect(page.locator(".when")).to_contain_text("09:44")


def test_a_rating_that_cannot_be_sent_yet_does_not_look_like_an_error(phone) -> None:
    page = phone(state="served", can_rate=True, finished_at=at("09:52"))
    send = page.locator("[data-do=rate]")
    expect(send).to_be_disabled()
    red = "rgb(200, 50, 31)"
    assert send.evaluate("(node) => getComputedStyle(node).backgroundColor") != red
    page.click("[data-score='4']")
    expect(send).to_be_enabled()
    assert send.evaluate("(node) => getComputedStyle(node).backgroundColor") == red


def test_what_was_ticked_and_written_stays_when_the_page_is_told_again(phone, tell) -> None:
    page = phone(state="served", can_rate=True, finished_at=at("09:52"))
    page.locator(".why label").nth(1).click()
    page.fill("textarea", "Cảm ơn")
    page.click("[data-score='5']")
    page.evaluate("() => window.say('time', { ep: 1, ms: Date.now(), tz: 'Asia/Ho_Chi_Minh' })")
    expect(page.locator(".why input").nth(1)).to_be_checked()
    expect(page.locator("textarea")).to_have_value("Cảm ơn")


def test_nobody_of_the_group_is_not_nobody_where_the_wait_is_long(phone) -> None:
    page = phone(**{**waits(1500, 3000, "09:27", "09:52"), "ahead": 0})
    expect(page.locator(".queue")).to_contain_text("0 người cùng nhóm")


def test_few_ahead_is_near_only_when_the_wait_is_short(phone) -> None:
    soon = {**waits(120, 600, "09:04", "09:12"), "ahead": 1}
    expect(phone(**soon).locator(".banner")).to_be_visible()
    late = {**waits(1500, 3000, "09:27", "09:52"), "ahead": 1}
    expect(phone(**late).locator(".banner")).to_have_count(0)


def test_a_turn_after_the_break_is_said(phone) -> None:
    told = waits(6000, 9000, "13:35", "13:55")
    told["wait"]["before_close"] = False
    expect(phone(**told).locator(".facts")).to_contain_text("Có thể sang buổi sau")
