"""``luot-display board`` as people start it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from broker import messages as m
from broker import topics
from displays.arrows import parse
from displays.boardlook import BoardLook
from displays.boards import board_frame
from displays.cli import main
from displays.errors import BadSetting
from displays.panels.png import as_dots

SHOWN = "luot/v1/thu/shown/led-07"
STATUS = "luot/v1/thu/device/led-07/status"
HEALTH = "luot/v1/thu/device/led-07/health"
BOARD = "luot/v1/thu/board/a"
END_S = 60.0
ROWS = [{"number": 3127, "counter": 14, "state": "called", "age_ms": 30_000, "call": "c-1"}]
ROWS += [{"number": 12, "counter": 3, "state": "serving", "age_ms": 90_000}]
START = ["board", "--id", "led-07", "--centre", "thu", "--zone", "a"]


def zone() -> m.Board:
    """Two rows."""
    told = {"v": 1, "ep": 1, "rev": 1, "rows": ROWS, "waiting": [], "notice": None}
    return m.Board.model_validate(told)


@contextmanager
def begun(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is gone afterwards, whatever it does."""
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as child:
        try:
            yield child
        finally:
            child.kill()


def test_a_board_shows_what_the_broker_kept_says_so_and_leaves_in_order(
    hall_wire: Any, tmp_path: Path
) -> None:
    server = hall_wire.connect("server", SHOWN, STATUS, HEALTH, BOARD)
    server.publish_message(topics.BOARD, zone(), zone="a")
    hall_wire.wait_heard(lambda got: got.topic == BOARD)
    command = [sys.executable, "-m", "displays.cli", *START, "--mqtt", hall_wire.url]
    command += ["--panel", f"png:{tmp_path}", "--size", "128x64", "--arrow", "left=1-9"]
    environment = {**os.environ, "LUOT_MQTT_PASSWORD": hall_wire.passwords["led-07"]}
    with begun(command, environment) as child:
        hall_wire.wait_heard(lambda got: got.topic == STATUS and b"online" in got.payload)
        server.publish_message(topics.TIME, m.Heartbeat(ep=1, ms=0, tz="UTC"))
        told = hall_wire.wait_heard(lambda got: got.topic == SHOWN)
        assert m.decode(m.Shown, told.payload).call == "c-1"
        health = hall_wire.wait_heard(lambda got: got.topic == HEALTH)
        assert m.decode(m.DeviceHealth, health.payload).trouble is None
        with Image.open(tmp_path / "led-07.png") as seen:
            picture = seen.convert("RGB").tobytes()
        look = BoardLook(zone(), age_s=60.0, arrows=dict.fromkeys(range(1, 10), "←"))
        assert picture == as_dots(board_frame(look, (128, 64))).tobytes()
        child.send_signal(signal.SIGTERM)
        assert child.wait(END_S) == 0
        assert child.stderr is not None and child.stderr.read() == b""
    hall_wire.wait_heard(lambda got: got.topic == STATUS and b"offline" in got.payload)


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["--size", "big"], "write WIDTHxHEIGHT"),
        (["--size", "48x8"], "a zone's board needs 56x8 dots or more, this is 48x8: set --size"),
        (["--panel", "max7219", "--size", "60x8"], "set --size to a width in steps of 8"),
        (["--panel", "tm1637"], "with --size, or rs485:PORT@ADDRESS/luot4"),
        (["--dim", "soon=50"], "write HH:MM=PERCENT"),
        (["--arrow", "back=3"], "write left|right|ahead=COUNTERS"),
        (["--arrow", "left=x"], "counters are written 1-9,12"),
    ],
)
def test_what_cannot_be_is_one_line_with_what_to_set(
    arguments: list[str],
    hint: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("LUOT_MQTT_PASSWORD", "s")
    assert main([*START, "--mqtt", "mqtt://127.0.0.1:1", *arguments]) == 1
    told = capsys.readouterr().err
    assert hint in told and told.count("\n") == 1


def test_without_a_secret_a_board_says_how_to_make_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("LUOT_MQTT_PASSWORD", raising=False)
    assert main(START) == 1
    assert "luot device add led-07 --role display" in capsys.readouterr().err


def test_arrows_are_read_by_ranges_and_a_counter_has_one_way() -> None:
    assert parse(["left=1-3,9", "ahead=4"]) == {1: "←", 2: "←", 3: "←", 9: "←", 4: "↑"}
    with pytest.raises(BadSetting, match="counter 3 has two ways"):
        parse(["left=1-3", "right=3"])
