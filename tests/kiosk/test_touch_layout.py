"""Every screen, in every shape, language and mode: nothing cut, crowded, covered or too small.

Large text: what is needed to take a number subtends 0.7 degrees at 600 mm (EN 301 549, 5.1.4).
A capital H is then 7.3 mm high. The smallest panel that the kiosk is made for is 15.6 inches wide
with 1,920 pixels, 5.57 to the millimetre, and capitals of Be Vietnam Pro are 0.74 of the size.
"""

from __future__ import annotations

import math
from typing import Any

import pytest

from kiosk import asking

CAPITAL_MM = 600 * math.tan(math.radians(0.7))
PX_A_MM, CAPITAL_EM = 5.57, 0.74
LEAST_PX = math.ceil(CAPITAL_MM * PX_A_MM / CAPITAL_EM)
LEAST_AND_PANEL = f"{LEAST_PX} px on a panel of {PX_A_MM} px/mm"
HELPER = (
    *("header", "footer", ".hint", ".other", ".above", ".what", ".hall", ".count", ".example"),
    *(".row .facts", ".chip .facts", ".place", ".of", ".heading", ".reader", ".byitself p"),
    *(".byitself li", ".facts3 dt", ".facts3 dd span", ".facts3 dd small", ".notes", ".phone"),
    *(".papers .all", ".slip", ".way", ".pages", ".door", ".foot", ".ends .quiet"),
    ".key[data-key^=layer]",
)
"""What helps and is not needed to go on: the frame with its clock and its controls; hints,
examples, and the same in the other language; what stands in a list and again on the next screen;
the labels of facts, and what they say besides; other ways than the one chosen; what is on paper,
too. **Everything else is needed.**"""
TOO_SMALL = """([helper, least]) => {
  const root = document.querySelector("dialog[open]") ?? document.body, found = [];
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const holder = texts.currentNode.parentElement;
    const words = texts.currentNode.data.trim().slice(0, 40);
    if (!words || holder.closest(`script, svg, ${helper}`) || !holder.checkVisibility()) continue;
    const px = parseFloat(getComputedStyle(holder).fontSize);
    if (px < least) found.push(`${px} px ${holder.className || holder.tagName}: ${words}`);
  }
  return found;
}"""
SECONDS_TO_LOOK = 30.0
LOWERED = ("portrait", "large")
"""The shape and the mode in which each screen is also looked at lowered."""
LOWER = """(low) => {
  if (document.body.classList.contains("low") !== low) document.getElementById("low").click();
  return new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
}"""


def test_no_screen_is_broken_in_any_shape_language_or_mode_and_large_text_is_large(
    screens: Any, screen_name: str, views: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    patience_s = 0.6 if screen_name == "confirm_without_an_answer" else SECONDS_TO_LOOK
    monkeypatch.setattr(asking, "ANSWER_S", patience_s)
    getattr(screens, screen_name)()
    broken: dict[str, list[str]] = {}
    for view in views:
        screens.stage.show(view)
        for low in (False, True) if (view.shape, view.mode) == LOWERED else (False,):
            if faults := seen(screens.stage, view, low):
                name = f"{view.shape} {view.lang} {view.mode}{' lowered' if low else ''}"
                broken[name] = faults
    assert broken == {}, LEAST_AND_PANEL


def seen(stage: Any, view: Any, low: bool) -> list[str]:
    """What is broken in this view, lowered to where a seated person reaches or not."""
    if (view.shape, view.mode) == LOWERED:
        stage.page.evaluate(LOWER, low)
    found: list[str] = stage.faults()
    if view.mode == "large":
        found += stage.page.evaluate(TOO_SMALL, [", ".join(HELPER), LEAST_PX])
    if low:
        stage.page.evaluate(LOWER, False)
    return found


def test_the_size_is_that_of_the_standard() -> None:
    assert pytest.approx(7.33, abs=0.01) == CAPITAL_MM
    assert LEAST_PX == 56
