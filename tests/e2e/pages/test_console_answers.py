"""The console while a press is on its way, and the finish that goes on or names a dossier."""

from __future__ import annotations

import json
from contextlib import suppress
from urllib.error import HTTPError

import pytest
from playwright.sync_api import Page, Route, expect

AT_ONCE_MS, PRESSES = 50, 3
CALLING = {"vi": "Đang gọi…", "en": "Calling…"}
BUSY = {"vi": "Máy chủ đang bận.", "en": "The server is busy."}
WATCH = """() => {
  window.shown = [];
  addEventListener("keydown", () => { window.pressed = performance.now(); }, true);
  const paint = () => requestAnimationFrame(() => { window.shown.push(performance.now()); });
  const look = () => { if (document.querySelector("#next.doing")) paint(); };
  new MutationObserver(look).observe(document.body, { subtree: true, attributes: true });
}"""


@pytest.fixture(scope="module")
def counters(office) -> tuple[int, int]:
    """The counter of these tests, and another with a group of its own."""
    return office.counter(), office.counter()


@pytest.fixture
def desk(office, page_of, counters):
    """The counter is free and somebody waits for it: ``desk(lang)``; free again afterwards."""
    n = counters[0]
    work = office.desk(n)

    def open_(lang: str = "vi", *size: int) -> Page:
        page = page_of(*size)
        office.known(page, f"o{n}")
        page.goto(f"{office.url}/console/{n}?lang={lang}")
        office.issue(n)
        page.wait_for_selector("body[data-state=idle] #next:enabled")
        expect(page.locator(".why li")).not_to_have_count(0)
        return page

    yield open_
    with suppress(HTTPError):  # nobody is there any more
        work.do("finish")


def held(page: Page) -> Page:
    """Somebody was called."""
    page.wait_for_selector("body:not([data-rest])")
    page.set_default_timeout(20_000)
    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-state=called] #next:enabled")
    page.wait_for_selector("body:not([data-rest])")
    return page


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_press_shows_at_once_and_a_refusal_takes_it_back(desk, lang) -> None:
    page = desk(lang)
    waits: list[Route] = []
    page.route("**/api/v1/counters/*/next?*", lambda route: waits.append(route))
    first = page.locator(".why li b").first.inner_text()
    page.evaluate(WATCH)
    took_ms = []
    for _ in range(PRESSES):
        page.wait_for_selector("body:not([data-rest]) #next:enabled")
        page.evaluate("() => { window.shown.length = 0; }")
        page.keyboard.press("Enter")
        expect(page.locator("#next strong")).to_have_text(CALLING[lang])
        expect(page.locator("#next"), "the server has not told").not_to_contain_text(first)
        expect(page.locator(".who h1")).to_have_count(0)
        page.wait_for_function("() => window.shown.length")
        took_ms.append(page.evaluate("() => window.shown[0] - window.pressed"))
        refusal = {"code": "busy", "reason": BUSY}
        body = json.dumps(refusal)
        while not waits:  # the page was faster than the word of its request
            page.title()
        waits.pop().fulfill(status=409, content_type="application/json", body=body)
        expect(page.locator("#toast")).to_contain_text(BUSY[lang])
        expect(page.locator("#next")).not_to_have_class("next doing")
        expect(page.locator("#next")).to_contain_text(first)
    assert min(took_ms) <= AT_ONCE_MS, "a busy machine may hold up one of them, not all"
    page.unroute("**/api/v1/counters/*/next?*")
    held(page)
    page.keyboard.press("b")
    page.wait_for_selector("body[data-state=serving] #next:enabled")
    page.keyboard.press("x")
    page.wait_for_selector("body[data-state=idle]")


