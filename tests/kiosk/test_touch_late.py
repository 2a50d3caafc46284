"""A number that comes when the page had given up is shown to whoever waits for it, and once."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from broker import messages as m
from broker import topics


@pytest.fixture
def page(stage: Any) -> Page:
    """The page in the browser."""
    found: Page = stage.page
    return found


def asked(screens: Any) -> list[m.KioskRequest]:
    """What the kiosk asked the server for."""
    return [m.decode(m.KioskRequest, sent) for sent in screens.stage.kiosk.wire.on("/request")]


def answer(screens: Any, request: str, number: int = 3127) -> None:
    """The server's late answer."""
    reply = screens.make_ticket(request=request, id=f"t-{number}", number=number)
    screens.stage.kiosk.wire.tell(topics.KIOSK_REPLY, reply, id="kiosk-1")


def slips(screens: Any) -> int:
    """How many came out, once one is done with."""
    screens.stage.kiosk.wire.wait_on("/printed", 1)
    return len(screens.stage.kiosk.tray.slips)


def heard_news(screens: Any, page: Page) -> None:
    """The first screen, with everything that the kiosk knows by now."""
    screens.stage.tell(hall="break")
    expect(page.locator(".pill.break")).to_be_visible()


def test_an_answer_that_comes_while_the_page_says_press_again_is_shown_and_printed(
    screens: Any, page: Page
) -> None:
    screens.confirm_without_an_answer()
    answer(screens, asked(screens)[0].id)
    expect(page.locator(".number")).to_have_text("3127")
    assert slips(screens) == 1


def test_an_answer_that_comes_when_the_page_went_back_to_the_start_is_shown(
    screens: Any, page: Page
) -> None:
    screens.confirm_without_an_answer()
    page.click("[data-key=home]")
    expect(page.locator(".need")).to_have_count(4)
    answer(screens, asked(screens)[0].id)
    expect(page.locator(".number")).to_have_text("3127")
    assert slips(screens) == 1


def test_an_answer_for_somebody_who_left_is_said_above_and_the_next_person_goes_on(
    screens: Any, page: Page
) -> None:
    screens.stage.printer("tcp://127.0.0.1:9100")
    screens.confirm_without_an_answer()
    page.click("[data-key=home]")
    page.click(".need.first")
    expect(page.locator(".tile").first).to_be_visible()
    answer(screens, asked(screens)[0].id)
    expect(page.locator("#late")).to_contain_text("3127")
    expect(page.locator("#late")).to_contain_text("Mời lấy vé bên dưới")
    expect(page.locator(".tile").first).to_be_visible()
    expect(page.locator(".number")).to_have_count(0)
    assert slips(screens) == 1


def test_what_is_said_above_goes_away_by_itself(screens: Any, page: Page) -> None:
    page.clock.install()
    screens.a_late_ticket_for_somebody_who_left()
    page.clock.run_for(16_000)
    expect(page.locator("#late")).to_be_hidden()


def test_an_answer_while_its_touch_still_runs_after_the_person_left_is_said_above(
    screens: Any, page: Page
) -> None:
    """The page has not given up, but shows something else by now."""
    screens.stage.kiosk.wire.on_request = lambda *_: None
    screens.confirm()
    page.click(".take")
    screens.stage.kiosk.wire.wait_on("/request", 1)
    page.click("[data-key=back]")
    expect(page.locator(".row").first).to_be_visible()
    answer(screens, asked(screens)[0].id)
    expect(page.locator("#late")).to_contain_text("3127")
    expect(page.locator(".row").first).to_be_visible()
    assert slips(screens) == 1


def test_pressing_again_asks_with_the_same_id_and_gives_one_number_and_one_paper(
    screens: Any, page: Page
) -> None:
    screens.confirm_without_an_answer()
    first = asked(screens)
    screens.stage.kiosk.wire.on_request = lambda one, _: screens.make_ticket(request=one.id)
    page.click(".take")
    expect(page.locator(".number")).to_have_text("3127")
    answer(screens, first[0].id)
    assert {one.id for one in asked(screens)} == {first[0].id}
    page.click("[data-key=done]")
    expect(page.locator(".need")).to_have_count(4)
    heard_news(screens, page)
    expect(page.locator("#late")).to_be_hidden()
    assert slips(screens) == 1


def test_a_number_from_before_the_page_was_opened_is_nobodys_here(screens: Any, page: Page) -> None:
    screens.a_late_ticket_for_somebody_who_left()
    screens.stage.load()
    heard_news(screens, page)
    expect(page.locator("#late")).to_be_hidden()


def test_a_number_comes_once_also_when_the_kiosk_says_it_again_and_again(
    screens: Any, page: Page
) -> None:
    screens.confirm_without_an_answer()
    answer(screens, asked(screens)[0].id)
    expect(page.locator(".number")).to_have_text("3127")
    page.click("[data-key=done]")
    for _ in range(3):
        answer(screens, asked(screens)[0].id)
    heard_news(screens, page)
    expect(page.locator("#late")).to_be_hidden()
    expect(page.locator(".number")).to_have_count(0)
