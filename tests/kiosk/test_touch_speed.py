"""The first screen is there within a second, also on a processor that is six times slower."""

from __future__ import annotations

from typing import Any

SLOWER = 6
AT_MOST_MS = 1000
FIRST = """() => Math.round(performance.getEntriesByName("first-contentful-paint")[0].startTime)"""
DRAWN = "() => performance.getEntriesByName('first-contentful-paint').length > 0"


def test_the_page_is_painted_within_a_second_with_the_processor_six_times_slower(
    screens: Any,
) -> None:
    screens.start()
    page = screens.stage.page
    page.emulate_media(reduced_motion="no-preference")
    tools = page.context.new_cdp_session(page)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    screens.stage.load()
    page.wait_for_selector(".need")
    page.wait_for_function(DRAWN)
    first_ms = page.evaluate(FIRST)
    whole_ms = page.evaluate("() => Math.round(performance.now())")
    print(f"first paint {first_ms} ms, four needs by {whole_ms} ms, processor {SLOWER}x slower")
    assert first_ms <= AT_MOST_MS
