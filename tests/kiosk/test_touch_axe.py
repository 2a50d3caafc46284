"""WCAG 2.2 AA on every step: axe finds nothing, in every layout, mode and language."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

TOOL = Path(__file__).parents[1] / "tools" / "kiosk_axe.py"
STEPS = [
    *("start_with_bookings", "start_alone", "start_in_a_break", "away", "shut", "out_of_paper"),
    *("search", "search_with_a_shut_group", "search_that_finds_nothing", "departments"),
    *("groups_of_the_police", "confirm_shortly_before_closing", "confirm_refused", "all_papers"),
    *("booking_refused", "still_there", "done_on_paper", "done_not_printed", "staff_are_coming"),
]


@pytest.fixture(scope="module")
def axe() -> Any:
    """The tool."""
    spec = importlib.util.spec_from_file_location("kiosk_axe", TOOL)
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


PORTRAIT, LANDSCAPE = {"width": 1080, "height": 1920}, {"width": 1920, "height": 1080}
DRAWN = "new Promise((r) => requestAnimationFrame(() => setTimeout(r)))"


@pytest.mark.parametrize("step", STEPS)
def test_axe_finds_nothing_on_any_step_in_any_layout(axe: Any, screens: Any, step: str) -> None:
    getattr(screens, step)()
    page = screens.stage.page
    found = {"plain": axe.findings(page)}

    def also(name: str, *pressed: str) -> None:
        for control in pressed:
            page.evaluate("(id) => document.getElementById(id).click()", control)
        page.evaluate(DRAWN)
        found[name] = axe.findings(page)

    if page.locator("dialog[open]").count() == 0:
        page.set_viewport_size(PORTRAIT)
        also("large", "large")
        also("large and lowered", "low")
        also("lowered, in contrast", "large", "contrast")
        also("english", "language")
    page.set_viewport_size(LANDSCAPE)
    also("wide, in english and contrast")
    also("wide and large", "large")
    assert not any(found.values()), found
