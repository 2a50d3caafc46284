"""WCAG 2.2 AA on every step: axe finds nothing, plain and in high contrast, in both languages."""

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


@pytest.mark.parametrize("step", STEPS)
def test_axe_finds_nothing_on_any_step(axe: Any, screens: Any, step: str) -> None:
    getattr(screens, step)()
    page = screens.stage.page
    found = {"plain": axe.findings(page)}
    if page.locator("dialog[open]").count() == 0:
        page.evaluate("document.getElementById('contrast').click()")
        found["contrast"] = axe.findings(page)
        page.evaluate("document.getElementById('language').click()")
        page.wait_for_function("() => document.documentElement.lang === 'en'")
        found["english"] = axe.findings(page)
    assert not any(found.values()), found
