"""What every screen has read aloud in both languages: words, whole, and nothing else."""

from __future__ import annotations

import io
import re
import wave
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from kiosk import asking
from kiosk.reading import as_read
from kiosk.voice import LONGEST

SECONDS_TO_LOOK = 30.0
NO_WORD = re.compile(r"[<>{}]|&\w+;|undefined|null|NaN|\[object")
GLUED = re.compile(r"[a-zà-ỹ]\d")
DIGIT = re.compile(r"(?<!\w)\d")


def press(page: Page, key: str) -> None:
    """A key of the help bar, also below a dialog."""
    page.evaluate("(key) => document.getElementById(key).click()", key)


def heard(page: Page, key: str) -> tuple[str, str]:
    """The language and the text that are read aloud after this key."""
    with page.expect_request("**/say?*") as request:
        press(page, key)
    asked = parse_qs(urlsplit(request.value.url).query)
    return asked["lang"][0], asked["text"][0]


def test_a_screen_is_read_in_words_and_whole(
    screens: Any, screen_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    patience_s = 0.6 if screen_name == "confirm_without_an_answer" else SECONDS_TO_LOOK
    monkeypatch.setattr(asking, "ANSWER_S", patience_s)
    screens.stage.state(voice=True)
    getattr(screens, screen_name)()
    page = screens.stage.page
    if screen_name.startswith("still_there"):
        screens.stage.stop_time()  # else the question opens again, and is read between the two
    page.evaluate("for (const one of document.querySelectorAll('dialog[open]')) one.close()")
    page.route("**/say?*", lambda route: route.fulfill(status=204))
    if page.locator("#aloud").get_attribute("aria-pressed") == "true":
        press(page, "aloud")
    said = [heard(page, "aloud"), heard(page, "language")]
    assert {lang for lang, _ in said} == {"vi", "en"}
    for lang, text in said:
        assert text.strip() and len(text) <= LONGEST, text
        assert not NO_WORD.search(text), text
        assert not GLUED.search(text), text
        assert not DIGIT.search(as_read(text, lang)), text
        assert text.endswith("."), text


def silence(seconds: int) -> bytes:
    """A WAV file of so many seconds."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(bytes([128]) * 8000 * seconds)
    return out.getvalue()


def test_nobody_is_sent_home_before_the_number_was_read_to_its_end(screens: Any) -> None:
    page = screens.stage.page
    page.route("**/say?*", lambda route: route.fulfill(body=silence(40), content_type="audio/wav"))
    screens.done_read_aloud()
    expect(page.locator("#left")).to_have_text(re.compile("^4[0-9]$"))


COUNT_KNOWN = """window.known = 0;
const Own = window.Audio;
window.Audio = function () {
  const made = new Own();
  made.addEventListener("loadedmetadata", () => { window.known += 1; });
  return made;
};"""
"""How often the page has heard how long it will be read aloud."""


def test_no_question_interrupts_a_screen_that_is_read_aloud(screens: Any) -> None:
    page = screens.stage.page
    page.add_init_script(COUNT_KNOWN)
    page.route("**/say?*", lambda route: route.fulfill(body=silence(58), content_type="audio/wav"))
    screens.stage.state(voice=True)
    page.clock.install()
    screens.start()
    page.click("#aloud")
    page.wait_for_function("() => window.known === 1")
    page.click(".need >> nth=1")
    page.wait_for_selector(".take")
    page.wait_for_function("() => window.known === 2")
    screens.stage.stop_time()
    page.clock.run_for(50_000)
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.clock.run_for(20_000)
    expect(page.locator("dialog[open]")).to_be_visible()
