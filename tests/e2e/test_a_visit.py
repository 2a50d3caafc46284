"""One visit from the first touch to the figures, on real parts only."""

from __future__ import annotations

import json
import re
import urllib.request
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import expect
from pyzbar import pyzbar


def fetched(url: str) -> Any:
    """A JSON document."""
    with urllib.request.urlopen(url) as answer:
        return json.loads(answer.read())


def picture(folder: Path) -> bytes:
    """What the light at counter 7 shows, as pixels."""
    files = sorted(folder.glob("*.png"))
    return Image.open(files[0]).convert("RGB").tobytes() if files else b""


def test_from_touch_to_figures(town, chromium, decoder, wait_until) -> None:
    kiosk = chromium.new_page(viewport={"width": 1080, "height": 1920})
    console = chromium.new_page(viewport={"width": 1366, "height": 768})
    board = chromium.new_page(viewport={"width": 1920, "height": 1080})
    phone = chromium.new_page(viewport={"width": 390, "height": 844})
    wrong: list[str] = []
    for page in (kiosk, console, board, phone):
        page.on("pageerror", lambda error: wrong.append(str(error)))

    console.goto(f"{town.server}/login?next=/console/7")
    console.fill("input[name=login]", town.login)
    console.fill("input[name=pin]", town.pin)
    console.keyboard.press("Enter")
    console.wait_for_url("**/console/7")
    console.click("text=Mở quầy")
    wait_until(lambda: picture(town.light), "a light")
    board.goto(f"{town.server}/board/A")

    kiosk.goto(town.kiosk)
    kiosk.click(".need.first")
    kiosk.click(".tile >> nth=0")
    kiosk.click(".row >> nth=0")
    kiosk.click(".take")
    kiosk.wait_for_selector(".number")
    expect(kiosk.locator(".number")).to_have_text(re.compile(r"^\s*1\s*0\s*0\s*1\s*$"))

    wait_until(lambda: town.paper.exists() and town.paper.stat().st_size > 1000, "the paper")
    paper = wait_until(lambda: printed(decoder, town.paper), "a whole slip")
    (code,) = pyzbar.decode(paper.convert("L"))
    url = code.data.decode()
    assert url.startswith(f"{town.server}/t/")

    phone.goto(url)
    expect(phone.locator("h1")).to_contain_text("1001")
    before = picture(town.light)
    console.keyboard.press("Enter")
    wait_until(lambda: picture(town.light) not in (b"", before), "the light to change")
    expect(board.locator("#hero")).to_contain_text("1001", timeout=20_000)
    expect(phone.locator(".called .counter")).to_contain_text("7", timeout=20_000)

    console.wait_for_selector('button:has(kbd:text-is("B")):enabled')
    console.keyboard.press("b")
    expect(phone.locator("body")).to_contain_text("phục vụ", timeout=20_000)
    console.wait_for_selector('button:has(kbd:text-is("X")):enabled')
    console.keyboard.press("x")
    key = url.rsplit("/", 1)[1]
    wait_until(
        lambda: fetched(f"{town.server}/api/v1/tickets/{key}")["state"] == "served", "the end"
    )
    figures = console.evaluate("() => fetch('/api/v1/counters/7').then((r) => r.json())")
    assert figures["today"]["served"] == 1
    assert wrong == []


def printed(decoder: Any, path: Path) -> Image.Image | None:
    """The paper, once the printer has got all of it."""
    try:
        out = decoder.decode(path.read_bytes())
    except decoder.Refused:
        return None
    return out.paper if "cut" in out.names else None
