"""What tests of the kiosk share: an agent on a wire in memory, fake printers, a decoder."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from broker import messages as m
from kiosk import agent, asking

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


@pytest.fixture(scope="session")
def make_ticket() -> Callable[..., m.TicketReply]:
    """``ticket`` with changes."""
    made: Callable[..., m.TicketReply] = load("kiosk_world").ticket
    return made


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seconds become hundredths."""
    monkeypatch.setattr(asking, "RETRY_S", (0.0, 0.03, 0.09))
    monkeypatch.setattr(asking, "ANSWER_S", 0.6)
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


@pytest.fixture
def hall_wire(tmp_path: Path) -> Iterator[Any]:
    """The embedded broker, running."""
    with load("hall_wire").running(tmp_path) as wire:
        yield wire
