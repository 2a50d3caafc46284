"""Updates over the air on the real MicroPython: what is taken, what is not, and the way back."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

RESTART = 75
NEW = "9.1.0"


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory, release_tool: ModuleType) -> Path:
    """A pair of keys."""
    folder = tmp_path_factory.mktemp("keys")
    release_tool.make_key(folder)
    return folder


@pytest.fixture
def shelf(tmp_path: Path, shelf_tool: ModuleType) -> Iterator[Any]:
    """Where releases are fetched from."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    handler = type("OwnShelf", (shelf_tool.Shelf,), {"asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    url = f"http://127.0.0.1:{server.server_address[1]}"
    yield SimpleNamespace(folder=folder, url=url, handler=handler)
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def publish(
    release_tool: ModuleType,
    keys: Path,
    shelf: Any,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Callable[..., None]:
    """Puts a release of a version on the shelf; ``broken`` is put at the end of its main file."""

    def put(version: str = NEW, *, broken: str = "", **more: Any) -> None:
        program = tmp_path / f"program-{version}"
        shutil.copytree(release_tool.HERE / "terminal", program, dirs_exist_ok=True)
        (program / "__init__.py").write_text(f'VERSION = "{version}"\n', "utf-8")
        with (program / "main.py").open("a", encoding="utf-8") as file:
            file.write(broken)
        monkeypatch.setattr(release_tool, "PROGRAM", program)
        more = {"release": 1000, "source": True, **more}
        release_tool.make_release(shelf.folder, keys / "release.pem", more.pop("release"), **more)

    return put


@pytest.fixture
def trial_s() -> int:
    """How long a release is tried: a busy machine takes long to connect."""
    return 60


@pytest.fixture
def device(
    make_terminal: Callable[..., Any], hall: Any, shelf: Any, keys: Path, trial_s: int
) -> Any:
    """A terminal that asks for releases every other second; it is switched off."""
    update = {"url": shelf.url, "key": "release.key", "every_s": 1, "trial_s": trial_s}
    made = make_terminal(hall.port, update=update)
    shutil.copy(keys / "release.key", made.folder / "release.key")
    return made


@pytest.fixture(params=["mosquitto"])
def hall(request: pytest.FixtureRequest, make_hall: Callable[..., Any]) -> Any:
    """Updates do not care which broker it is."""
    return make_hall(request.param)


def slots(device: Any) -> dict[str, Any]:
    """The state of the two places for programs."""
    told: dict[str, Any] = json.loads((device.folder / "slots.json").read_text("utf-8"))
    return told


def online(hall: Any, version: str, switched_on: Any = None) -> None:
    """Wait for a birth of this version; of a device that is switched on now."""
    after = len(hall.heard.all) if switched_on else 0
    if switched_on:
        switched_on.start()
    hall.hear(
        "device/box-07/status",
        lambda told: (told["state"], told["version"]) == ("online", version),
        after,
    )


def until_restart(device: Any) -> None:
    """Run until it asks to be started again."""
    device.start()
    assert device.wait_end() == RESTART


def refused(hall: Any, device: Any) -> str:
    """Run until its health says why it does not follow a release."""
    device.start()
    fault = hall.hear("device/box-07/health", lambda told: told["update"])["update"]
    device.stop()
    assert not (device.folder / "slots.json").exists()
    return str(fault)


def test_a_signed_release_is_taken_tried_and_kept(hall, device, publish):
    publish(source=False)
    until_restart(device)
    assert (slots(device)["good"], slots(device)["trying"]) == ("a", "b")
    device.start()
    online(hall, NEW)
    hall.beat()
    hall.hear("device/box-07/health", lambda told: told["up_s"] >= 0)
    hall.until(lambda: slots(device)["good"] == "b")
    device.stop()
    online(hall, NEW, switched_on=device)
    assert (slots(device)["trying"], slots(device)["version"]) == (None, NEW)


def test_a_release_signed_by_another_is_not_taken(hall, device, publish, release_tool, tmp_path):
    release_tool.make_key(tmp_path / "thief")
    publish()
    shelf = Path(device.folder.parent / "shelf")
    told = json.loads((shelf / "manifest.json").read_text("utf-8"))
    release_tool.sign(shelf, tmp_path / "thief/release.pem", told)
    assert refused(hall, device) == "update: bad signature"


def test_a_manifest_that_was_changed_is_not_taken(hall, device, publish, shelf):
    publish()
    manifest = shelf.folder / "manifest.json"
    manifest.write_text(manifest.read_text("utf-8").replace(NEW, "9.9.9"), "utf-8")
    assert refused(hall, device) == "update: bad signature"


@pytest.mark.parametrize(
    ("new", "fault"),
    [(b"99000", "rules.py is not as signed"), (b"15000  # more", "longer than it should be")],
)
def test_a_file_that_was_changed_is_not_taken(hall, device, publish, shelf, new, fault):
    publish()
    path = shelf.folder / "rules.py"
    path.write_bytes(path.read_bytes().replace(b"15000", new))
    assert refused(hall, device) == f"update: {fault}"


def test_an_older_version_is_not_taken_but_by_force(hall, device, publish):
    publish("0.0.1")
    assert "is older than" in refused(hall, device)
    publish("0.0.1", force=True, release=1001)
    until_restart(device)
    assert slots(device)["offered_version"] == "0.0.1"


def test_an_old_release_is_not_taken_again_even_when_it_was_signed_with_force(
    hall, device, publish, shelf
):
    publish("9.0.0", force=True, release=1000)
    (device.folder / "slots.json").write_text(
        json.dumps({"good": "a", "trying": None, "release": 2000, "version": "9.1.0"}), "utf-8"
    )
    device.start()
    hall.until(lambda: shelf.handler.asked.count("manifest.sig") >= 2)
    device.stop()
    assert slots(device)["release"] == 2000
    assert "main.py" not in shelf.handler.asked


def test_what_was_cut_off_is_fetched_again_and_the_rest_is_not(hall, device, publish, shelf):
    publish()
    shelf.handler.cut = "station.py"
    assert refused(hall, device) == "update: station.py is not as signed"
    shelf.handler.cut = ""
    shelf.handler.asked.clear()
    until_restart(device)
    assert "station.py" in shelf.handler.asked
    assert "board.py" not in shelf.handler.asked


def test_a_power_cut_in_the_middle_leaves_the_old_program(hall, device, publish, shelf):
    publish()
    device.start()
    hall.until(lambda: "packets.py" in shelf.handler.asked)
    device.stop()
    assert not (device.folder / "slots.json").exists() or slots(device)["trying"] == "b"
    until_restart(device)
    assert slots(device)["trying"] == "b"


def test_a_half_written_file_of_the_slots_is_not_believed(hall, device):
    (device.folder / "slots.json").write_text('{"good": "b", "tryi', "utf-8")
    device.start()
    online(hall, "0.1.0")


def test_a_release_that_cannot_start_is_given_up(hall, device, publish):
    publish(broken="\nraise ValueError('no good')\n")
    until_restart(device)
    for _ in range(2):
        device.start()
        assert device.wait_end() == 1
    online(hall, "0.1.0", switched_on=device)
    assert (slots(device)["good"], slots(device)["trying"]) == ("a", None)


def test_a_release_that_hangs_is_given_up_after_the_watchdog_has_cut_it_twice(
    hall, device, publish
):
    publish(broken="\nprint('hanging')\nwhile True:\n    pass\n")
    until_restart(device)
    for _ in range(2):
        heard = len(device.said.all)
        device.start()
        device.wait("hanging", after=heard)
        device.stop()
    online(hall, "0.1.0", switched_on=device)


@pytest.mark.parametrize("trial_s", [3])
def test_a_release_that_does_not_reach_the_server_is_given_up_and_not_taken_again(
    hall, device, publish, shelf
):
    publish()
    until_restart(device)
    assert slots(device)["trying"] == "b"
    device.start()
    assert device.wait_end() == RESTART, "no heartbeat came in three seconds"
    assert (slots(device)["good"], slots(device)["trying"]) == ("a", None)
    shelf.handler.asked.clear()
    device.start()
    hall.until(lambda: shelf.handler.asked.count("manifest.sig") >= 2)
    assert "main.py" not in shelf.handler.asked
