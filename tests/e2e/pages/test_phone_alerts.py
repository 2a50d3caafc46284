"""The phone tells of the turn: nothing is asked for before a tap, and everything comes once."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from server.domain.errors import STATES

FAKES = """
window.heard = { asked: 0, shaken: [], notes: 0, shown: [] };
window.Notification = { requestPermission: async () => { heard.asked += 1; return "granted"; } };
navigator.vibrate = (pattern) => { heard.shaken.push(pattern); return true; };
Object.defineProperty(navigator, "serviceWorker", { value: { register: async () => ({
  showNotification: (title) => heard.shown.push(title) }) } });
class Part { constructor() { this.frequency = {}; this.gain = { setValueAtTime() {},
  exponentialRampToValueAtTime() {} }; } connect() {} start() { heard.notes += 1; } stop() {} }
window.AudioContext = class { constructor() { this.currentTime = 0; }
  resume() {} createOscillator() { return new Part(); } createGain() { return new Part(); } };
Object.defineProperty(document, "hidden", { get: () => Boolean(window.away) });
"""
WAIT = {"low_s": 1800, "high_s": 2400, "at_low": "2026-11-24T09:32:00+07:00"}
WAIT["at_high"] = "2026-11-24T09:42:00+07:00"


@pytest.fixture
def phone(told_page, phone_office, page_of):
    """A waiting ticket's page with fakes; ``phone(**told)`` says another document there."""
    office = phone_office
    made = office.issue(20)
    url = f"{office.url}/t/{made['key']}?lang=en"
    page = page_of(390, 844)
    page.add_init_script(FAKES)
    page.goto(url)
    path = f"/api/v1/tickets/{made['key']}"
    seen = page.evaluate("(path) => fetch(path).then((r) => r.json())", path)
    now = {"now": "2026-11-24T09:02:00+07:00"}
    first = {**seen, **now, "state": "waiting", "ahead": 9, "wait": WAIT}
    told_page(url, "ticket", first, on=page)
    return page, {**first, "counter": 3, "calls": 1, "called_at": now["now"]}


def heard(page):
    return page.evaluate("() => window.heard")


def test_nothing_is_asked_for_and_nothing_sounds_before_a_tap(phone, tell):
    page, ticket = phone
    tell(page, "ticket", {**ticket, "state": "called"})
    page.wait_for_selector("section.called")
    assert (heard(page)["asked"], heard(page)["notes"], heard(page)["shown"]) == (0, 0, [])


def test_after_a_tap_the_chime_plays_at_once_and_permission_is_asked_once(phone):
    page, _ = phone
    page.click("[data-do=bell]")
    page.wait_for_selector(".bell.on")
    assert (heard(page)["asked"], heard(page)["notes"]) == (1, 2), "a chime is two notes"


def test_every_call_shakes_and_sounds_once_however_often_it_is_told(phone, tell):
    page, ticket = phone
    page.click("[data-do=bell]")
    page.wait_for_selector(".bell.on")
    page.evaluate("() => { window.away = true; }")
    for _ in range(3):
        tell(page, "ticket", {**ticket, "state": "called"})
    page.wait_for_selector("section.called")
    once = heard(page)
    assert (len(once["shaken"]), once["notes"], len(once["shown"])) == (1, 4, 1)
    assert "Counter 3" in once["shown"][0]
    tell(page, "ticket", {**ticket, "state": "called", "calls": 2})
    again = heard(page)
    assert (len(again["shaken"]), again["notes"], len(again["shown"])) == (2, 6, 2)


def test_coming_near_is_told_once(phone, tell):
    page, ticket = phone
    page.click("[data-do=bell]")
    page.wait_for_selector(".bell.on")
    soon = {**WAIT, "low_s": 60, "high_s": 300}
    for ahead in (2, 2, 1):
        tell(page, "ticket", {**ticket, "ahead": ahead, "wait": soon})
    page.wait_for_selector("section.near")
    assert (heard(page)["notes"], len(heard(page)["shaken"])) == (4, 1)


def test_a_withdrawn_number_says_what_to_do(phone, tell):
    page, ticket = phone
    tell(page, "ticket", {**ticket, "state": "withdrawn"})
    page.wait_for_selector("section.over .banner.bad")
    expect(page.locator(".banner").first).to_contain_text("Guidance desk")
    expect(page.locator(".ways")).to_have_count(0)


def test_every_state_has_a_view(phone, tell):
    page, ticket = phone
    for state in STATES.keys() - {"transferred"}:
        told = {**ticket, "state": state, "can_rate": False, "finished_at": ticket["now"]}
        tell(page, "ticket", {**told, "left_reason": None})
        shown = page.locator("#ticket > section").get_attribute("class")
        assert ("waiting" in shown) == (state == "waiting"), state
