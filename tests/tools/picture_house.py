"""Board and console of the hall, for the README.

The manager's live view needs a day behind it; its picture is made by hand from a long demo.
"""

from __future__ import annotations

from typing import Any

from journey_hall import PIN, JourneyHall
from picture_files import keep

WIDE = {"width": 1920, "height": 1080}
COLOURS = 128


def walk(browser: Any, hall: JourneyHall) -> None:
    """What the hall and an officer see."""
    page = browser.new_page(viewport=WIDE)
    page.goto(f"{hall.url}/board/hall")
    page.wait_for_load_state("networkidle")
    keep(page, "board", 1280, COLOURS)
    page.close()
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.goto(f"{hall.url}/login?next=/console/7")
    page.fill("input[name=login]", "o7")
    page.fill("input[name=pin]", PIN)
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/7")
    page.wait_for_load_state("networkidle")
    keep(page, "console", 1100, COLOURS)
    page.close()