@pytest.mark.parametrize(
    ("lang", "wrong"), [("vi", "mã hồ sơ"), ("en", "dossier")], ids=["vi", "en"]
)
def test_a_code_of_no_dossier_is_told_by_its_field_and_a_right_one_is_kept(
    desk, lang, wrong
) -> None:
    page = held(desk(lang))
    page.keyboard.press("k")
    page.fill("[name=case]", "012345678901")
    page.keyboard.press("Enter")
    expect(page.locator("#case-problem")).to_contain_text(wrong, ignore_case=True)
    expect(page.locator("[name=case]")).to_be_focused()
    expect(page.locator("[name=case]")).to_have_attribute("aria-invalid", "true")
    page.fill("[name=case]", "h24.12-260918-0042")
    expect(page.locator("#case-problem")).to_have_text("")
    with page.expect_response("**/finish?*") as answered:
        page.keyboard.press("Enter")
    assert answered.value.ok
    page.wait_for_selector("body[data-state=idle]")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_a_visit_goes_on_in_another_group_and_z_takes_both_back(desk, office, counters) -> None:
    here, there = counters
    page = held(desk())
    number = page.locator(".who h1").inner_text()
    page.keyboard.press("k")
    page.select_option("[name=then]", index=1)
    goes_to = page.locator("[name=then]").input_value()
    page.keyboard.press("Escape")
    page.keyboard.press("k")
    (group,) = office.seen(page, there)["groups"]
    page.select_option("[name=then]", group)
    assert goes_to, "an empty one is the end of the visit"
    page.locator("dialog [type=submit]").click()
    page.wait_for_selector("body[data-state=idle] #next:enabled")
    expect(page.locator("#toast")).to_contain_text("nhóm tiếp theo")
    assert [str(row["number"]) for row in office.seen(page, there)["waiting"]] == [number]
    page.keyboard.press("z")
    page.wait_for_selector("body[data-state=called]")
    assert office.seen(page, there)["waiting"] == []
    assert str(office.seen(page, here)["ticket"]["number"]) == number


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_finish_question_fits_and_reads_well(desk, axe, resized, lang) -> None:
    page = desk(lang)
    held(page)
    page.keyboard.press("k")
    go = page.locator("dialog [type=submit]")
    for size in resized(page, [(1366, 768), (360, 640)]):
        go.scroll_into_view_if_needed()
        box = go.bounding_box()
        assert box is not None and box["x"] >= 0, size
        assert box["x"] + box["width"] <= size[0], size
        assert page.evaluate("() => dialog.scrollWidth <= dialog.clientWidth"), size
        assert axe.wrong(page) == [], size


@pytest.mark.parametrize(
    ("lang", "said"), [("vi", "chờ riêng người này"), ("en", "waits for this person")]
)
def test_c_sends_somebody_to_an_officer_by_name(desk, office, counters, axe, lang, said) -> None:
    there = counters[1]
    name = f"Cán bộ {there}"
    other = office.desk(there)
    page = held(desk(lang))
    number = int(page.locator(".who h1").inner_text())
    page.keyboard.press("c")
    page.locator("[role=combobox]").fill(f"can bo {there}")
    option = page.locator("#places [role=option]").first
    expect(option).to_contain_text(name)
    expect(option).to_contain_text(said)
    assert axe.wrong(page) == []
    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-state=idle]")
    other.do("next")
    assert office.seen(page, there)["ticket"]["number"] == number
    other.do("finish")


@pytest.mark.parametrize(("lang", "said"), [("vi", "không ngồi ở quầy"), ("en", "no open counter")])
def test_an_officer_who_has_just_left_is_told_to_the_sender(
    desk, office, counters, lang, said
) -> None:
    there = counters[1]
    other = office.desk(there)
    page = held(desk(lang))
    page.keyboard.press("c")
    page.locator("[role=combobox]").fill(f"can bo {there}")
    expect(page.locator("#places [role=option]").first).to_contain_text(f"Cán bộ {there}")
    other.do("close")
    page.keyboard.press("Enter")
    expect(page.locator("#toast.bad")).to_contain_text(said)
    expect(page.locator("body")).to_have_attribute("data-state", "called")
