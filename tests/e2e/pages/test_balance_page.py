"""The balance of the hall on a page: figures that agree, and rows that fit a phone."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

NAME = {"vi": "Đầu tư, xây dựng, môi trường trong khu công nghiệp", "en": "Investment, building"}
WHY = {"vi": "Số 4026, mốc 10:15: quầy rảnh đầu tiên sẽ gọi.", "en": "The first one free calls."}


def group(code: str, waiting: int, longest_s: int) -> dict[str, Any]:
    return {
        **{"group": code, "name": NAME, "zone": "4", "waiting": waiting, "work_s": 2100},
        **{"longest_s": longest_s, "longest": {"number": 4026, "why": WHY}, "target_s": 900},
        **{"open": [19, 20, 21, 22], "able": [19, 20, 21, 22], "clear_s": 2100},
        "wait": {"low_s": 1500, "high_s": 3600, "at_low": "2026-11-24T11:00:00+07:00",
                 "at_high": "2026-11-24T11:35:00+07:00"},
    }  # fmt: skip


def suggestion(gain_low_s: int, gain_high_s: int) -> dict[str, Any]:
    waits = {"mean_s": 420, "stranded": 0}
    return {
        **{"kind": "help", "counter": 5, "group": "BH1", "vi": "Thêm nhóm", "en": "Open group"},
        **{"before": {**waits, "longest_s": 780}, "after": {**waits, "longest_s": 420}},
        **{"rescued": 0, "gain_low_s": gain_low_s, "gain_high_s": gain_high_s, "cross": False},
        "apply": {"path": "/counters/5/skills", "body": {"add_help": ["BH1"]}},
    }


def told() -> dict[str, Any]:
    return {
        "now": "2026-11-24T10:40:00+07:00",
        "zones": [
            {"zone": "4", "name": NAME, "waiting": 3, "work_s": 60, "open": 6, "total": 6,
             "clear_s": 60},
        ],
        "groups": [group("KK1", 2, 1980), group("DT1", 1, 300)],
        "idle": [
            {"counter": 30, "own": False},
            {"counter": 4, "own": False},
            {"counter": 7, "own": True},
        ],
        "suggestions": [suggestion(420, 430), suggestion(240, 540)],
    }  # fmt: skip


@pytest.fixture
def balance(office, page_of):
    """The page on an interface that answers what a test says."""

    def open_(*size: int, lang: str = "vi") -> Page:
        page = page_of(*size)
        office.sign_in(page, "boss", "/manage/balance")
        page.route(
            "**/api/v1/balance",
            lambda route: route.fulfill(body=json.dumps(told()), content_type="application/json"),
        )
        page.goto(f"{office.url}/manage/balance?lang={lang}")
        expect(page.locator(".groups tbody tr")).to_have_count(2)
        return page

    return open_


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_group_has_its_whole_row_on_a_phone_and_nothing_is_cut(balance, axe, lang):
    page = balance(390, 844, lang=lang)
    card = page.locator(".groups")
    assert card.evaluate("(node) => node.scrollWidth <= node.clientWidth")
    row = card.locator("tbody tr").first
    expect(row.locator("th small")).to_be_visible()
    lines = row.locator("td").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().height)"
    )
    assert max(lines) < 60, "a figure and its name, a line each"
    names = row.locator("td").evaluate_all(
        "all => all.map((one) => getComputedStyle(one, '::before').content)"
    )
    heads = card.locator("thead th").all_text_contents()[1:]
    assert [one.strip('"') for one in names] == heads
    assert axe.wrong(page) == []


def test_on_a_desk_the_groups_are_a_table(balance):
    row = balance(1366, 768).locator(".groups tbody tr").first
    tops = row.locator("td").evaluate_all("all => all.map((one) => one.offsetTop)")
    assert len(set(tops)) == 1


def test_free_counters_are_told_in_one_line_for_each_reason_in_their_order(balance):
    chips = balance(1366, 768, lang="en").locator(".idle .chip")
    expect(chips).to_have_text(
        [
            "Free while people wait for that counter: counter 7",
            "Free while people wait elsewhere: counter 4, 30",
        ]
    )


def test_a_gain_that_is_the_same_at_both_ends_is_said_once(balance):
    said = balance(1366, 768, lang="en").locator(".advice li small")
    expect(said.nth(0)).to_contain_text("7 min less in 8 of 10 trials")
    expect(said.nth(1)).to_contain_text("4 to 9 min less in 8 of 10 trials")
