"""The touch page says which kiosk it is, rests and sounds as wanted, and steps back for another."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from broker import messages as m
from broker import topics
from kiosk import orders

TOOL = Path(__file__).parents[1] / "tools" / "kiosk_axe.py"
AT_MS = 1_791_772_800_000


@pytest.fixture
def page(screens: Any) -> Page:
    """The start page of a kiosk whose server lives."""
    screens.stage.tell()
    screens.stage.page.goto(screens.stage.url)
    found: Page = screens.stage.page
    found.wait_for_selector("main.start")
    return found


@pytest.fixture
def axe() -> Any:
    spec = importlib.util.spec_from_file_location("kiosk_axe", TOOL)
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def tell(kiosk: Any, spec: topics.TopicSpec, message: m.Message) -> None:
    kiosk.wire.tell(spec, message, id="kiosk-1")


def identify(kiosk: Any) -> None:
    told = {"v": 1, "id": "o-1", "at": AT_MS, "act": "identify", "session": None}
    kiosk.beat()
    tell(kiosk, topics.ORDER, m.Order.model_validate(told))


def test_its_name_is_large_for_a_while_and_in_nobodys_way(
    page: Page, kiosk: Any, axe: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orders, "SHOWS_S", 8.0)
    identify(kiosk)
    card = page.locator("#which")
    expect(card).to_be_visible()
    expect(card).to_contain_text("Máy lấy số 1")
    expect(card).to_contain_text("kiosk-1")
    assert axe.findings(page) == []
    page.mouse.click(*centre(page, "main .tile, main button"))
    page.wait_for_selector("main:not(.start)")
    expect(card).to_be_hidden()


def centre(page: Page, selector: str) -> tuple[float, float]:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def known(url: str) -> int:
    """Which version the page knew when it asked for news there; -1 for other addresses."""
    return int((re.findall(r"/state\?after=(\d+)$", url) or [-1])[0])


def test_rest_and_volume_are_as_wanted(page: Page, kiosk: Any) -> None:
    settings = m.DeviceSettings(v=1, rev=1, at=AT_MS, settings={"idle_s": 30, "volume": 40})
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    tell(kiosk, topics.CONFIG, settings)
    version = kiosk.agent.hall.version
    while not any(known(url) >= version for url in asked):  # it asks on once it has taken them over
        page.title()
    page.click("#language")
    page.wait_for_selector("#still[open]", timeout=20_000)
    assert int(page.text_content("#warned") or "0") <= 20


def test_the_second_of_a_name_says_in_both_languages_that_it_gives_no_numbers(
    page: Page, kiosk: Any, axe: Any
) -> None:
    tell(kiosk, topics.TWIN, m.Twin(v=1, session="session-1"))
    card = page.locator("#which.second")
    expect(card).to_contain_text("Mời Ông/Bà sang máy bên cạnh")
    expect(card).to_contain_text("gives no numbers")
    assert axe.findings(page) == []
    page.set_viewport_size({"width": 1920, "height": 1080})
    assert card.evaluate("(card) => card.scrollHeight <= innerHeight")
