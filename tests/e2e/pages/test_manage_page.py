"""The manager's page: nothing is cut off, and it says what to look at."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

SIZES = [(1920, 1080), (1366, 768)]
DRAWN_AGAIN = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
"""A chart hears of its new size after the next picture."""
BACK_AT = "2026-11-26T15:30:00+07:00"


@pytest.fixture
def live(told_page, office, page_of):
    """The page with a hall as full of words as it gets."""

    def open_(lang: str, *size: int, **more):
        page = page_of(*size)
        office.known(page, "boss")
        seen = page.request.get(f"{office.url}/api/v1/live").json()
        zone = seen["zones"][0]
        zone |= {"waiting": 31, "longest_s": 2040, "longest_number": 1095, "light": "over"}
        zone |= {"wait": {"low_s": 1500, "high_s": 2700, "at_low": "", "at_high": ""}}
        counters = [counter(one, i) for i, one in enumerate(seen["counters"][:15] * 2)]
        told = {
            **seen,
            "wait": {"n": 4, "p50_s": 60, "p90_s": 90},
            "counters": counters,
            "zones": [zone] * 5,
            "counters_total": 30,
            "stranded": [],
            "incidents": [],
            **more,
        }
        return told_page(f"{office.url}/manage?lang={lang}", "live", told, on=page)

    return open_


def counter(one: dict, i: int) -> dict:
    """A counter in one of all states, with the longest words."""
    states = [
        {"state": "idle", "idle_while_waiting": True, "since_s": 4321},
        {"state": "paused", "reason": "helping", "since_s": 4321},
        {"state": "paused", "reason": "họp giao ban", "since_s": 1080, "back_at": BACK_AT},
        {"state": "called", "ticket": 1234, "since_s": 21},
        {"state": "serving", "ticket": 1234, "long": True, "since_s": 4321},
        {"state": "closed"},
    ]
    return {**one, "number": i + 1, "zone": "A", "since": "x", **states[i % len(states)]}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_word_of_a_tile_is_cut_off(live, resized, lang) -> None:
    page = live(lang, *SIZES[0])
    expect(page.locator(".tile")).to_have_count(30)
    for size in resized(page, SIZES):
        cut = page.evaluate(
            """() => [...document.querySelectorAll(
                ".tile, .tile *, .zone dl, .zone dd, .kpi small"
              )].filter((node) => !node.matches(".unseen") && node.clientWidth)
              .filter((node) => node.scrollWidth > node.clientWidth + 1)
              .map((node) => node.textContent)"""
        )
        assert cut == [], size


def test_the_whole_hall_stands_on_one_screen(live, resized) -> None:
    page = live("vi", *SIZES[0])
    expect(page.locator(".zone dl").first).to_contain_text("Quầy mở")
    for size in resized(page, SIZES):
        page.evaluate(DRAWN_AGAIN)
        last = page.locator(".tile").last.bounding_box()
        assert last["y"] + last["height"] <= size[1], size
        open_ = page.locator(".zone dl div").nth(2)
        assert open_.bounding_box()["width"] > 20, size


def test_it_says_what_to_look_at_first(live) -> None:
    page = live("vi", 1920, 1080)
    expect(page.locator(".todo li").first).to_contain_text("Khu vực A: chờ lâu nhất 34 phút")


@pytest.mark.parametrize(
    ("lang", "title", "why"),
    [
        ("vi", "Đất đai: 3 người chờ mà không quầy nào gọi", "Q4: người ngồi chưa ghi nghiệp vụ"),
        (
            "en",
            "Land: 3 waiting, and no counter calls them",
            "C4: who sits there has not learnt it",
        ),
    ],
)
def test_people_whom_nobody_calls_come_before_everything(live, lang, title, why) -> None:
    name = {"vi": "Đất đai", "en": "Land"}
    told = {"name": name, "waiting": 3, "unlearnt": [4], "closed": [5, 6]}
    first = live(lang, 1366, 768, stranded=[told]).locator(".todo li").first
    expect(first).to_contain_text(title)
    expect(first).to_contain_text(why)
    expect(first).to_contain_text("mở Q5, Q6" if lang == "vi" else "open C5, C6")


def test_figures_of_few_cases_are_not_said(live) -> None:
    page = live("vi", 1920, 1080)
    median = page.locator(".kpi").nth(2)
    expect(median.locator("b")).to_have_text("—")
    expect(median.locator("small")).to_have_text("ít dữ liệu · n = 4")


@pytest.mark.parametrize(("lang", "said"), [("vi", "về 15:30"), ("en", "back 15:30")])
def test_a_tile_says_when_a_resting_counter_is_back(live, lang, said) -> None:
    paused = live(lang, 1366, 768).locator(".tile.paused")
    expect(paused.nth(1)).to_contain_text(said)
    expect(paused.nth(0)).to_contain_text("72")
