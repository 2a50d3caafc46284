"""Alarms of devices where people work: at the guidance desk, and beside the manager's menu."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

NOW = "2026-11-24T09:42:00+07:00"
KIOSK = {
    **{"id": "kiosk-1", "online": True, "paper": "low", "trouble": None, "queue": 0},
    **{"heard_at": NOW, "version": "1", "alone": 0, "refused": []},
}
OTHER = {**KIOSK, "id": "kiosk-2"}


def alarm(**more: Any) -> dict[str, Any]:
    return {
        **{"device": "kiosk-1", "alarm": "paper-low", "severe": False, "since": NOW},
        "title": {"vi": "Máy lấy số 1: sắp hết giấy", "en": "Kiosk 1: paper is running low"},
        "advice": {"vi": "Chuẩn bị cuộn giấy mới.", "en": "Have a new roll ready."},
        **{"taken_by": None, "taken_at": None, **more},
    }


@pytest.fixture
def desk(office: Any, page_of: Any) -> Any:
    """The guidance desk with alarms, and what it asks of the server."""
    page: Page = page_of()
    told = {"alerts": [], "stranded": [], "alarms": [alarm()]}
    asked: list[str] = []

    def take(route: Any) -> None:
        asked.append(re.sub(r".*/devices/", "", route.request.url))
        told["alarms"] = [alarm(taken_by="Vũ Minh Châu", taken_at=NOW)]
        route.fulfill(json={"id": "kiosk-1"})

    page.route("**/api/v1/kiosks", lambda route: route.fulfill(json=[KIOSK, OTHER]))
    page.route("**/api/v1/alerts", lambda route: route.fulfill(json=told))
    page.route("**/api/v1/devices/**", take)
    office.known(page, "guide")
    page.goto(f"{office.url}/desk?lang=en")
    page.wait_for_selector("#todo li")
    return page, asked


def test_the_desk_hears_of_each_trouble_once_and_takes_it_on(desk: Any, axe: Any) -> None:
    page, asked = desk
    lines = page.locator("#todo li")
    expect(lines).to_have_count(2)
    expect(lines.nth(0)).to_contain_text("Kiosk 1: paper is running low")
    expect(lines.nth(0)).to_contain_text("09:42 · Have a new roll ready.")
    expect(lines.nth(1)).to_contain_text("Kiosk 2")
    expect(page.locator("#count")).to_have_text("2")
    assert axe.wrong(page) == []
    page.click("#todo button[data-alarm]")
    expect(lines.nth(0)).to_contain_text("Vũ Minh Châu is on it since 09:42")
    expect(page.locator("#count")).to_have_text("1")
    assert asked == ["kiosk-1/alarms/paper-low/taken"]


def test_the_manager_sees_the_number_change_without_a_reload(
    office: Any, page_of: Any, told_page: Any, tell: Any
) -> None:
    page: Page = page_of(1440, 900)
    office.known(page, "boss")
    told_page(f"{office.url}/manage?lang=vi", "alarms", {"open": 3, "alarms": []}, on=page)
    number = page.locator("#alarm-count")
    expect(number).to_have_text("3")
    tell(page, "alarms", {"open": 0, "alarms": []})
    expect(number).to_be_hidden()
    page.click(".tab[href='/manage/devices']")
    expect(page).to_have_url(f"{office.url}/manage/devices")
