"""Pages in a real browser, on a server without devices."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

BEGINS = datetime(2026, 11, 24, 2, 42, tzinfo=UTC)
"""When a page was opened whose time stands."""


def _tool(name: str = "page_world") -> ModuleType:
    if name not in sys.modules:
        path = Path(__file__).parents[2] / "tools" / f"{name}.py"
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None and spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One server for all tests; each takes a counter of its own."""
    with _tool().an_office(tmp_path_factory.mktemp("office")) as running:
        yield running


@pytest.fixture(scope="session")
def page_world() -> ModuleType:
    """``page_world.an_office``: a server of a test's own."""
    return _tool()


@pytest.fixture(scope="session")
def phone_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A server of their own for the tests of citizens' pages, which need many counters."""
    with _tool().an_office(tmp_path_factory.mktemp("phones"), counters=24) as running:
        yield running


@pytest.fixture(scope="session")
def axe() -> ModuleType:
    """``axe.wrong(page)``: what axe finds."""
    return _tool("axe")


@pytest.fixture
def page_of(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages of a size, each with cookies of its own; nothing may go wrong in any."""
    opened: list[Page] = []
    wrong: list[str] = []

    def open_(width: int = 1366, height: int = 768, **more: Any) -> Page:
        page = chromium.new_page(viewport={"width": width, "height": height}, **more)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        opened.append(page)
        return page

    yield open_
    for page in opened:
        if not page.is_closed():
            page.unroute_all(behavior="ignoreErrors")  # one may be in the middle of an answer
            page.close()
    assert wrong == []


@pytest.fixture(scope="session")
def resized() -> Callable[[Page, list[tuple[int, int]]], Iterator[tuple[int, int]]]:
    """``for size in resized(page, sizes)``: the page is opened once, and looked at in each size."""

    def each(page: Page, sizes: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        for width, height in sizes:
            page.set_viewport_size({"width": width, "height": height})
            yield width, height

    return each


@pytest.fixture
def told_page(page_of: Callable[..., Page]) -> Callable[..., Page]:
    """A page that hears only what a test says: ``told_page(url, event, document)``.

    ``stands=True``: its time stands still from then on.
    """

    def open_(url: str, event: str, document: dict[str, Any], *size: int, **more: Any) -> Page:
        stands = more.pop("stands", False)
        page = more.pop("on", None) or page_of(*size)
        if stands:
            page.clock.install(time=BEGINS)
        page.route(
            "**/vendor/socket.io.esm.min.js",
            lambda route: route.fulfill(body=_tool().SILENT_SOCKET, content_type="text/javascript"),
        )
        page.route("**/static/lib/live.js", patient)
        page.goto(url)
        # An element of that id is window.say, too.
        page.wait_for_function("() => typeof window.say === 'function'")
        if stands:
            page.clock.pause_at(BEGINS + timedelta(hours=1))
        say(page, event, document)
        return page

    return open_


def patient(route: Route) -> None:
    """The page's own code, but on a busy machine no test is too slow for its next heartbeat."""
    answer = route.fetch()
    own, longer = "LOST_MS = 15000", "LOST_MS = 3_600_000"
    assert own in answer.text()
    route.fulfill(response=answer, body=answer.text().replace(own, longer))


def say(page: Page, event: str, document: dict[str, Any]) -> None:
    """The hall's clock stands at the document's ``now``; then that comes, with its letters."""
    page.evaluate(
        """([event, told]) => {
          const ms = told.now ? Date.parse(told.now) : Date.now();
          window.say("time", { ep: 1, ms, tz: "Asia/Ho_Chi_Minh" });
          window.say(event, told);
          return document.fonts.ready.then(() => 0);
        }""",
        [event, document],
    )


@pytest.fixture
def tell() -> Callable[..., None]:
    """Says another document on a page that was opened by ``told_page``."""
    return say
