"""The hall board: calls, order, and what it says when it may be wrong or the hall is closed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

NOW = "2026-11-24T09:42:00+07:00"
VIETNAMESE = re.compile("[ăâđêôơưáàảãạéèẻẽẹíìỉĩịóòỏõọúùủũụýỳỷỹỵ\u1ea0-\u1ef9]", re.IGNORECASE)


def board(held=(), over=(), **more) -> dict:
    """A board with calls as (number, counter, state, age in seconds) and (number, counter, age)."""
    wait = {"low_s": 750, "high_s": 1180, "at_low": NOW, "at_high": NOW}
    named = {"vi": "Khu Đất đai", "en": "Land"}
    return {
        **{"v": 1, "ep": 1, "rev": 1, "now": NOW, "zone": "hall", "notice": None},
        "rows": [
            {"number": n, "counter": c, "state": state, "age_ms": age * 1000, "priority": False}
            for n, c, state, age in held
        ],
        "recent": [
            {"number": n, "counter": c, "age_ms": age * 1000, "priority": False}
            for n, c, age in over
        ],
        "waiting": [{"zone": "A", "name": named, "waiting": 1, "wait": wait}],
        **{"hall": "open", "reopens_at": None, "first": [], **more},
    }


@pytest.fixture
def shown(told_page, office):
    """A board in a language that shows a document."""

    def open_(document: dict, lang: str = "vi"):
        url = f"{office.url}/board/hall?lang={lang}"
        return told_page(url, "board", document, 1920, 1080, stands=True)

    return open_


def test_eight_calls_are_listed_newest_first_also_those_that_are_over(shown) -> None:
    held = [(101, 1, "serving", 60), (102, 2, "called", 240)]
    over = [(200 + i, 3, 90 + i * 60) for i in range(9)]
    page = shown(board(held, over))
    expect(page.locator("#hero .number")).to_have_text("101")
    rows = page.locator("#recent .row b:first-child")
    expect(rows).to_have_text(["200", "201", "202", "102", "203", "204", "205", "206"])


def test_a_burst_stands_in_the_order_of_reading_and_the_fourth_waits_in_amber(shown) -> None:
    calls = [(104, 4, "called", 1), (103, 3, "called", 2), (102, 2, "called", 3)]
    page = shown(board([*calls, (101, 1, "called", 4)]))
    numbers = page.locator("#hero .number")
    expect(numbers).to_have_text(["101", "102", "103"])
    words = page.locator("#hero h2 b").all_inner_texts()
    assert words == ["Đang đọc", "Đọc tiếp theo", "Đọc sau đó"]
    expect(page.locator("#recent .row.fresh b").first).to_have_text("104")
    lefts = {round(numbers.nth(i).bounding_box()["x"]) for i in range(3)}
    counters = page.locator("#hero .to b")
    rights = {
        round(sum(counters.nth(i).bounding_box()[k] for k in ("x", "width"))) for i in range(3)
    }
    assert (len(lefts), len(rights)) == (1, 1), "columns stand under each other"


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("calls", [0, 1, 2, 3])
@pytest.mark.parametrize(("number", "counter"), [(4080, 28), (30280, 128)])
def test_the_longest_counter_stays_inside_the_hero(shown, lang, calls, number, counter) -> None:
    held = [(number + i, counter - i, "called", 3 - i) for i in range(calls)]
    page = shown(board(held or [(number, counter, "serving", 90)]), lang)
    hero = page.locator("#hero").bounding_box()
    for part in page.locator("#hero .number, #hero .to b").all():
        box = part.bounding_box()
        assert box["x"] >= hero["x"]
        assert box["x"] + box["width"] <= hero["x"] + hero["width"]
    for call in page.locator("#hero .call").all():
        number_, arrow = (call.locator(one).bounding_box() for one in (".number", ".to .icon"))
        beside = number_["x"] + number_["width"] <= arrow["x"]
        assert beside or number_["y"] + number_["height"] <= arrow["y"] + 1


@pytest.mark.parametrize("calls", [1, 2, 3])
def test_the_sign_of_priority_covers_neither_number_nor_arrow(shown, calls) -> None:
    told = board([(4080 + i, 28, "called", 3 - i) for i in range(calls)])
    for row in told["rows"]:
        row["priority"] = True
    for call in shown(told).locator("#hero .call").all():
        sign = call.locator(".priority").bounding_box()
        for other in (".to .icon", ".to b"):
            box = call.locator(other).bounding_box()
            apart_x = max(sign["x"], box["x"]) >= min(
                sign["x"] + sign["width"], box["x"] + box["width"]
            )
            apart_y = max(sign["y"], box["y"]) >= min(
                sign["y"] + sign["height"], box["y"] + box["height"]
            )
            assert apart_x or apart_y


def test_two_calls_that_were_read_share_the_hero(shown) -> None:
    page = shown(board([(102, 2, "called", 8), (101, 1, "called", 15)]))
    expect(page.locator("#hero .number")).to_have_text(["101", "102"])


@pytest.mark.parametrize(
    ("lang", "title", "old"),
    [
        ("vi", "Bảng đang mất kết nối", "có thể đã cũ"),
        ("en", "This board is offline", "may be old"),
    ],
)
def test_a_lost_board_says_so_in_one_line_and_shows_no_estimate(shown, lang, title, old) -> None:
    page = shown(board([(101, 1, "serving", 60)]), lang)
    page.evaluate("() => window.drop()")
    head = page.locator("#hero h1")
    expect(head).to_contain_text(title)
    inside, size = head.bounding_box(), page.locator("#hero").bounding_box()
    assert inside["height"] < 1920 * 0.06, "one line"
    assert head.evaluate("(node) => node.scrollWidth <= node.parentElement.clientWidth")
    assert inside["x"] + inside["width"] <= size["x"] + size["width"]
    expect(page.locator("#recent h2")).to_contain_text(old)
    expect(page.locator(".range")).to_have_text("—")


def test_lunch_counts_the_minutes_and_keeps_the_mornings_numbers(shown) -> None:
    page = shown(
        board(
            **{"now": "2026-11-24T12:18:00+07:00", "hall": "break", "first": [101, 102, 103]},
            reopens_at="2026-11-24T13:30:00+07:00",
        )
    )
    expect(page.locator("#hero .at")).to_have_text("13:30")
    expect(page.locator("#hero .left")).to_contain_text("Còn 1 giờ 12 phút")
    colour = page.locator("#hero .at").evaluate("(node) => getComputedStyle(node).color")
    assert colour == "rgb(255, 255, 255)", "amber is for calls"
    expect(page.locator("#recent .row")).to_contain_text("Khu Đất đai")
    expect(page.locator("#recent .first .numbers b")).to_have_text(["101", "102", "103"])


def test_a_holiday_is_named_in_both_languages_and_an_unknown_opening_breaks_nothing(shown) -> None:
    reason = {"vi": "Nghỉ lễ: Quốc khánh.", "en": "Holiday: National Day."}
    page = shown(board(hall="closed", reopens_at=None, reason=reason))
    expect(page.locator("#hero .rest li").first).to_contain_text("Nghỉ lễ: Quốc khánh.")
    expect(page.locator("#hero .rest li [lang=en]").first).to_have_text("Holiday: National Day.")


def test_a_hall_without_calls_welcomes(shown) -> None:
    page = shown(board())
    expect(page.locator("#hero")).to_contain_text("Kính chào quý khách")
    expect(page.locator("#recent")).to_contain_text("Chưa có lượt gọi nào")


@pytest.mark.parametrize("state", ["open", "break", "closed", "before", "lost", "calls"])
def test_an_english_board_speaks_english_first_everywhere(shown, state) -> None:
    calls = [(101, 1, "called", 1), (102, 2, "called", 2)] if state == "calls" else []
    hall = state if state in ("break", "closed", "before") else "open"
    page = shown(board(calls, hall=hall, reopens_at="2026-11-24T13:30:00+07:00"), "en")
    if state == "lost":
        page.evaluate("() => window.drop()")
        expect(page.locator("#recent")).to_have_class("stale")
    first = page.evaluate(
        """() => {
          const copy = document.body.cloneNode(true);
          copy.querySelectorAll("[lang=vi]").forEach((node) => node.remove());
          return copy.textContent.replaceAll("ƯT", "");
        }"""
    )
    assert VIETNAMESE.findall(first) == []
    expect(page.locator(".count")).to_contain_text("Not known" if state == "lost" else "1 waiting")


def test_while_pictures_are_shown_the_last_call_stands_in_the_list(
    told_page, page_of, office
) -> None:
    page = page_of(1920, 1080)
    shown = {"media": "m", "kind": "image", "url": "/static/flower.svg", "show_s": 60}
    page.route("**/boards/hall/media", lambda route: route.fulfill(json={"media": [shown]}))
    over = [(200 + i, 3, 90 + i * 60) for i in range(9)]
    told_page(f"{office.url}/board/hall", "board", board([], over), on=page)
    expect(page.locator("#hero .playlist img")).to_be_visible()
    expect(page.locator("#recent .row b:first-child")).to_have_text(
        [str(200 + i) for i in range(8)]
    )
