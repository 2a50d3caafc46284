"""A rush on the hall board: every call stands large for long enough, and can be read from afar."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

NOW = "2026-11-24T09:42:00+07:00"
SIZES = [(1920, 1080), (1080, 1920), (3840, 2160)]
STEP_MS = 500
LEAST_S, ALONE_S = 8, 20
AT_10_M_MM, RULE_1_200_MM = 122, 50
"""Capitals at 0.7° of sight, and at the least that signs have (docs/accessibility.md)."""


def told(calls, rev: int = 1) -> dict:
    """A board with calls as (number, age in ms), each at a counter of its own."""
    rows = [
        {"number": n, "counter": n - 100, "state": "called", "age_ms": age, "priority": False}
        for n, age in calls
    ]
    return {
        **{"v": 1, "ep": 1, "rev": rev, "now": NOW, "zone": "hall", "notice": None},
        **{"rows": rows, "recent": [], "waiting": [], "hall": "open"},
        **{"reopens_at": None, "first": []},
    }


@pytest.fixture
def large(told_page, page_of, office, tell):
    """Says boards by a clock that the test holds; answers how long each number stood large."""

    def watch(calls, until_s: float, gone=lambda number, at_s: False) -> dict[int, float]:
        page = page_of(1920, 1080)
        page.clock.install(time=datetime(2026, 11, 24, 2, 42, tzinfo=UTC))
        page = told_page(f"{office.url}/board/hall", "board", told([]), on=page)
        page.clock.pause_at(datetime(2026, 11, 24, 3, 42, tzinfo=UTC))
        stood: dict[int, float] = {}
        for at_ms in range(0, int(until_s * 1000), STEP_MS):
            rows = [(n, at_ms - ms) for n, ms in calls if at_ms >= ms and not gone(n, at_ms / 1000)]
            tell(page, "board", told(rows, at_ms))
            page.clock.run_for(STEP_MS)
            for text in page.locator("#hero.calls .number").all_inner_texts():
                stood[int(text)] = stood.get(int(text), 0.0) + STEP_MS / 1000
        return stood

    return watch


def test_a_call_alone_stands_large_for_twenty_seconds(large) -> None:
    stood = large([(101, 0)], 30)
    step_s = STEP_MS / 1000
    assert ALONE_S - step_s <= stood[101] <= ALONE_S + step_s


def test_thirty_calls_of_one_second_are_each_large_for_eight_seconds(large) -> None:
    calls = [(101 + i, i * 30) for i in range(30)]
    stood = large(calls, 65)
    assert sorted(stood) == [n for n, _ in calls], "every call of the burst was seen"
    assert min(stood.values()) >= LEAST_S - STEP_MS / 1000


def test_whoever_has_come_to_the_counter_makes_room_at_once(large) -> None:
    stood = large([(101, 0), (102, 0)], 12, gone=lambda n, at_s: n == 101 and at_s >= 4)
    assert stood[101] <= 4.5
    assert stood[102] >= 11


def test_a_lost_board_lists_the_last_call_too(told_page, office) -> None:
    calls = told([(101, 60_000), (102, 1_000)])
    page = told_page(f"{office.url}/board/hall", "board", calls, 1920, 1080)
    expect(page.locator("#hero .number")).to_have_text("102")
    page.evaluate("() => window.drop()")
    expect(page.locator("#recent.stale .row b:first-child")).to_have_text(["102", "101"])


def test_who_came_before_the_call_was_large_is_listed_at_once(told_page, office, tell) -> None:
    calls = [(101 + i, (5 - i) * 1_000) for i in range(5)]
    url = f"{office.url}/board/hall"
    page = told_page(url, "board", told(calls), 1920, 1080, stands=True)
    expect(page.locator("#recent .row.fresh b:first-child")).to_have_text(["105", "104"])
    after = told(calls, 2)
    after["rows"][4]["state"] = "serving"
    tell(page, "board", after)
    expect(page.locator("#recent .row b:first-child")).to_have_text(["105", "104"])
    expect(page.locator("#recent .row.fresh b:first-child")).to_have_text(["104"])


INK_PX = """(node) => {
  const style = getComputedStyle(node), pen = new OffscreenCanvas(1, 1).getContext("2d");
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const box = pen.measureText("1");
  return box.actualBoundingBoxAscent + box.actualBoundingBoxDescent;
}"""
"""The ink of a digit without round ends, in the node's font as the browser draws it."""


def cap_mm(node, diagonal_inch: float, wide: int, high: int) -> float:
    """How high a digit of ``node`` is on a screen."""
    return float(node.evaluate(INK_PX)) * diagonal_inch * 25.4 / (wide**2 + high**2) ** 0.5


