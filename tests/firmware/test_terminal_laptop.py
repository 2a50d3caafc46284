"""The terminal on a laptop: keys push the buttons of the real program."""

from __future__ import annotations

import json
import os
import sys
import threading
from types import SimpleNamespace

import pytest


@pytest.fixture
def laptop(monkeypatch, firmware_folder):
    """``laptop.py``, as Python starts it."""
    monkeypatch.syspath_prepend(str(firmware_folder / "host"))
    monkeypatch.delitem(sys.modules, "laptop", raising=False)
    monkeypatch.delitem(sys.modules, "release", raising=False)
    import laptop

    return laptop


@pytest.fixture
def keyboard():
    """Keys that a test types."""
    here, there = os.pipe()
    with os.fdopen(here) as keys:
        yield SimpleNamespace(keys=keys, type=lambda text: os.write(there, text.encode()))
        os.close(there)


def test_every_key_is_a_button_of_the_terminal(laptop, firmware):
    assert set(laptop.KEYS.values()) == set(firmware("buttons").BUTTONS)
    assert "q" not in laptop.KEYS
    assert all(key in laptop.legend() for key in laptop.KEYS)


def test_a_key_presses_and_a_capital_holds_and_q_ends(hall, laptop, keyboard, make_terminal):
    made = make_terminal(hall.port)
    config = json.loads((made.folder / "config.json").read_text("utf-8"))
    config["buttons"] = {name: pin for pin, name in enumerate(laptop.KEYS.values())}
    made.configure(config)
    running = threading.Thread(target=laptop.run, args=(made.folder, keyboard.keys))
    running.start()
    hall.hear("device/box-07/status", lambda told: told["state"] == "online")
    hall.beat()
    hall.state("called", 1012, call="c-1")
    hall.hear("shown/box-07")
    keyboard.type("n?R")
    press = hall.hear("counter/7/press", lambda told: told["button"] == "next")
    assert press["kind"] == "press"
    assert hall.hear("counter/7/press", lambda told: told["button"] == "recall")["kind"] == "hold"
    keyboard.type("q")
    running.join(60)
    assert not running.is_alive()


def test_its_settings_are_what_the_terminal_takes(laptop, firmware, tmp_path, monkeypatch):
    demo = tmp_path / "demo.json"
    demo.write_text(json.dumps({"mqtt": "mqtt://127.0.0.1:4444", "centre": "haiphong"}), "utf-8")
    asked = []

    def renewed(command, **_):
        asked.append(command[-5:])
        return SimpleNamespace(stdout="Device box-07. New secret (shown once): s3cret\n")

    monkeypatch.setattr(laptop.subprocess, "run", renewed)
    told = laptop.settings(demo, 7)
    assert asked == [["device", "renew", "box-07", "--data", str(tmp_path)]]
    checked = firmware("config").check(told)
    assert (checked["password"], checked["port"], checked["board"]) == ("s3cret", 4444, "text")
