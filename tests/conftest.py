"""One browser for each process of the tests: a second one cannot be started beside it.

A machine may be slow: no test fails by the clock of the browser or of Hypothesis.
"""

from __future__ import annotations

import runpy
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, expect, sync_playwright

TOOLS = Path(__file__).parent / "tools"
expect.set_options(timeout=20_000)
settings.register_profile("rules", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rules")

WITHOUT = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "PaintHolding", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "ThirdPartyStoragePartitioning", "OptimizationHints"),
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "MediaRouter"),
    *("LensOverlay", "AvoidCorsURLLoaderRestartOnRedirect", "NetworkTimeServiceQuerying"),
    *("AimEnabled", "PreconnectToSearch", "TcpPortRandomizationWin"),
)
"""What a browser of tests does without. The first two are pages behind the address bar: each new
page of ours loads both, and takes twice the processor's time. The rest is what Playwright takes
away itself; a list of one's own stands in place of its list."""

LONG_ONES_FIRST = ("e2e", "faults", "firmware", "kiosk")
"""Folders whose files take long: begun at the end, one of them would run alone."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first; each file stays whole, and in its own order."""
    tests = Path(__file__).parent

    def place(item: pytest.Item) -> int:
        folder = item.path.relative_to(tests).parts[0]
        return LONG_ONES_FIRST.index(folder) if folder in LONG_ONES_FIRST else len(LONG_ONES_FIRST)

    items.sort(key=place)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser, without the windows around its pages where it comes so: half the work."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium-headless-shell") or "/usr/bin/chromium",
            args=["--no-sandbox", f"--disable-features={','.join(WITHOUT)}"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session", autouse=True)
def applications_made_quickly() -> Iterator[None]:
    """What all applications compile, they compile once."""
    with runpy.run_path(str(TOOLS / "quick_flask.py"))["quickly"]():
        yield


@pytest.fixture(scope="session")
def create_centre() -> Callable[[Path], Path]:
    """``create_centre(folder)``: a new database."""
    made: Callable[[Path], Path] = runpy.run_path(str(TOOLS / "new_centre.py"))["create"]
    return made
