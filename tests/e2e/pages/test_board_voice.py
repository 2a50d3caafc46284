"""A board that reads calls: which recordings, in which order, and none of what is old."""

from __future__ import annotations

import io
import wave
from datetime import datetime
from itertools import count

import pytest
from playwright.sync_api import expect

from displays.voice import phrases

NOW = "2026-11-24T09:42:00+07:00"
RATE_HZ = 22_050
SPY = """
window.sounded = [];
const start = AudioBufferSourceNode.prototype.start;
AudioBufferSourceNode.prototype.start = function (at) {
  window.sounded.push(this.buffer.length);
  this.loop = false;
  return start.call(this, at);
};
const state = Object.getOwnPropertyDescriptor(BaseAudioContext.prototype, "state").get;
Object.defineProperty(BaseAudioContext.prototype, "state", {
  get() { return window.silenced ? "suspended" : state.call(this); },
});
"""
CHIME = "(chime)"
EMPTY = {
    **{"v": 1, "ep": 1, "rev": 1, "now": NOW, "zone": "hall", "notice": None, "rows": []},
    **{"recent": [], "waiting": [], "hall": "open", "reopens_at": None, "first": []},
}


def wav(samples: int) -> bytes:
    """A recording of so many samples."""
    made = io.BytesIO()
    with wave.open(made, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE_HZ)
        out.writeframes(bytes(2 * samples))
    return made.getvalue()


class Pack:
    """A pack in which every clip has a length of its own, by which it is known when it sounds."""

    def __init__(self) -> None:
        clips = {f"vi/{clip.name}": 800 + i for i, clip in enumerate(phrases.pack("vi"))}
        clips |= {f"en/{clip.name}": 1300 + i for i, clip in enumerate(phrases.pack("en"))}
        self.length = clips
        self.name = {samples: name for name, samples in clips.items()}
        self.asked: list[str] = []

    def answer(self, route) -> None:
        name = route.request.url.split("/voice/")[1].removesuffix(".wav")
        self.asked.append(name)
        found = self.length.get(name)
        if found is None:
            route.fulfill(status=404, body="")
        else:
            route.fulfill(body=wav(found), content_type="audio/wav")

    def heard(self, page) -> list[str]:
        return [self.name.get(length, CHIME) for length in page.evaluate("window.sounded")]


@pytest.fixture
def pack() -> Pack:
    return Pack()


@pytest.fixture
def speaking(told_page, page_of, office, pack):
    """A board that hears only the test, with the fake pack."""

    def open_(query: str = "?voice=1&lang=vi", document=EMPTY):
        page = page_of(1920, 1080)
        page.add_init_script(SPY)
        page.route("**/voice/**", pack.answer)
        page.route("**/board/hall?*", has_recordings)
        page = told_page(f"{office.url}/board/hall{query}", "board", document, on=page)
        page.mouse.click(5, 5)  # browsers are silent before somebody touched the page
        expect(page.locator("#sound")).to_be_empty()
        return page

    return open_


def has_recordings(route) -> None:
    """The page as a server with LUOT_VOICE writes it."""
    page = route.fetch().text().replace("data-zone=", 'data-voice="cardinal" data-zone=', 1)
    route.fulfill(body=page, content_type="text/html")


ids = count()


def call(number: int, counter: int = 7, **more) -> dict:
    """An announcement as the server tells browsers."""
    return {
        **{"v": 1, "id": f"call-{next(ids)}", "ep": 1, "rev": 1, "kind": "call", "zone": "A"},
        **{"number": number, "counter": counter, "priority": False, "ttl_s": 30, **more},
    }


def said(number: int, counter: int = 7, lang: str = "vi", **more) -> list[str]:
    """The clips that a loudspeaker of the hall would say."""
    return [f"{lang}/{clip.name}" for clip in phrases.call(number, counter, lang=lang, **more)]


def say(page, *calls) -> None:
    page.evaluate("(calls) => calls.forEach((one) => window.say('call', one))", list(calls))


def wait_for(page, clips: int, length: int | None = None) -> None:
    """Until so many clips have sounded, or so many times the one of this length."""
    page.wait_for_function(
        """([clips, length]) =>
          window.sounded.filter((one) => length === null || one === length).length >= clips""",
        arg=[clips, length],
        polling=10,
    )


def idle(page, pack: Pack, *times_ms: int) -> list[str]:
    """Everything until the words of a last call, which tells that nothing else comes. The hall's
    clock tells these times in the same breath."""
    page.evaluate(
        "([at, last]) => { at.forEach((ms) => say('time', { ep: 1, ms, tz: 'Asia/Ho_Chi_Minh' }));"
        " say('call', last); }",
        [times_ms, call(9999, 40)],
    )
    wait_for(page, 2, pack.length[said(9999, 40)[-1]])
    heard = pack.heard(page)
    return heard[: heard.index("vi/9000") - 1]


