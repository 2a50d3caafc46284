"""What tests of the kiosk share: an agent on a wire in memory, fake printers, a decoder."""

from __future__ import annotations

import importlib.util
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from playwright.sync_api import Browser

from broker import messages as m
from kiosk import agent, asking, hall
from kiosk.touch.app import make_page_server

TOOLS = Path(__file__).parents[1] / "tools"


def load(name: str) -> ModuleType:
    """A module of ``tests/tools``; pytest's importlib mode puts no folder on the path."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, TOOLS / f"{name}.py")
        assert spec is not None and spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture(scope="session")
def decoder() -> ModuleType:
    """The independent ESC/POS decoder."""
    return load("escpos_decoder")


@pytest.fixture
def fake_printer() -> Iterator[Callable[..., Any]]:
    """Starts fake TCP printers; keywords are ``Manners``."""
    tool = load("fake_printer")
    made: list[Any] = []

    def make(**manners: Any) -> Any:
        made.append(tool.FakePrinter(tool.Manners(**manners)))
        return made[-1]

    yield make
    for printer in made:
        printer.stop()


@pytest.fixture
def in_mood(fake_printer: Callable[..., Any]) -> Callable[..., Any]:
    """A fake printer in one of its ``MOODS``, with more manners."""

    def make(mood: str, **more: Any) -> Any:
        return fake_printer(**{**load("fake_printer").MOODS[mood], **more})

    return make


@pytest.fixture(scope="session")
def make_ticket() -> Callable[..., m.TicketReply]:
    """``ticket`` with changes."""
    made: Callable[..., m.TicketReply] = load("kiosk_world").ticket
    return made


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seconds become hundredths."""
    monkeypatch.setattr(asking, "RETRY_S", (0.0, 0.03, 0.09))
    monkeypatch.setattr(asking, "ANSWER_S", 1.5)
    monkeypatch.setattr(agent, "LOOK_S", 0.02)


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Any]:
    """A kiosk that is not started yet."""
    made = load("kiosk_world").Kiosk(tmp_path)
    yield made
    made.stop()


@pytest.fixture
def make_refusal() -> Callable[[str], m.RefusalReply]:
    """``refusal`` of a request."""
    made: Callable[[str], m.RefusalReply] = load("kiosk_world").refusal
    return made


@pytest.fixture(scope="session")
def lists() -> ModuleType:
    """Lists of procedures as a server sends them."""
    return load("hall_list")


@pytest.fixture
def hall_wire(tmp_path: Path) -> Iterator[Any]:
    """The embedded broker, running."""
    with load("hall_wire").running(tmp_path) as wire:
        yield wire


@pytest.fixture
def served(kiosk: Any) -> Iterator[int]:
    """The port of a page that really listens."""
    kiosk.start()
    server = make_page_server(kiosk.agent, 0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def stage(
    kiosk: Any, served: int, chromium: Browser, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Any]:
    """The page of a kiosk in a real browser, and the hall behind it; scripts must not fail."""
    page = chromium.new_page(viewport={"width": 1080, "height": 1920})
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    url = f"http://127.0.0.1:{served}/"
    yield load("kiosk_stage").Stage(kiosk, page, url, monkeypatch)
    page.close()
    assert wrong == []


@pytest.fixture(scope="session")
def views() -> list[Any]:
    """Both shapes, both languages, and all modes of the touch page."""
    made: list[Any] = load("kiosk_stage").VIEWS
    return made


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """``screen_name`` is each screen of the touch page."""
    if "screen_name" in metafunc.fixturenames:
        metafunc.parametrize("screen_name", load("kiosk_screens_more").NAMES)


@pytest.fixture
def screens(stage: Any, make_ticket: Any, make_refusal: Any, monkeypatch: Any) -> Any:
    """Brings each screen about; the server is not lost unless a screen says so."""
    monkeypatch.setattr(hall, "LOST_AFTER_S", 3600.0)
    return load("kiosk_screens_more").MoreScreens(stage, make_ticket, make_refusal)
