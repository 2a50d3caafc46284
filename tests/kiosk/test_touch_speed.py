"""The first screen is there within a second, also on a processor that is six times slower.

Six times slower than the machine of ``docs/benchmarks.md``: a machine that is slower itself, or
busy, is slowed down less, until the same piece of work takes as long there. Other work only ever
adds to what a load takes, so that one load of a few within the limit shows what the page itself
needs; ``./run bench paint`` has the median and the worst.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

SLOWER, LOADS = 6, 8
WORK_MS = 20.0
"""What ``WORK`` takes on the machine of ``docs/benchmarks.md`` at its own speed."""
WORK = """() => {
  let best = Infinity;
  for (let turn = 0; turn < 5; turn += 1) {
    const began = performance.now();
    let sum = 0;
    for (let i = 0; i < 4e6; i += 1) sum = (sum * 31 + i) % 65521;
    best = Math.min(best, performance.now() - began + (sum < 0));
  }
  return best;
}"""
AT_MOST_MS = 1000
REQUESTS = ("page.css", "page.js", ".woff2", "flower.svg", "corner.svg")
PAINTED = "() => performance.getEntriesByName('first-contentful-paint').length > 0"
STANDS = """() => {
  const shown = performance.getEntriesByName("first-contentful-paint")[0].startTime;
  return Math.round(Math.max(shown, window.stoodMs));
}"""
NOTES = """(() => {
  const watch = new MutationObserver(() => {
    if (document.querySelectorAll(".need:enabled").length < 4) return;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => { window.stoodMs = performance.now(); }));
  });
  watch.observe(document, { childList: true, subtree: true });
})()"""


def test_four_needs_stand_within_a_second_with_the_processor_six_times_slower(screens: Any) -> None:
    screens.start()
    page = screens.stage.page
    page.emulate_media(reduced_motion="no-preference")
    page.add_init_script(NOTES)
    rate = min(SLOWER, max(1.0, SLOWER * WORK_MS / page.evaluate(WORK)))
    tools = page.context.new_cdp_session(page)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": rate})
    took_ms: list[int] = []
    while len(took_ms) < LOADS and min(took_ms, default=AT_MOST_MS + 1) > AT_MOST_MS:
        page.goto(screens.stage.url)
        page.wait_for_function("() => window.stoodMs")
        page.wait_for_function(PAINTED)
        took_ms.append(page.evaluate(STANDS))
    print(f"four needs stand after {took_ms} ms, processor {rate:.1f}x slower")
    assert min(took_ms) <= AT_MOST_MS


def test_the_first_screen_asks_this_kiosk_alone_and_only_for_what_its_page_names(
    screens: Any,
) -> None:
    asked: list[str] = []
    page = screens.stage.page
    page.on("request", lambda one: asked.append(one.url))
    screens.start()
    page.wait_for_function(PAINTED)
    beyond = [url for url in asked if not url.startswith((screens.stage.url, "data:"))]
    assert beyond == []
    paths = [urlsplit(url).path for url in asked]
    more = [p for p in paths if p not in ("/", "/state") and not p.endswith(REQUESTS)]
    assert more == [], (
        "each request more costs a slow kiosk 10 ms: put it into the page or its script"
    )
    assert len([p for p in paths if p.endswith((".js", ".css"))]) == 2