def test_a_call_is_a_chime_its_words_and_the_words_once_more(speaking, pack) -> None:
    page = speaking()
    say(page, call(3127, 14))
    words = said(3127, 14)
    wait_for(page, 1 + 2 * len(words))
    assert pack.heard(page) == [CHIME, *words, *words]


def test_who_waits_to_be_read_is_read_in_turn_without_chime_or_second_reading(
    speaking, pack
) -> None:
    page = speaking()
    say(page, call(1005, 1), call(21, 2), call(105, 3))
    last = said(105, 3)
    wait_for(page, 1 + sum(len(said(n, c)) for n, c in ((1005, 1), (21, 2))) + 2 * len(last))
    assert pack.heard(page) == [CHIME, *said(1005, 1), *said(21, 2), *last, *last]


def test_a_recall_joins_its_own_call_that_waits_and_no_call_is_read_twice(speaking, pack) -> None:
    page = speaking()
    once = call(21, 2)
    say(page, call(1005, 1), once, once, call(21, 2, kind="recall"))
    wait_for(page, 1 + len(said(1005, 1)) + 2 * len(said(21, 2)))
    say(page, once)
    assert idle(page, pack).count("vi/21") == 2, "a reading and its second, for one call"


@pytest.mark.parametrize(
    "old", [{"ttl_s": 0}, {"kind": "cancel"}, {"ep": 0}], ids=["late", "cancelled", "old start"]
)
def test_what_does_not_hold_any_more_is_not_read(speaking, pack, old) -> None:
    page = speaking()
    say(page, call(1005, 1), call(21, 2, **old))
    assert "vi/21" not in idle(page, pack)


def test_calls_of_the_board_that_it_finds_or_finds_again_are_shown_and_not_read(
    speaking, pack, tell
) -> None:
    row = {"number": 21, "counter": 2, "state": "called", "age_ms": 900, "priority": False}
    page = speaking(document={**EMPTY, "rows": [row]})
    expect(page.locator("#hero .number")).to_have_text("21")
    page.evaluate("window.drop()")
    tell(page, "board", {**EMPTY, "rows": [row]})
    assert idle(page, pack) == [CHIME], "only that of the last call"


def test_a_lost_link_ends_what_waits_to_be_read(speaking, pack) -> None:
    page = speaking()
    say(page, call(1005, 1), call(21, 2))
    page.evaluate("window.drop()")
    assert "vi/21" not in idle(page, pack)


def test_both_languages_are_read_one_after_the_other(speaking, pack) -> None:
    page = speaking("?voice=vi,en&lang=vi")
    say(page, call(21, 2))
    words = said(21, 2) + said(21, 2, "en")
    wait_for(page, 1 + 2 * len(words))
    assert pack.heard(page) == [CHIME, *words, *words]


def test_without_a_recording_the_board_rings_says_so_and_goes_on(speaking, pack) -> None:
    del pack.length["vi/21"]
    page = speaking()
    say(page, call(21, 2))
    expect(page.locator("#sound")).to_contain_text("vi/21.wav")
    assert set(idle(page, pack)) <= {CHIME}
    expect(page.locator("#sound")).to_be_empty()


def test_a_browser_that_forbids_sound_says_so_and_reads_nothing_late(speaking, pack) -> None:
    page = speaking()
    page.evaluate("window.silenced = true; document.dispatchEvent(new Event('keydown'))")
    say(page, call(21, 2))
    page.evaluate("window.silenced = false")
    assert "vi/21" not in idle(page, pack)


def test_a_board_that_nobody_touched_says_that_it_is_silent_until_it_is_pressed(
    page_of, office
) -> None:
    page = page_of(1920, 1080)
    with page.expect_websocket():  # to be looked at is a touch for the browser: not before then
        page.goto(f"{office.url}/board/hall?lang=en", wait_until="commit")
    expect(page.locator("#sound")).to_have_text("No sound: press the board")
    page.mouse.click(5, 5)
    expect(page.locator("#sound")).to_be_empty()


def test_a_board_only_rings_when_nobody_asked_for_the_voice(speaking, pack) -> None:
    page = speaking("?lang=vi")
    say(page, call(21, 2), call(22, 3))
    wait_for(page, 1)
    assert (pack.heard(page), pack.asked) == ([CHIME], []), "one ring for calls of one moment"


def test_a_board_may_be_silent(speaking, pack) -> None:
    page = speaking("?chime=0")
    say(page, call(21, 2))
    assert page.evaluate("new Promise((done) => setTimeout(() => done(window.sounded), 100))") == []


def test_lunch_is_said_when_its_moment_passes_and_nobody_is_called(speaking, pack) -> None:
    noon = "2026-11-24T11:30:00+07:00"
    page = speaking(document={**EMPTY, "sentences": [{"say": "lunch", "at": noon}]})
    at_s = int(datetime.fromisoformat(noon).timestamp())
    told = [(at_s + off_s) * 1000 for off_s in (-5, 5, -5, 5)]
    assert idle(page, pack, *told) == [CHIME, "vi/lunch"]
