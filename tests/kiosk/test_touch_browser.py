"""What a person at the kiosk sees: nothing old as if it were current, names that mean something."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kiosk import hall

DRAWN_NOW = """() => {
  dispatchEvent(new Event("resize"));
  return [document.querySelector(".facts3 > div:nth-child(3) dd").innerText,
    document.getElementById("clock").textContent];
}"""
"""What is told of the wait and the clock above, both drawn in one moment."""


def text(page: Page) -> str:
    """What stands on the screen."""
    return page.inner_text("main")


def minutes_and_clock(page: Page) -> tuple[list[int], list[int], int]:
    """The minutes told, the clock times told and the clock above, in minutes of the day."""

    def of_day(clock: str) -> int:
        hour, minute = clock.split(":")
        return int(hour) * 60 + int(minute)

    told, now = page.evaluate(DRAWN_NOW)
    clocks = re.findall(r"\d+:\d\d", told)
    (minutes,) = re.findall(r"(\d+)–(\d+) phút", told) or [("0", *re.findall(r"(\d+) phút", told))]
    return [int(n) for n in minutes], [of_day(one) for one in clocks], of_day(now)


@pytest.fixture
def page(stage: Any) -> Page:
    """The page in the browser."""
    found: Page = stage.page
    return found


@pytest.mark.parametrize("shape", ["portrait", "landscape"])
def test_what_was_known_before_the_connection_was_lost_is_not_shown_any_more(
    screens: Any, page: Page, shape: str
) -> None:
    screens.confirm()
    page.set_viewport_size(
        {"width": 1080, "height": 1920} if shape == "portrait" else {"width": 1920, "height": 1080}
    )
    assert "128 người" in text(page) and "115–170 phút" in text(page)
    screens.stage.kiosk.agent.on_link(False)
    expect(page.locator(".facts3 .stale")).to_have_count(2)
    assert page.locator(".facts3 .stale dd").all_inner_texts() == ["chưa biết", "chưa biết"]
    assert not re.search(r"128|\d+ phút|\d+:\d\d", text(page))
    dimmed = "getComputedStyle(document.querySelector('.facts3 .stale dd')).opacity"
    assert float(page.evaluate(dimmed)) < 1
    assert "Khu vực 2" in text(page), "where the counters are has not changed"


def test_nobody_is_asked_to_press_a_button_that_cannot_be_pressed(screens: Any, page: Page) -> None:
    screens.confirm_without_an_answer()
    assert "Mời bấm lại" in text(page)
    expect(page.locator(".take")).to_be_enabled()
    screens.stage.kiosk.agent.on_link(False)
    expect(page.locator(".take")).to_be_disabled()
    assert "bấm lại" not in text(page)
    assert "Mất kết nối" in text(page)


def test_a_server_that_falls_silent_is_noticed_on_every_screen(
    screens: Any, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    screens.groups_of_the_police()
    assert "6 người" in text(page)
    monkeypatch.setattr(hall, "LOST_AFTER_S", 0.0)
    screens.stage.kiosk.agent.hall.touch()
    expect(page.locator("#link")).to_be_visible()
    expect(page.locator(".row .stale")).to_have_count(5)
    assert not re.search(r"\d+ (người|phút)", text(page))
    expect(page.locator("#machine")).to_contain_text("Máy lấy số 1")


def test_what_comes_back_with_the_connection_is_shown_again(screens: Any, page: Page) -> None:
    screens.confirm_after_the_connection_is_lost()
    screens.stage.kiosk.beat()
    expect(page.locator(".take")).to_be_enabled()
    assert "128 người" in text(page)


def test_a_finger_that_never_leaves_does_not_keep_old_figures_on_the_screen(
    screens: Any, page: Page
) -> None:
    page.clock.install()
    screens.confirm()
    page.evaluate("document.dispatchEvent(new PointerEvent('pointerdown'))")
    page.clock.run_for(6000)
    screens.stage.kiosk.agent.on_link(False)
    expect(page.locator(".facts3 .stale")).to_have_count(2)


def test_minutes_and_clock_times_on_the_page_agree_with_its_clock(screens: Any, page: Page) -> None:
    screens.confirm()
    minutes, clocks, now = minutes_and_clock(page)
    assert minutes == [115, 170]
    assert clocks == [now + m for m in minutes]


def test_a_free_counter_is_under_five_minutes_without_clock_times(screens: Any, page: Page) -> None:
    screens.confirm_of_a_free_counter()
    assert minutes_and_clock(page)[:2] == ([0, 5], [])
    expect(page.locator(".facts3 > div:nth-child(3) dd").first).to_have_text(
        "dưới 5 phút", use_inner_text=True
    )


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_department_keeps_a_name_that_says_what_it_is(
    screens: Any, page: Page, lang: str
) -> None:
    screens.departments()
    if lang == "en":
        page.click("#language")
        expect(page.locator("h1")).to_have_text("Which department?")
    names = {row[f"name_{lang}"] for row in screens.stage.plan["department"]}
    shown = page.locator(".tile .label").all_inner_texts()
    assert len(shown) > 15
    for label in (" ".join(one.split()) for one in shown):
        without_place = any(name.startswith(f"{label} ") for name in names) and len(label) > 12
        without_kind = f"Sở {label}" in names and " " in label
        assert label in names or (lang == "vi" and (without_kind or without_place)), label


def test_a_group_that_shuts_on_the_last_look_says_why(screens: Any, page: Page) -> None:
    screens.confirm_of_a_group_that_shuts()
    assert "Đã quá giờ lấy số" in text(page)
    expect(page.locator(".take")).to_be_disabled()


def test_a_refusal_follows_the_language(screens: Any, page: Page) -> None:
    screens.confirm_refused()
    assert "Hôm nay nhóm này hết số." in text(page)
    page.click("#language")
    expect(page.locator(".hindrance p")).to_have_text("No numbers left today.")
    assert "Hôm nay" not in text(page)


@pytest.mark.parametrize(
    ("screen", "has_slip"),
    [("done_on_paper", True), ("done_on_screen", False), ("done_not_printed", False)],
)
def test_a_code_on_the_slip_is_told_of_only_when_there_is_a_slip(
    screens: Any, page: Page, screen: str, has_slip: bool
) -> None:
    getattr(screens, screen)()
    assert ("mã trên vé" in text(page)) is has_slip
    expect(page.locator(".corner")).to_have_count(1)
    assert "·" not in page.inner_text(".go")


@pytest.mark.parametrize("screen", ["start", "confirm", "departments", "done_on_paper", "away"])
def test_large_text_makes_the_main_words_clearly_larger(
    screens: Any, page: Page, screen: str
) -> None:
    getattr(screens, screen)()
    words = ".need .label, .take, .facts3 dd, .tile .label, .go h1, .go .facts, .message p, .still"
    sizes = f"""[...document.querySelectorAll({words!r})]
      .map((node) => parseFloat(getComputedStyle(node).fontSize))"""
    before = page.evaluate(sizes)
    page.click("#large")
    expect(page.locator("body")).to_have_class("large")
    after = page.evaluate(sizes)
    assert len(before) > 1
    assert min(new / old for old, new in zip(before, after, strict=False)) >= 1.1


def test_high_contrast_leaves_no_hole_where_the_flower_was(screens: Any, page: Page) -> None:
    screens.start()
    page.click("#contrast")
    expect(page.locator(".flower")).to_be_hidden()
    box = page.locator("#centre").bounding_box()
    assert box is not None and box["x"] < 60
