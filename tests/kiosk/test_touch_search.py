"""Finding a procedure at the kiosk: as people type, in order, and with what they need to know."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect


@pytest.fixture
def page(stage: Any) -> Page:
    """The page in the browser."""
    found: Page = stage.page
    return found


def titles(page: Page) -> list[str]:
    """What was found."""
    return page.locator(".hit .label").all_inner_texts()


def tap(page: Page, letters: str) -> None:
    """Type on the screen."""
    for letter in letters:
        page.click(f"[data-key='key-{'space' if letter == ' ' else letter}']")


def test_letters_on_the_screen_find_a_procedure_and_three_fill_a_page(
    screens: Any, page: Page
) -> None:
    screens.search_with_nothing_typed()
    tap(page, "doi bang")
    expect(page.locator(".heading")).to_contain_text("Có 5 thủ tục gần đúng")
    expect(page.locator(".heading")).to_contain_text("“bằng lái” = giấy phép lái xe")
    expect(page.locator("[data-key=query]")).to_have_value("doi bang")
    assert titles(page)[0] == "Đổi giấy phép lái xe" and len(titles(page)) == 3
    page.click("[data-key=after]")
    expect(page.locator(".hit")).to_have_count(2)
    page.click("[data-key=first]")
    expect(page.locator(".hit")).to_have_count(3)


def test_keys_erase_clear_and_set_tones(screens: Any, page: Page) -> None:
    screens.search_with_nothing_typed()
    tap(page, "ngoa")
    page.click("[data-key=key-back]")
    page.click("[data-key=layer-tones]")
    page.click("[data-key='key-ả']")
    expect(page.locator("[data-key=query]")).to_have_value("ngỏ")
    page.click("[data-key=layer-digits]")
    tap(page, "7")
    expect(page.locator("[data-key=query]")).to_have_value("ngỏ7")
    page.click("[data-key=clear]")
    expect(page.locator("[data-key=query]")).to_have_value("")


def test_an_older_answer_never_replaces_a_newer_one(screens: Any, page: Page) -> None:
    """The first question's answer comes last."""
    held: list[Route] = []
    screens.search_with_nothing_typed()

    def answer(route: Route) -> None:
        if "q=ho+tich" in route.request.url:
            name = {"name_vi": "Mới nhất", "name_en": "Newest"}
            row = {"code": "1", "group": "HT1", "documents_vi": [], **name}
            route.fulfill(json={"version": 1, "total": 1, "synonym": None, "rows": [row]})
        else:
            held.append(route)

    page.route("**/procedures?*", answer)
    page.keyboard.type("ho")
    expect(page.locator(".heading")).to_contain_text("Đang tìm")
    page.keyboard.type(" tich")
    expect(page.locator(".hit .label")).to_have_text(["Mới nhất"])
    for route in held:
        name = {"name_vi": "Cũ", "name_en": "Old"}
        row = {"code": "2", "group": "HT1", "documents_vi": [], **name}
        route.fulfill(json={"version": 1, "total": 1, "synonym": None, "rows": [row]})
    page.evaluate("new Promise((r) => requestAnimationFrame(() => setTimeout(r)))")
    assert titles(page) == ["Mới nhất"]


@pytest.mark.parametrize(
    "typed", ["phep giay lai", "giaays lai", "giay61 phe1p", "GIẤY phép", "lai xe"]
)
def test_without_a_list_the_groups_are_found_in_any_order_and_spelling(
    screens: Any, page: Page, typed: str
) -> None:
    screens.start()
    page.click("[data-key=search]")
    page.keyboard.insert_text(typed)
    expect(page.locator(".hit .label").first).to_have_text("Cấp, đổi, cấp lại giấy phép lái xe")


def test_a_shut_group_is_listed_with_its_reason_and_cannot_be_touched(
    screens: Any, page: Page
) -> None:
    screens.search_with_a_shut_group()
    shut = page.locator(".hit:disabled")
    expect(shut).to_have_count(2)
    expect(shut.first).to_contain_text("Đã quá giờ lấy số")
    expect(shut.last).to_contain_text("Chưa nhận tại trung tâm này")


def test_nothing_found_shows_other_ways(screens: Any, page: Page) -> None:
    screens.search_that_finds_nothing()
    expect(page.locator("main")).to_contain_text("Mời chọn theo cơ quan")
    page.click("[data-key=departments]")
    expect(page.locator(".tile").first).to_be_visible()


def test_the_choice_brings_its_name_and_its_documents(screens: Any, page: Page) -> None:
    screens.confirm_with_papers()
    expect(page.locator("h1")).to_have_text("Đổi giấy phép lái xe")
    assert page.locator(".papers li").all_inner_texts()[:2] == [
        "Căn cước",
        "Giấy phép lái xe đang có",
    ]


def test_all_documents_can_be_seen_and_the_questions_are_still_answered_after(
    screens: Any, page: Page
) -> None:
    screens.confirm_with_many_long_papers()
    page.click("[data-key=priority-true]")
    page.click("[data-key=papers]")
    seen = page.locator(".paperlist li").all_inner_texts()
    page.click("[data-key=after]")
    expect(page.locator(".pages")).to_have_text("2/2")
    seen += page.locator(".paperlist li").all_inner_texts()
    assert len(set(seen)) == 10
    page.click("[data-key=back]")
    expect(page.locator("[data-key=priority-true]")).to_have_attribute("aria-pressed", "true")


def test_a_group_chosen_by_its_name_shows_what_to_bring_too(screens: Any, page: Page) -> None:
    screens.search_with_nothing_typed()
    page.click("[data-key=departments]")
    page.click(".chip:has-text('giấy phép lái xe')")
    expect(page.locator(".papers li").first).to_have_text("Căn cước")


def test_more_than_five_dossiers_show_the_place_and_wait_of_their_lane_and_go_there(
    screens: Any, page: Page
) -> None:
    screens.stage.groups(bulk="GT2")
    screens.confirm()
    expect(page.locator(".facts3")).to_contain_text("Khu vực 2")
    page.click("[data-key=dossiers-6]")
    expect(page.locator(".facts3")).not_to_contain_text("128 người")
    expect(page.locator(".notes")).to_contain_text("Nhiều hồ sơ có quầy riêng, ở Khu vực")
    page.click(".take")
    expect(page.locator(".number")).to_be_visible()
    (sent,) = screens.stage.kiosk.wire.on("/request")
    assert re.search(rb'"group":"GT2".*"dossiers":6', sent)


def test_what_stands_before_the_call_is_said_before_the_number(screens: Any, page: Page) -> None:
    screens.confirm_shortly_before_closing()
    notes = page.locator(".notes").inner_text()
    assert "Có thể không kịp" in notes and "nghỉ trưa" in notes


def test_the_ten_commonest_needs_are_three_touches_from_their_number(
    screens: Any, page: Page
) -> None:
    """Three needs have doors of their own; the others are the busiest groups of the plan."""
    screens.start()
    doors = page.locator(".need:not(.first)")
    expect(doors).to_have_count(3)
    page.click(".need.first")
    chips = page.locator(".chip")
    shown = chips.evaluate_all("(all) => all.map((one) => one.dataset.key.slice(2))")
    busiest = sorted(screens.stage.plan["group"], key=lambda g: -g["share"])[:10]
    assert {g["code"] for g in busiest} <= {*shown, "TK1", "HD1", "BC1"}
    page.click(".chip >> nth=0")
    page.click(".take")
    expect(page.locator(".number")).to_be_visible()
