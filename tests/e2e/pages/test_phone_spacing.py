"""The phone page with wider spacing of text (WCAG 1.4.12): nothing that matters is cut.

The name of the centre above it may be: its letter head has two lines and no more.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
CUT = """() => [...document.querySelectorAll("main *, footer *")]
  .filter((node) => getComputedStyle(node).overflow !== "visible" && !node.closest("svg, .unseen"))
  .filter((node) => node.scrollWidth > node.clientWidth + 1
                 || node.scrollHeight > node.clientHeight + 1)
  .map((node) => node.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def keys(phone_office) -> dict[str, str]:
    """Tickets in the states that people look at longest."""
    desk = phone_office.desk(phone_office.counter())
    rating = desk.ticket("next", "start", "finish")
    called = desk.ticket("next")
    waiting = [desk.ticket() for _ in range(3)][-1]
    made = {"rating": rating, "called": called, "waiting": waiting}
    return {state: ticket["key"] for state, ticket in made.items()}


@pytest.mark.parametrize("state", ["waiting", "called", "rating"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_wider_spacing_of_text_cuts_nothing(page_of, phone_office, keys, state, lang) -> None:
    page = page_of(390, 844)
    page.goto(f"{phone_office.url}/t/{keys[state]}?lang={lang}")
    expect(page.locator("#link .icon")).to_be_visible()
    page.evaluate(
        """(css) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);
          document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]; }""",
        SPACED,
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(CUT) == []
