"""What axe-core finds on a screen of the touch page; its script comes with a package."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ASK = """(levels) => axe.run(document, {
    runOnly: { type: "tag", values: levels }, resultTypes: ["violations"],
    preload: false })
  .then(({ violations }) => violations.map(({ id, nodes }) =>
    `${id}: ${nodes.map((node) => node.target).join(", ")}`))"""


def findings(page: Any) -> list[str]:
    """Every rule of WCAG 2.2 A and AA that the screen breaks, with where."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(ASK, LEVELS)
    return found
