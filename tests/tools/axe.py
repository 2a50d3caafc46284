"""Asks axe-core what is wrong with a page: rules of WCAG 2.2 A and AA, and best practices.

axe-core comes with the package ``axe-playwright-python``; nothing is loaded from outside.
"""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def wrong(page: Any, *without: str) -> list[str]:
    """What axe finds on a page of Playwright, one line each; ``without`` names rules to leave out.

    Evaluated through the browser's own tools, so that the page's content policy stays as it is.
    """
    page.wait_for_load_state("load")
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(
        """([tags, without]) => axe.run(document, {
          runOnly: { type: "tag", values: tags },
          resultTypes: ["violations"],
          preload: false, // only an experimental rule reads the style sheets
          rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])),
        }).then((told) => told.violations)""",
        [RULES, list(without)],
    )
    return [
        f"{one['id']}: {one['help']}: {', '.join(str(node['target']) for node in one['nodes'])}"
        for one in found
    ]
