"""The page of advice: every state says what it is, and figures are told with their doubts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import expect

EMPTY = {"state": "none", "basis": None, "made_at": None, "took_s": None, "advice": None,
         "error": None}  # fmt: skip
STARTS = [f"{m // 60:02d}:{m % 60:02d}" for m in (*range(450, 690, 30), *range(810, 1020, 30))]


def figure(value: float, low: float, high: float) -> dict[str, float]:
    return {"value": value, "low": low, "high": high}


def figures(mean: dict[str, float], within: float) -> dict[str, Any]:
    in_time = figure(within, within - 0.1, within + 0.1)
    return {"mean_s": mean, "p95_s": None, "within_target": in_time, "unserved_a_day": None}


def authorisation(counter: int, low_s: float, high_s: float, cross: bool) -> dict[str, Any]:
    effect = figures(figure((low_s + high_s) / 2, low_s, high_s), 0.02)
    name = {"vi": "Đăng ký biến động đất đai (chuyển nhượng, tặng cho, thừa kế)", "en": "Land"}
    return {"counter": counter, "group": "DD1", "name": name, "cross": cross, "effect": effect,
            "after": figures(figure(600, 500, 700), 0.8)}  # fmt: skip


def department(name: str, have: int, in_time: list[float | None]) -> dict[str, Any]:
    n = len(STARTS)
    shares = (in_time * n)[:n]
    numbers = [have if share != 0.7 else have - 1 for share in shares]
    return {"department": name, "name": {"vi": f"Sở {name} thành phố", "en": name},
            "counters": list(range(have)), "open": numbers, "in_time": shares}  # fmt: skip


def advice() -> dict[str, Any]:
    """Advice of two authorisations, one of them in doubt, and thirteen departments."""
    hall = figures(figure(820, 500, 1100), 0.66)
    rows = [department(f"Nông nghiệp {n}", 3, [1.0, 0.4, 0.7, None]) for n in range(13)]
    return {
        **EMPTY,
        "state": "done",
        "basis": {"kind": "journal", "days": 20, "first": "2026-11-02", "last": "2026-11-24"},
        "made_at": "2026-11-25T09:00:00+07:00",
        "took_s": 31.6,
        "advice": {
            "days": 10,
            "before": hall,
            "authorisations": [
                authorisation(12, -126, -42, False),
                authorisation(3, -60, 30, True),
            ],
            "together": figures(figure(-99, -180, -18), 0.04),
            "counters": {"goal": 0.8, "starts": STARTS, "departments": rows, "after": hall,
                         "effect": hall},
        },
    }  # fmt: skip


@pytest.fixture
def advised(office, page_of):
    """The page on an interface that answers what a test says; ``says`` may be changed."""

    def open_(says: dict[str, Any], *size: int, lang: str = "vi"):
        page = page_of(*size)
        office.known(page, "boss")

        def answer(route) -> None:
            if route.request.method == "POST":
                says.update(state="running", error=None)
            status = 202 if route.request.method == "POST" else 200
            route.fulfill(status=status, body=json.dumps(says), content_type="application/json")

        page.route("**/api/v1/advice", answer)
        page.goto(f"{office.url}/manage/advice?lang={lang}")
        page.wait_for_selector("body[data-state]")
        return page

    return open_


def test_advice_is_told_in_words_with_its_interval_and_its_doubt(advised):
    page = advised(advice())
    sure, doubtful = page.locator(".give li").all()
    expect(sure.locator("h3")).to_have_text("Cho quầy 12 nhận thêm nhóm DD1")
    expect(sure.locator(".effect")).to_have_text("trung bình −1,4 phút (từ −2,1 đến −0,7)")
    expect(sure.locator(".chip")).to_have_count(0)
    expect(doubtful.locator(".effect")).to_have_text("trung bình −0,3 phút (từ −1,0 đến +0,5)")
    expect(doubtful.locator(".chip")).to_have_count(2)
    expect(doubtful).to_contain_text("Chưa chắc có ích")
    expect(page.locator("#basis")).to_contain_text("20 ngày thật trong nhật ký, từ 2/11/2026")
    expect(page.locator("#basis")).to_contain_text("mất 32 giây")
    expect(page.locator("#basis")).to_contain_text("n = 10 ngày")


def test_the_other_language_says_the_same(advised):
    page = advised(advice(), lang="en")
    told = page.locator(".give li .effect").first
    expect(told).to_have_text("mean wait −1.4 min (from −2.1 to −0.7)")
    expect(page.locator("#basis")).to_contain_text("2 Nov 2026 to 24 Nov 2026")


def test_a_half_hour_in_which_even_all_counters_are_too_few_is_marked(advised):
    row = advised(advice()).locator(".open tbody tr").first
    cells = row.locator("td")
    expect(cells.nth(1)).to_have_text("3")
    expect(cells.nth(2)).to_have_text("3!mở hết quầy vẫn chỉ 40 % đúng hạn")
    expect(cells.nth(3)).to_have_text("2°chỉ 70 % đúng hạn trong các ngày đo")
    expect(cells.nth(4)).to_have_text("3")


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_a_day_of_the_hall_fits_the_width(advised, size):
    page = advised(advice(), *size)
    wide = page.locator(".wide")
    assert wide.evaluate("(node) => node.scrollWidth <= node.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_no_proposal_lies_on_the_next(advised, size):
    boxes = [one.bounding_box() for one in advised(advice(), *size).locator(".give li").all()]
    aside = boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
    above = boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"]
    assert (aside or above) and all(b["x"] + b["width"] <= size[0] for b in boxes)


def test_from_nothing_to_advice_by_one_button(advised):
    says = dict(EMPTY)
    page = advised(says)
    expect(page.locator("#basis")).to_contain_text("Chưa có khuyến nghị nào.")
    expect(page.locator("#said")).to_be_empty()
    page.click("#again")
    expect(page.locator("#again")).to_be_disabled()
    expect(page.locator("#said")).to_contain_text("Đang tính")
    says.update(advice())
    expect(page.locator(".give li")).to_have_count(2)
    expect(page.locator("#again")).to_have_text("Tính lại")


def test_a_failure_is_said_and_the_advice_before_stays(advised):
    error = {"vi": "Quá 10 phút chưa xong nên đã dừng.", "en": "Ended."}
    page = advised({**advice(), "state": "failed", "error": error})
    expect(page.locator("#said")).to_contain_text(error["vi"])
    expect(page.locator(".give li")).to_have_count(2)
    expect(page.locator("#again")).to_be_enabled()


def test_the_managers_pages_lead_to_each_other(advised):
    page = advised(dict(EMPTY))
    for here in ("Trực tiếp", "Cân bằng"):
        page.click(f".top .tab:has-text('{here}')")
        page.click(".top .tab:has-text('Phương án')")
        page.click(".views a:has-text('Khuyến nghị')")
        page.wait_for_url("**/manage/advice")
