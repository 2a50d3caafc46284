"""A slip that ends otherwise than its touch was told: the number screen, the voice and the head."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from kiosk import delivery, papers
from kiosk.printers import open_printer

SOON_S = 0.3
"""How long a touch waits for its paper here."""
FAILED = ".notice.warn"
TIME_TO_READ = """() => document.querySelector(".notice.warn") &&
  Number(document.getElementById("left").textContent) >= 19"""


@pytest.fixture
def fake(in_mood: Any, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Any:
    """A printer on TCP that never says that a slip is out, so that it ends only with its paper."""
    monkeypatch.setattr(papers, "PATIENCE_S", SOON_S)
    monkeypatch.setattr(delivery, "TRY_S", 120.0)
    return in_mood("ok", **getattr(request, "param", {"knows_ids": False}))


@pytest.fixture
def kiosk(kiosk: Any, fake: Any) -> Any:
    """The kiosk with that printer."""
    kiosk.use(open_printer(fake.url))
    return kiosk


@pytest.fixture
def page(fake: Any, stage: Any) -> Page:
    """The page in the browser; it believes to have the printer that it has."""
    stage.printer(fake.url)
    found: Page = stage.page
    return found


@pytest.fixture
def spoken(page: Page, stage: Any) -> list[str]:
    """What the page has had read aloud, in order."""
    said: list[str] = []

    def hear(route: Any) -> None:
        said.append(parse_qs(urlsplit(route.request.url).query)["text"][0])
        route.fulfill(status=204)

    stage.state(voice=True)
    page.route("**/say?*", hear)
    return said


def hears(page: Page, spoken: list[str], words: str) -> None:
    """Until that is in what was read aloud last: words are asked for after they are drawn."""
    for _ in range(1000):
        if spoken and words in spoken[-1]:
            return
        page.evaluate("new Promise((drawn) => requestAnimationFrame(drawn))")
    raise AssertionError(spoken)


def take_a_number(screens: Any, page: Page) -> None:
    """A touch, and its number on the screen."""
    screens.done_on_screen(ahead=3)
    expect(page.locator(".number")).to_have_text("4444")


def is_printed(screens: Any, page: Page) -> None:
    """A touch, after which the page is told that the printer is at work."""
    take_a_number(screens, page)
    expect(page.locator(".slot")).to_contain_text("Mời lấy vé bên dưới")


def runs_out(fake: Any) -> None:
    """The paper ends in the middle of the slip."""
    fake.manners.paper, fake.manners.printer, fake.manners.cause = 0x72, 0x1A, 0x32


def test_a_slip_that_fails_after_the_touch_is_told_and_the_code_grows(
    screens: Any, page: Page, fake: Any
) -> None:
    is_printed(screens, page)
    before = page.locator(".qr").bounding_box()
    runs_out(fake)
    expect(page.locator(FAILED)).to_contain_text("Vé chưa in được")
    expect(page.locator(".slot")).to_have_count(0)
    after = page.locator(".qr").bounding_box()
    assert before is not None and after is not None
    assert after["width"] > before["width"] * 1.2
    expect(page.locator(".number")).to_have_text("4444")


def test_the_voice_says_that_the_slip_failed_and_the_number_once_more(
    screens: Any, page: Page, fake: Any, spoken: list[str]
) -> None:
    screens.start()
    page.click("#aloud")
    screens.stage.load = lambda: None
    is_printed(screens, page)
    hears(page, spoken, "Mời lấy vé bên dưới")
    runs_out(fake)
    expect(page.locator(FAILED)).to_be_visible()
    hears(page, spoken, "Vé chưa in được")
    assert spoken[-1].startswith("Vé chưa in được") and spoken[-1].endswith("4444.")


def test_time_is_given_to_read_that_a_slip_failed(screens: Any, page: Page, fake: Any) -> None:
    is_printed(screens, page)
    expect(page.locator("#left")).to_have_text(re.compile("^1[0-7]$"))
    runs_out(fake)
    page.wait_for_function(TIME_TO_READ)


def test_a_slip_that_fails_after_its_person_has_left_is_said_above(
    screens: Any, page: Page, fake: Any
) -> None:
    is_printed(screens, page)
    page.click("[data-key=done]")
    runs_out(fake)
    expect(page.locator("#late")).to_contain_text("4444")
    expect(page.locator("#late")).to_contain_text("Không có vé giấy")


@pytest.mark.parametrize("fake", [{"bytes_per_s": 2_000}], indirect=True)
def test_a_slip_that_was_given_up_and_comes_out_is_told(
    screens: Any, page: Page, fake: Any, spoken: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "JOB_S", 60.0)  # a loaded machine is slower than its page
    monkeypatch.setattr(papers, "PATIENCE_S", 5.0)  # and must have begun to print by then
    monkeypatch.setattr(delivery, "SLOW_S", SOON_S / 3)
    screens.start()
    page.click("#aloud")
    screens.stage.load = lambda: None
    take_a_number(screens, page)
    expect(page.locator(FAILED)).to_contain_text("Vé chưa in được", timeout=40_000)
    fake.manners.bytes_per_s = None
    expect(page.locator(".slot")).to_contain_text("Vé đã in, mời lấy vé bên dưới", timeout=40_000)
    expect(page.locator(FAILED)).to_have_count(0)
    assert len(fake.slips) == 1
    hears(page, spoken, "Vé đã in, mời lấy vé bên dưới")
