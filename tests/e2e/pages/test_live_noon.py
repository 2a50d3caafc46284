"""The live page in the lunch break: nobody is served, and somebody will come."""

from __future__ import annotations

import re
import runpy
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

TOLD = runpy.run_path(str(Path(__file__).parents[2] / "tools" / "live_told.py"))["told"]
MIDS = [14, 7, 7, 7, 8, 7, 7, 7, 8, 8, 7, 8]
NOON = {
    "now": "2026-07-14T13:11:00+07:00",
    "hall": "break",
    "reopens_at": "2026-07-14T13:30:00+07:00",
    "waiting": 0,
    "counters": [
        {**one, "state": "idle", "since_s": 4321, "ticket": None, "idle_while_waiting": False}
        for one in TOLD()["counters"]
    ],
    "line": [{"start": s, "waiting": 0} for s in ("12:00", "12:20", "12:40", "13:00")],
    "ahead": {
        **TOLD()["ahead"],
        "at": "13:11",
        "steps": [{"at": "", "low": m // 2, "mid": m, "high": 2 * m} for m in MIDS],
    },
}


@pytest.fixture
def noon(told_page, office, page_of):
    def open_(query: str, *size: int) -> Page:
        page = page_of(*size)
        office.known(page, "boss")
        opened: Page = told_page(
            f"{office.url}/manage?lang=vi{query}", "live", TOLD(**NOON), on=page
        )
        return opened

    return open_


def overlapping(words: Locator) -> list[tuple[str | None, str | None]]:
    boxes = [(one.text_content(), one.bounding_box()) for one in words.all()]
    return [
        (a, b)
        for (a, one), (b, other) in combinations(boxes, 2)
        if one["x"] < other["x"] + other["width"]
        and other["x"] < one["x"] + one["width"]
        and one["y"] + 3 < other["y"] + other["height"]
        and other["y"] + 3 < one["y"] + one["height"]
    ]


@pytest.mark.parametrize(("query", "size"), [("", (1366, 768)), ("&tv=1", (1920, 1080))])
def test_no_word_of_the_forecast_lies_on_another(noon, query, size) -> None:
    page = noon(query, *size)
    words = page.locator(".line svg text:not(.soft)")
    expect(words.filter(has_text="đỉnh")).to_have_count(1)
    on = overlapping(words)
    chart, card = page.locator(".line svg").bounding_box(), page.locator(".line").bounding_box()
    assert chart["y"] + chart["height"] <= card["y"] + card["height"]
    assert on == []


def test_a_counter_that_is_free_in_the_break_waits_for_nobody(noon) -> None:
    free = noon("", 1366, 768).locator(".tile.idle")
    expect(free.first).to_contain_text("Trống")
    assert all(":" not in one for one in free.all_text_contents())


def test_what_is_usual_is_not_written_over_the_break(told_page, office, page_of) -> None:
    most = {"start": "13:30", "low": 58, "mid": 60, "high": 98}
    usual = TOLD()["usual"]
    issued = [most if one["start"] == "13:30" else one for one in usual["issued"]]
    page = page_of(1366, 768)
    office.known(page, "boss")
    told = TOLD(usual={**usual, "issued": issued})
    told_page(f"{office.url}/manage?lang=en", "live", told, on=page)
    words = page.locator("#chart-arrivals svg text")
    expect(words.filter(has_text="usual on")).to_have_count(1)
    expect(words.filter(has_text="closed")).to_have_count(1)
    assert overlapping(words.filter(has_text=re.compile("usual on|closed"))) == []


def test_counters_as_now_is_not_written_over_the_break(told_page, office, page_of) -> None:
    page = page_of(1366, 768)
    office.known(page, "boss")
    steps = [{"at": "", "low": 4, "mid": 8, "high": 11} for _ in range(11)]
    ahead = {**TOLD()["ahead"], "at": "11:14", "steps": [*steps, {**steps[0], "high": 17}]}
    line = [{"start": s, "waiting": 15} for s in ("10:00", "10:20", "10:40", "11:00")]
    told = TOLD(now="2026-07-14T11:14:00+07:00", waiting=15, line=line, ahead=ahead)
    told_page(f"{office.url}/manage?lang=en", "live", told, on=page)
    words = page.locator("#chart-line svg text")
    expect(words.filter(has_text="counters as now")).to_have_count(1)
    expect(words.filter(has_text="closed")).to_have_count(1)
    assert overlapping(words.filter(has_text=re.compile("counters as now|closed"))) == []