@pytest.mark.parametrize(
    ("calls", "screens_inch", "least_mm"),
    [
        (1, (43, 55), AT_10_M_MM),
        (2, (43, 55), RULE_1_200_MM),
        (3, (43, 55), RULE_1_200_MM),
        (9, (55,), RULE_1_200_MM),
    ],
)
def test_a_called_number_can_be_read_from_ten_metres(
    told_page, office, resized, calls, screens_inch, least_mm
) -> None:
    document = told([(101 + i, 900 - i) for i in range(calls)])
    page = told_page(f"{office.url}/board/hall", "board", document, stands=True)
    for size in resized(page, SIZES):
        numbers = page.locator("#hero .number").all()
        assert len(numbers) == min(calls, 6), size
        for inches in screens_inch:
            least = min(cap_mm(one, inches, *size) for one in numbers)
            assert least >= least_mm, f"{inches} inches, {size}"


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("calls", [1, 2, 3, 9])
def test_nothing_of_a_call_leaves_its_frame(told_page, office, resized, lang, calls) -> None:
    document = told([(4080 + i, 900 - i) for i in range(calls)])
    for i, row in enumerate(document["rows"]):
        row |= {"counter": 28 - i, "priority": True}
    url = f"{office.url}/board/hall?lang={lang}"
    page = told_page(url, "board", document, stands=True)
    for size in resized(page, SIZES):
        assert page.evaluate(OUTSIDE) == [], size
        assert re.search(r"4080", page.locator("#hero").inner_text()), size


OUTSIDE = """() => [...document.querySelectorAll("#hero .call")].flatMap((call) => {
          const parts = [...call.querySelectorAll(".number, .priority, .icon, b")]
            .map((node) => [node, node.getBoundingClientRect()]);
          const frame = document.querySelector("#hero").getBoundingClientRect();
          const own = call.getBoundingClientRect();
          const outside = parts.filter(([, box]) => box.right > frame.right + 1 ||
            box.left < frame.left - 1 || box.bottom > frame.bottom + 1 || box.top < frame.top - 1)
            .map(([node]) => node.textContent + " outside");
          const sign = parts.find(([node]) => node.className === "priority")[1];
          const covered = parts.filter(([node, box]) => !node.matches(".number, .priority, h2 *") &&
            sign.left < box.right && box.left < sign.right && sign.top < box.bottom &&
            box.top < sign.bottom).map(([node]) => `${node.textContent}${node.nodeName} covered`);
          return outside.concat(covered, own.bottom > frame.bottom + 1 ? ["call"] : []);
        })"""
"""What of a call stands outside its frame, or under the sign of priority."""


def test_eight_recent_calls_can_be_read_from_ten_metres_on_55_inches(
    told_page, office, resized, record_property
) -> None:
    document = told([(4080, 500)])
    document["recent"] = [
        {"number": 3100 + i, "counter": 30 - i, "age_ms": 90_000 + i, "priority": True}
        for i in range(8)
    ]
    page = told_page(f"{office.url}/board/hall", "board", document, stands=True)
    digits = page.locator("#recent .row .d")
    expect(digits).to_have_count(8 * 6)
    for size in resized(page, SIZES):
        found = {inches: cap_mm(digits.first, inches, *size) for inches in (43, 55, 65)}
        for inches, mm in found.items():
            print(f'{size[0]}x{size[1]}, {inches}": {mm:.1f} mm, read from {mm / 5:.1f} m')
            record_property(f"recent_mm_{inches}_of_{size[0]}x{size[1]}", round(mm, 1))
        assert found[55] >= RULE_1_200_MM, size
        stand_apart_in_the_frame(page, size)


def stand_apart_in_the_frame(page, size) -> None:
    """No part of a recent call leaves the list, nor lies on number or counter."""
    boxes = [row for row in page.locator("#recent .row").evaluate_all(PARTS) if row]
    assert len(boxes) >= 8, size
    frame = page.locator("#recent").bounding_box()
    for left, right, top, bottom in (box for row in boxes for box in row):
        assert frame["x"] <= left and right <= frame["x"] + frame["width"], size
        assert frame["y"] <= top and bottom <= frame["y"] + frame["height"] + 1, size
    for number, *between, counter in boxes:
        for one in between:
            assert number[1] <= one[0] + 1 and one[1] <= counter[0] + 1, size


PARTS = """(rows) => rows.map((row) => [...row.querySelectorAll("b, .icon, .priority")]
  .map((part) => part.getBoundingClientRect())
  .map(({ left, right, top, bottom }) => [left, right, top, bottom]))"""
"""Where the parts of each row stand: left, right, top, bottom."""


def test_the_newest_call_has_more_room_than_all_the_recent_ones(told_page, office) -> None:
    page = told_page(f"{office.url}/board/hall", "board", told([(4080, 500)]), 1920, 1080)
    hero = page.locator("#hero").bounding_box()
    assert hero["width"] >= 1920 * 0.55
    assert hero["height"] >= 1080 * 0.6


@pytest.mark.parametrize("state", ["called", "serving"])
@pytest.mark.parametrize("number", [4080, 30280])
def test_the_widest_number_stays_inside_its_frame(
    told_page, office, resized, number, state
) -> None:
    document = told([(number, 500)])
    document["rows"][0] |= {"counter": 128, "state": state}
    page = told_page(f"{office.url}/board/hall", "board", document, stands=True)
    for size in resized(page, SIZES[:2]):
        assert min(page.evaluate(ROOM_PX)) >= 0, size


ROOM_PX = """() => {
  const range = document.createRange();
  range.selectNodeContents(document.querySelector("#hero .number"));
  const text = range.getBoundingClientRect();
  const hero = document.querySelector("#hero").getBoundingClientRect();
  return [text.left - hero.left, hero.right - text.right];
}"""
"""Between the large number and its frame, left and right."""
