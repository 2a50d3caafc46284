"""The page of devices in a browser: the plan, what is wrong, commands, settings, secrets."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

SPEC = importlib.util.spec_from_file_location(
    "devices_told", Path(__file__).parents[2] / "tools" / "devices_told.py"
)
assert SPEC is not None and SPEC.loader is not None
told = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(told)
SIZES = [(390, 844), (1366, 768)]
HALL, NOW = told.HALL, told.NOW
alarm, document, light = told.alarm, told.document, told.light


class Shown:
    """The page, what the server has just told it, and what was asked of the server."""

    def __init__(self, office: Any, told_page: Any, tell: Any, page: Page, login: str) -> None:
        self.page, self.asked, self._tell = page, [], tell
        self.by_hand: tuple[str | None, str | None] = (None, None)
        self.told = document(HALL, alarm("led-02", "unshown"))
        page.route("**/api/v1/devices", self._list)
        page.route(re.compile(r"/api/v1/devices/.+"), self._verb)
        office.known(page, login)
        self.open = lambda lang: told_page(
            f"{office.url}/manage/devices?lang={lang}", "devices", self.told, on=page
        )

    def tell(self, *told: Any) -> None:
        """News from the hall, over the socket."""
        self.told = {**document(*told), "rev": self.told["rev"] + 1}
        self._tell(self.page, "devices", self.told)

    def _list(self, route: Any) -> None:
        if route.request.method == "GET":
            route.fulfill(json=self.told)
            return
        self.asked.append(("", route.request.post_data_json))
        login, command = self.by_hand
        made = {"id": "led-09", "secret": "s3cret-once", "login": login, "command": command}
        route.fulfill(status=201, json=made)

    def _verb(self, route: Any) -> None:
        path = route.request.url.split("/devices/")[1]
        self.asked.append((path, route.request.post_data_json))
        done = {"id": "led-01", "login": None, "command": self.by_hand[1]}
        route.fulfill(json={**done, "secret": "s3cret-new"} if "/secret" in path else done)


@pytest.fixture
def shown(office: Any, told_page: Any, tell: Any, page_of: Any) -> Any:
    """``shown(lang, login, size)``: the page of whoever signs in."""

    def open_(lang: str = "en", login: str = "root", size: Any = (1366, 768)) -> Shown:
        made = Shown(office, told_page, tell, page_of(*size), login)
        made.open(lang)
        made.page.wait_for_selector("#rows tr")
        return made

    return open_


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_everybody_can_read_and_use_it(shown: Any, axe: Any, resized: Any, lang: str) -> None:
    page = shown(lang).page
    for chosen in (False, True):
        if chosen:
            page.click("#rows a[href='#d-kiosk-1']")
            expect(page.locator("#panel-title")).to_be_focused()
        for size in resized(page, SIZES):
            assert axe.wrong(page) == [], size
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size


def test_news_come_without_a_reload_and_the_shape_says_the_state(shown: Any) -> None:
    made = shown()
    page: Page = made.page
    first = page.locator("#dots a[data-key=led-01] use")
    expect(first).to_have_attribute("href", "#s-ok")
    expect(page.locator("#dots a[data-key=led-02] use")).to_have_attribute("href", "#s-bad")
    expect(page.locator("#d-led-01 .how")).to_contain_text("led-01 has 7012")
    expect(page.locator("#d-led-02 .how")).to_contain_text("led-02 has not 7012")
    made.tell([light(1, state="offline", wrong=["offline"])], alarm("led-01", "offline"))
    expect(first).to_have_attribute("href", "#s-offline")
    expect(page.locator("#d-led-01 .chip")).to_have_text("Not connected")
    expect(page.locator(".rooms .count")).to_have_text("1")
    made.tell()
    expect(page.locator("#unlinked")).to_be_hidden()
    made._tell(page, "devices", {**made.told, "linked": False})
    expect(page.locator("#unlinked")).to_be_visible()
    expect(page.locator("#alarms")).to_contain_text("lost its broker")


def test_a_dot_leads_to_its_row_and_its_panel(shown: Any) -> None:
    page: Page = shown().page
    page.click("#dots a[data-key=led-02]")
    expect(page.locator("#d-led-02.chosen")).to_be_visible()
    expect(page.locator("#panel")).to_contain_text("led-02 has not 7012")
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()


def test_rows_are_found_by_name_kind_and_trouble(shown: Any) -> None:
    page: Page = shown("vi").page
    rows = page.locator("#rows tr")
    expect(rows).to_have_count(5)
    expect(rows.first, "the worst first").to_have_id("d-led-02")
    page.check("#only")
    page.select_option("#kind", "kiosk")
    expect(rows).to_have_count(1)
    page.uncheck("#only")
    page.select_option("#kind", "")
    page.fill("#find", "den quay 3")
    expect(rows).to_have_count(1)


def test_somebody_says_that_they_see_to_it(shown: Any) -> None:
    made = shown(login="guide")
    with made.page.expect_response("**/taken"):
        made.page.click("#alarms button")
    assert made.asked == [("led-02/alarms/unshown/taken", {})]
    taken = alarm("led-02", "unshown", taken_by="Vũ Minh Châu", taken_at=NOW)
    made.tell(HALL, taken)
    expect(made.page.locator("#alarms .taken")).to_have_text("Vũ Minh Châu is on it since 09:42")
    expect(made.page.locator("#open")).to_be_hidden()


def test_a_device_is_told_and_its_answer_is_said(shown: Any) -> None:
    made = shown(login="guide")
    page: Page = made.page
    page.click("#rows a[href='#d-led-01']")
    with page.expect_response("**/order"):
        page.click("button[data-act=identify]")
    page.click("button[data-act=restart]")
    expect(page.locator("dialog")).to_contain_text("Restart led-01?")
    with page.expect_response("**/order"):
        page.click("dialog .primary")
    acts = [body["act"] for path, body in made.asked if path == "led-01/order"]
    assert acts == ["identify", "restart"]
    order = {"act": "identify", "at": NOW, "by": "guide", "state": "failed", "reason": "old"}
    made.tell([light(1, order=order)])
    expect(page.locator(".outcome")).to_have_text(
        "Show yourself: not done. The order came too late."
    )
    made.tell([light(1, state="offline")])
    expect(page.locator("button[data-act=identify]")).to_be_disabled()


def test_a_guide_changes_no_settings_and_sees_no_secrets(shown: Any) -> None:
    page: Page = shown(login="guide").page
    page.click("#rows a[href='#d-kiosk-1']")
    expect(page.locator("input[name=idle_s]").first).to_be_disabled()
    expect(page.locator("#panel button[data-verb=renew]")).to_have_count(0)
    expect(page.locator("#add")).to_have_count(0)
    expect(page.locator(".rooms a")).to_have_count(2)


def test_settings_are_typed_kept_while_news_come_and_sent_as_numbers(shown: Any) -> None:
    made = shown()
    page: Page = made.page
    page.click("#rows a[href='#d-kiosk-1']")
    expect(page.locator("#panel .chip.ok")).to_have_text("Followed by the device")
    expect(page.locator("input[name=idle_s]").first).to_have_value("90")
    page.fill("input[name=volume]", "40")
    made.tell(HALL)
    expect(page.locator("input[name=volume]").first).to_have_value("40")
    page.click("#settings button")
    expect(page.locator(".told")).to_have_text("Saved and on its way to the device.")
    page.click("#rows a[href='#d-led-01']")
    page.fill("input[name=from] >> nth=0", "17:30")
    page.fill("input[name=percent] >> nth=0", "40")
    page.select_option("select[name=blink]", "no")
    with page.expect_response("**/settings"):
        page.click("#settings button")
    assert made.asked == [
        ("kiosk-1/settings", {"settings": {"idle_s": 90, "volume": 40}}),
        (
            "led-01/settings",
            {"settings": {"brightness": [{"from": "17:30", "percent": 40}], "blink": False}},
        ),
    ]


def test_a_secret_is_shown_once_and_is_gone_with_its_dialog(shown: Any) -> None:
    page: Page = (made := shown()).page
    page.click("#add")
    page.fill("dialog input[name=id]", "led-09")
    page.fill("dialog input[name=counter]", "9")
    page.click("dialog button[type=submit]")
    expect(page.locator("dialog .secret")).to_have_text("s3cret-once")
    assert made.asked == [("", {"id": "led-09", "role": "display", "counters": [9], "zone": None})]
    page.click("dialog:has(.secret) button")
    page.click("#rows a[href='#d-led-01']")
    page.click("button[data-verb=renew]")
    page.click("dialog .primary")
    expect(page.locator("dialog .secret")).to_have_text("s3cret-new")
    page.click("dialog:has(.secret) button")
    expect(page.locator("dialog:has(.secret)")).to_have_count(0)
    assert "s3cret" not in page.content()


def test_a_broker_that_was_not_told_is_told_by_hand(shown: Any, axe: Any, resized: Any) -> None:
    made = shown()
    page: Page = made.page
    made.by_hand = ('[led-09]\nrole = "display"', "sudo /opt/luot/wire.sh")
    page.click("#add")
    page.fill("dialog input[name=id]", "led-09")
    page.click("dialog button[type=submit]")
    steps = page.locator("dialog .by-hand pre")
    expect(steps).to_have_text(['[led-09]\nrole = "display"', "sudo /opt/luot/wire.sh"])
    for size in resized(page, SIZES):
        assert axe.wrong(page) == [], size
    page.click("dialog button")
    page.click("#rows a[href='#d-led-01']")
    page.click("button[data-verb=revoke]")
    page.click("dialog .primary")
    expect(steps).to_have_text(["sudo /opt/luot/wire.sh"])
    page.click("dialog button")
    expect(page.locator("#panel")).not_to_contain_text("lets it in no more")


def test_where_the_broker_was_told_nothing_is_left_to_do(shown: Any) -> None:
    page: Page = shown().page
    page.click("#add")
    page.fill("dialog input[name=id]", "led-09")
    page.click("dialog button[type=submit]")
    expect(page.locator("dialog .admitted")).to_contain_text("can connect now")
    expect(page.locator("dialog .by-hand")).to_have_count(0)
    page.click("dialog button")
    page.click("#rows a[href='#d-led-01']")
    page.click("button[data-verb=revoke]")
    page.click("dialog .primary")
    expect(page.locator("#panel .told")).to_contain_text("lets it in no more")


def test_what_a_board_says_it_shows_and_what_nobody_could_read_are_told(shown: Any) -> None:
    made, more = shown(), {"shows": [7012, 7009], "health": {**told.WELL, "unreadable": 41}}
    made.tell([told.device("board-a", "display", "board-a", "board-a", **more)])
    expect(made.page.locator("#d-board-a .how")).to_contain_text("7012 · 7009")
    made.page.locator("#d-board-a a").click()
    expect(made.page.locator("#panel [data-key=dv_unreadable] dd")).to_have_text("41")
