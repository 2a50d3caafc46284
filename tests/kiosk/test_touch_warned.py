"""Before the page goes home it asks, by sight and by sound, and by voice when it reads aloud."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote_plus

import pytest
from playwright.sync_api import Page, expect

FAKE_SOUND = """window.notes = 0;
const knob = { setValueAtTime() {}, exponentialRampToValueAtTime() {} };
const part = { frequency: {}, gain: knob, connect: (next) => next, stop() {} };
part.start = () => { notes += 1; };
window.AudioContext = class {
  currentTime = 0;
  destination = part;
  resume() {}
  createOscillator() { return part; }
  createGain() { return part; }
};"""
A_CHIME = 2
"""Notes."""
UNTIL_WARNED_MS = 41_000


@pytest.fixture
def page(stage: Any) -> Page:
    """A page whose notes are counted."""
    found: Page = stage.page
    found.add_init_script(FAKE_SOUND)
    return found


def notes(page: Page) -> int:
    """How many sounded."""
    return int(page.evaluate("notes"))


def test_a_warning_sounds_once_and_more_time_ends_it(screens: Any, page: Page) -> None:
    page.clock.install()
    screens.confirm()
    assert notes(page) == 0
    screens.stage.stop_time()
    page.clock.run_for(UNTIL_WARNED_MS)
    expect(page.locator("dialog[open] .ask")).to_be_visible()
    page.clock.run_for(5_000)
    assert notes(page) == A_CHIME
    page.click("dialog [data-key=more]")
    expect(page.locator("dialog")).to_be_hidden()
    expect(page.locator(".take")).to_be_visible()


def test_a_warning_is_read_aloud_with_what_can_be_done(screens: Any, page: Page) -> None:
    screens.stage.state(voice=True)
    page.route("**/say?*", lambda route: route.fulfill(status=204))
    page.clock.install()
    screens.confirm()
    page.click("#aloud")
    with page.expect_request(lambda asked: "Thêm thời gian" in unquote_plus(asked.url)) as heard:
        page.clock.run_for(UNTIL_WARNED_MS)
    assert "Về đầu" in unquote_plus(heard.value.url)


def test_a_number_sounds_when_it_stands_there(screens: Any, page: Page) -> None:
    screens.done_on_paper()
    assert notes(page) == A_CHIME
