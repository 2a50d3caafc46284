"""A display's surroundings for tests: documents, a wire in memory, a panel that remembers."""

from __future__ import annotations

import importlib.util
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from PIL import Image

from broker import messages as m
from broker import topics
from displays import agent as agent_module
from displays import holding
from displays.errors import PanelError
from displays.light import Light
from displays.panels import rs485 as rs485_module
from displays.panels.dots import Dots

CENTRE = "thu"
TOOLS = Path(__file__).parents[1] / "tools"


def load(name: str) -> ModuleType:
    """A module of ``tests/tools``; pytest's importlib mode puts no folder on the path."""
    spec = importlib.util.spec_from_file_location(name, TOOLS / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def number_words() -> ModuleType:
    """The independent reader of spoken numbers."""
    return load("number_words")


@pytest.fixture
def hall_wire(tmp_path: Path) -> Iterator[Any]:
    """The embedded broker, running."""
    with load("hall_wire").running(tmp_path) as wire:
        yield wire


@pytest.fixture(scope="session")
def spi() -> ModuleType:
    """Chips on an SPI bus."""
    return load("spi_bus")


@pytest.fixture
def rs485(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Any]:
    """Makes a board of an address that is plugged in; on a busy machine it may answer late."""
    monkeypatch.setattr(rs485_module, "ANSWER_S", 2.0)
    return load("rs485_board").Board  # type: ignore[no-any-return]


@pytest.fixture
def board(rs485: Callable[[int], Any]) -> Iterator[Any]:
    """A board at address 7 of an RS-485 line."""
    made = rs485(7)
    yield made
    made.unplug()


def state(ep: int = 1, rev: int = 1, **changes: Any) -> m.CounterState:
    """Number 3127 is called."""
    told: dict[str, Any] = {"v": 1, "ep": ep, "rev": rev, "state": "called", "number": 3127}
    return m.CounterState.model_validate({**told, "ttl_s": 3600, "call": "c-1", **changes})


@pytest.fixture(scope="session")
def make_state() -> Callable[..., m.CounterState]:
    """``state`` with changes."""
    return state


class MemoryWire:
    """A link that keeps what is said, in order with what a panel shows (``events``)."""

    def __init__(self) -> None:
        self.events: list[tuple[str, Any]] = []
        self.news = threading.Condition()
        self._handlers: dict[str, list[Callable[[Any], None]]] = {}

    def subscribe(self, filter: str, handler: Callable[[Any], None]) -> Callable[[], None]:
        """As a link does."""
        self._handlers.setdefault(filter, []).append(handler)
        return lambda: None

    def publish(self, topic: str, payload: bytes, *, qos: int = 1, retain: bool = False) -> None:
        """Keep it under its topic's kind."""
        self.note(topics.parse(CENTRE, topic).spec.name, payload)

    @property
    def heard_on(self) -> list[str]:
        """The topics that somebody listens to, in the order of asking."""
        return list(self._handlers)

    def note(self, kind: str, what: Any) -> None:
        """Something happened."""
        with self.news:
            self.events.append((kind, what))
            self.news.notify_all()

    def tell(self, message: m.Message, *, retain: bool = False, counter: int = 7) -> None:
        """A heartbeat or a counter's state comes in."""
        spec = topics.TIME if isinstance(message, m.Heartbeat) else topics.COUNTER_STATE
        self.hear(topics.build(CENTRE, spec, counter=counter), m.encode(message), retain=retain)

    def hear(self, topic: str, payload: bytes, *, retain: bool = False) -> None:
        """Something comes in, if anybody listens."""
        for handler in self._handlers.get(topic, []):
            handler(SimpleNamespace(topic=topic, payload=payload, retain=retain))

    def beat(self, ep: int = 1) -> None:
        """One heartbeat."""
        self.tell(m.Heartbeat(ep=ep, ms=0, tz="Asia/Ho_Chi_Minh"))

    def on(self, kind: str) -> list[Any]:
        """Everything of a kind so far."""
        with self.news:
            return [what for found, what in self.events if found == kind]

    def wait_until(self, is_so: Callable[[], bool], timeout_s: float = 30.0) -> None:
        """Until something makes it so."""
        with self.news:
            assert self.news.wait_for(is_so, timeout_s), [kind for kind, _ in self.events]


@pytest.fixture
def wire() -> MemoryWire:
    """A new wire."""
    return MemoryWire()


@pytest.fixture
def emulated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every frame that the emulator of HUB75 modules has shown, as rows of dots."""
    monkeypatch.chdir(tmp_path)
    wanted = {"pixel_outline": 0, "pixel_size": 1, "pixel_style": "square", "pixel_glow": 0}
    wanted |= {"display_adapter": "raw", "allow_adapter_fallback": False, "icon_path": None}
    wanted |= {"emulator_title": None, "browser": {}, "log_level": "error"}
    Path("emulator_config.json").write_text(json.dumps(wanted), encoding="utf-8")
    from RGBMatrixEmulator.adapters.raw_adapter import RawAdapter

    shown: list[Any] = []
    monkeypatch.setattr(RawAdapter, "draw_to_screen", lambda _, dots: shown.append(dots.tolist()))
    return shown


class SpyPanel(Dots):
    """Notes every picture on the wire's list; may refuse them."""

    size = (32, 8)

    def __init__(self, wire: MemoryWire) -> None:
        self._wire = wire
        self.broken = False
        self.refused = 0

    def show(self, image: Image.Image) -> None:
        """Keep it, or refuse it."""
        if self.broken:
            self.refused += 1
            self._wire.note("refused", self.refused)
            raise PanelError("no power")
        self._wire.note("panel", image.tobytes())

    def close(self) -> None:
        """Go dark."""
        self._wire.note("dark", None)


@pytest.fixture
def panel(wire: MemoryWire) -> SpyPanel:
    """The light's panel."""
    return SpyPanel(wire)


@pytest.fixture
def light(wire: MemoryWire, panel: SpyPanel, monkeypatch: pytest.MonkeyPatch) -> Iterator[Light]:
    """Counter 7's light, running, with an impatient clock."""
    monkeypatch.setattr(holding, "RETRY_FIRST_S", 0.01)
    monkeypatch.setattr(agent_module, "STEADY_S", 0.05)
    made = Light("led-07", CENTRE, 7, wire, panel, "session-1")
    made.listen()
    thread = threading.Thread(target=made.run)
    thread.start()
    yield made
    made.stop()
    thread.join()
