"""One hall of real processes for all journeys, its printers, and people who read its slips."""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[3]
COUNTERS = (8, 10, 18, 30)
SIZES = {"portrait": (1080, 1920), "landscape": (1920, 1080)}


def _tool(name: str) -> ModuleType:
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, ROOT / "tests" / "tools" / f"{name}.py")
        assert spec is not None and spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture(scope="session")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Mosquitto, a server, two kiosks and their printers. Every test leaves the server alive."""
    printer = _tool("fake_printer")
    with ExitStack() as stack:
        printers = [printer.FakePrinter(printer.Manners()) for _ in range(2)]
        for one in printers:
            stack.callback(one.stop)
        folder = tmp_path_factory.mktemp("journey")
        made = _tool("journey_hall").JourneyHall(folder, printers, COUNTERS)
        stack.callback(made.stop)
        made.start()
        yield made


@pytest.fixture(scope="session")
def plan() -> dict[str, Any]:
    """The plan's departments by id and its groups by code, as they are called in both languages."""
    path = ROOT / "server" / "plans" / "haiphong" / "plan.toml"
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    departments = {row["id"]: row for row in told["department"]}
    return {"departments": departments, "groups": {row["code"]: row for row in told["group"]}}


@pytest.fixture
def person(hall: Any, page_of: Callable[..., Page]) -> Callable[..., Any]:
    """Somebody in front of a kiosk: ``person(lang, shape)``."""

    def make(lang: str = "vi", shape: str = "portrait", kiosk: int = 0, **more: Any) -> Any:
        made = _tool("kiosk_person").Person(
            page_of(*SIZES[shape], **more), hall.kiosks[kiosk], lang
        )
        made.arrive()
        return made

    return make


@pytest.fixture
def slips(hall: Any) -> Any:
    """What came out of the printers of the hall."""
    return Slips(hall)


class Slips:
    """``count`` and ``read`` of one kiosk's paper."""

    def __init__(self, hall: Any) -> None:
        self._hall = hall

    def count(self, kiosk: int = 0) -> int:
        """How many so far."""
        return len(self._hall.printers[kiosk].slips)

    def read(self, which: int, kiosk: int = 0) -> Any:
        """The number and the address on a slip, the first is 0; waits for it."""
        job = self._hall.printers[kiosk].wait_slips(which + 1, 15.0)[which]
        return _tool("slip_reader").read(_tool("escpos_decoder").decode(job).paper)


@pytest.fixture
def page_of(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Pages of a size, each somebody else's; no script may fail in any."""
    opened: list[Page] = []
    wrong: list[str] = []

    def open_(width: int, height: int, **more: Any) -> Page:
        page = chromium.new_page(viewport={"width": width, "height": height}, **more)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        opened.append(page)
        return page

    yield open_
    for page in opened:
        page.close()
    assert wrong == []


@pytest.fixture
def until() -> Callable[..., Any]:
    """Waits for a condition."""
    made: Callable[..., Any] = _tool("journey_hall").until
    return made
