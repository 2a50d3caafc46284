"""Lights: press to photons, a boot in the middle of the day, memory and processor of an agent."""

from __future__ import annotations

import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import speaker_boot
import weights
from floors import TwoHops
from gate import Gate
from light_hall import Lamps, LightHall, light_hall
from wire import Presses
from works import Row, percentile_ms

ROUNDS, BOOTS = 200, 5
BLINKING_S = 16.0
CPU_PERCENT, BOOT_S, RATIO = 1.0, 2.0, 1.5


def rows() -> Iterator[Row]:
    """A hall with one light that is watched."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with light_hall(folder, 8) as hall:
            lamps = Lamps(hall, folder, [1], hall.mqtt_port)
            try:
                lamps.wait(lambda one: one["state"] == "idle")
                yield _photons(hall, folder, lamps)
                yield from _weight(hall, lamps)
                yield weights.row("MAX7219, a counter", lamps.weight())
            finally:
                lamps.stop()
            yield from weights.rows(hall, folder)
            yield _boots(hall, folder)
            yield speaker_boot.row(hall)


def _photons(hall: LightHall, folder: Path, lamps: Lamps) -> Row:
    presses = Presses(hall.mqtt_port, "tool", hall.passwords["tool"], 1)
    raw, durable = TwoHops(folder / "raw", False), TwoHops(folder / "durable", True)
    told, lit, hops, commits = [], [], [], []
    try:
        for _ in range(ROUNDS):
            began_s = time.monotonic()
            told.append(presses.once_s())
            picture = lamps.wait(lambda one: one["number"] == presses.number)
            lit.append(picture["t"] - began_s)
            hops.append(raw.once_s())
            commits.append(durable.once_s())
    finally:
        for one in (presses, raw, durable):
            one.stop()
    floor_s = statistics.median(told)
    ratio = statistics.median(lit) / floor_s
    return Row(
        "press (MQTT) → the frame's last byte is on the bus of a MAX7219 chain",
        f"p50 ≤ {RATIO} × press → display of the same presses",
        f"p50 {percentile_ms(lit, 0.5):.1f} ms, p99 {percentile_ms(lit, 0.99):.1f} ms: "
        f"{ratio:.2f} × (n = {len(lit)})",
        f"a bare client has the state after p50 {percentile_ms(told, 0.5):.1f} ms, p99 "
        f"{percentile_ms(told, 0.99):.1f} ms; two raw hops p50 {percentile_ms(hops, 0.5):.1f} ms, "
        f"with a commit {percentile_ms(commits, 0.5):.1f} ms",
        ratio <= RATIO,
    )


def _weight(hall: LightHall, lamps: Lamps) -> Iterator[Row]:
    number = hall.next(1)
    lamps.wait(lambda one: one["number"] == number)
    pause = threading.Event()
    pause.wait(1)
    used_s, began_s, frames = lamps.cpu_s(), time.monotonic(), len(lamps.shown)
    pause.wait(BLINKING_S)
    took_s = time.monotonic() - began_s
    percent = 100 * (lamps.cpu_s() - used_s) / took_s
    yield Row(
        f"a display agent while it blinks, {took_s:.0f} s",
        f"≤ {CPU_PERCENT:.0f} % of a core",
        f"{percent:.2f} % of a core, {len(lamps.shown) - frames} frames",
        "",
        percent <= CPU_PERCENT,
    )


def _boots(hall: LightHall, folder: Path) -> Row:
    """The agent runs; then its network comes, with a number called long ago."""
    number = hall.next(2)
    took = []
    for _ in range(BOOTS):
        gate = Gate(hall.mqtt_port)
        lamps = Lamps(hall, folder, [2], gate.port)
        try:
            lamps.wait(lambda one: one["state"] is None)
            threading.Event().wait(1.5)
            came_s = time.monotonic()
            gate.open()
            right = lamps.wait(lambda one: one["number"] == number)
            took.append(right["t"] - came_s)
            early = [one for one in lamps.shown if one["t"] < came_s and one["number"]]
        finally:
            lamps.stop()
            gate.shut()
    return Row(
        "a light boots in the middle of the day: network → right number",
        f"≤ {BOOT_S:.0f} s, nothing before",
        f"worst {max(took):.2f} s, median {statistics.median(took):.2f} s of {BOOTS}"
        + (", A NUMBER BEFORE" if early else ", nothing before"),
        "",
        max(took) <= BOOT_S and not early,
    )
