"""The memory of every kind of display agent, as ``luot-display`` is started in a hall."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from works import Row

if TYPE_CHECKING:
    from light_hall import LightHall

RSS_MIB = 45.0
CALLS = 12
BETWEEN_S = 1.5
KINDS = {
    "PNG, a counter": ["--panel", "png:{folder}", "--counter", "3"],
    "terminal, a counter": ["--panel", "terminal", "--counter", "4"],
    "board, PNG 128x64": ["--size", "128x64", "--panel", "png:{folder}"],
    "board, PNG 192x64": ["--size", "192x64", "--panel", "png:{folder}"],
    "board, terminal 192x64": ["--size", "192x64", "--panel", "terminal"],
}
BOARD = ["board", "--id", "board-a", "--zone", "a"]


@dataclass(frozen=True)
class Weight:
    """Memory of a process in MiB: resident, at its most, and its share of what others use too."""

    rss: float
    most: float
    pss: float


def weigh(pid: int) -> Weight:
    """As the kernel says."""
    told = Path(f"/proc/{pid}/status").read_text() + Path(f"/proc/{pid}/smaps_rollup").read_text()

    def mib(name: str) -> float:
        found = re.search(rf"^{name}:\s+(\d+) kB", told, re.MULTILINE)
        assert found
        return int(found[1]) / 1024

    return Weight(mib("VmRSS"), mib("VmHWM"), mib("Pss"))


def row(kind: str, weight: Weight) -> Row:
    """A line of the table."""
    return Row(
        f"a display agent's RSS: {kind}",
        f"≤ {RSS_MIB:.0f} MiB",
        f"{weight.rss:.1f} MiB, {weight.most:.1f} at its most (PSS {weight.pss:.1f})",
        "",
        weight.most <= RSS_MIB,
    )


def rows(hall: LightHall, folder: Path) -> Iterator[Row]:
    """Each kind by itself, while numbers are called."""
    for kind, options in KINDS.items():
        yield row(kind, _calling(hall, folder, options))


def _calling(hall: LightHall, folder: Path, options: list[str]) -> Weight:
    counter = int(options[-1]) if "--counter" in options else 0
    name = f"led-{counter:02d}" if counter else "board-a"
    command = [sys.executable, "-m", "displays.cli", *([] if counter else BOARD)]
    command += [word.format(folder=folder / "lit") for word in options]
    command += ["--centre", "bench", "--mqtt", f"mqtt://127.0.0.1:{hall.mqtt_port}"]
    environment = {**os.environ, "LUOT_MQTT_PASSWORD": hall.passwords[name]}
    child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    pause = threading.Event()
    try:
        pause.wait(2 * BETWEEN_S)
        for at in range(CALLS):
            hall.next(counter or at % 8 + 1)
            pause.wait(BETWEEN_S)
        return weigh(child.pid)
    finally:
        child.terminate()
        child.wait(10)
