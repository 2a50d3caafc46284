"""The broker is restarted under sixty lights while calls go on: when are all right again?"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from light_hall import Lamps, LightHall, light_hall
from works import Row

LIGHTS, PROCESSES = 60, 4
OUTAGES_S = (1.0, 4.0, 12.0)
RIGHT_S, NOTICED_S = 5.0, 0.5


def rows() -> Iterator[Row]:
    """One restart for each length of an outage."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with light_hall(folder, LIGHTS) as hall:
            each = LIGHTS // PROCESSES
            parts = [range(i * each + 1, (i + 1) * each + 1) for i in range(PROCESSES)]
            lamps = [Lamps(hall, folder, part, hall.mqtt_port) for part in parts]
            try:
                numbers = _call_all(hall)
                _right_s(lamps, numbers)
                for outage_s in OUTAGES_S:
                    before = numbers
                    row, numbers = _restart(hall, lamps, before, outage_s)
                    yield row
            finally:
                for one in lamps:
                    one.stop()


def _call_all(hall: LightHall) -> dict[int, int]:
    return {n: hall.next(n) for n in range(1, LIGHTS + 1)}


def _restart(
    hall: LightHall, lamps: list[Lamps], before: dict[int, int], outage_s: float
) -> tuple[Row, dict[int, int]]:
    seen = [len(one.shown) for one in lamps]
    hall.daemon.stop()
    gone_s = time.monotonic()
    numbers = _call_all(hall)
    threading.Event().wait(max(outage_s - (time.monotonic() - gone_s), 0))
    hall.daemon.start()
    back_s = time.monotonic()
    right_s = _right_s(lamps, numbers) - back_s
    after = [one for lamp, at in zip(lamps, seen, strict=True) for one in lamp.shown[at:]]
    stale = [
        one
        for one in after
        if one["t"] > gone_s + NOTICED_S and one["number"] == before[one["counter"]]
    ]
    dark = {one["counter"] for one in after if one["state"] is None}
    met = right_s <= RIGHT_S and not stale and len(dark) == LIGHTS
    return (
        Row(
            f"{LIGHTS} lights in {PROCESSES} processes, broker away for {back_s - gone_s:.0f} s, "
            "a new call at every counter meanwhile",
            f"all right again ≤ {RIGHT_S:.0f} s, none shows an old number",
            f"the last after {right_s:.2f} s; {len(dark)} said that the link was lost, "
            f"{len(stale)} showed an old number",
            "",
            met,
        ),
        numbers,
    )


def _right_s(lamps: list[Lamps], numbers: dict[int, int]) -> float:
    """When the last light got its number, by the machine's monotonic clock."""
    found = []
    for lamp in lamps:
        for counter in sorted(lamp.now()):
            wanted = (counter, numbers[counter])
            told = lamp.wait(lambda one: (one["counter"], one["number"]) == wanted, 60)  # noqa: B023
            found.append(told["t"])
    return float(max(found))
