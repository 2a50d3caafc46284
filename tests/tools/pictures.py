"""Makes the pictures of the documents: ``python tests/tools/pictures.py`` walks a whole hall.

Board and console; every step of the kiosk at both shapes and every state of the phone,
in both languages. Writes ``docs/images`` and ``docs/screens.md``.
"""

from __future__ import annotations

import random
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import fake_printer
import picture_files
import picture_house
import picture_kiosk
import picture_phone
from journey_hall import JourneyHall
from playwright.sync_api import sync_playwright

PEOPLE = 110
SEED = 20_261_124
IN_SERVICE = 2
"""So many times every counter calls somebody, so that the hall is in the middle of its day."""


def main() -> int:
    """Everything, from nothing."""
    if sys.argv[1:]:
        print("pictures.py takes no arguments", file=sys.stderr)
        return 2
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        picture_files.begin()
        with hall() as running:
            picture_house.walk(browser, running)
            picture_phone.walk(browser, running)
            picture_kiosk.walk(browser, running)
        browser.close()
    picture_files.write_page(
        picture_kiosk.CAPTIONS, picture_kiosk.ONLY_TALL, picture_phone.CAPTIONS
    )
    print(f"{picture_files.total_kib():.0f} KiB in docs/images/kiosk and docs/images/phone")
    return 0


@contextmanager
def hall() -> Iterator[JourneyHall]:
    """The hall of Hải Phòng in the middle of a day, with two kiosks and their printers."""
    with ExitStack() as stack, tempfile.TemporaryDirectory() as folder:
        printers = [fake_printer.FakePrinter(fake_printer.Manners()) for _ in range(2)]
        for printer in printers:
            stack.callback(printer.stop)
        counters = range(1, 31)
        running = JourneyHall(Path(folder), printers, counters)
        stack.callback(running.stop)
        running.start()
        people(running, counters)
        yield running


def people(running: JourneyHall, counters: Any) -> None:
    """Counters that are open and busy, and people who wait as the plan says they come."""
    plan = tomllib.loads(picture_files.PLAN.read_text(encoding="utf-8"))
    rows = [row for row in plan["group"] if row["code"] not in picture_phone.KEPT]
    dice = random.Random(SEED)
    officers = [running.officer(n) for n in counters]
    for officer in officers:
        officer.do("open")
    weights = [row["share"] for row in rows]
    for row in dice.choices(rows, weights, k=PEOPLE):
        running.issue(row["code"])
    for officer in officers:
        if officer.counter not in picture_phone.KEPT.values():
            for _ in range(IN_SERVICE):
                officer.do("next")


if __name__ == "__main__":
    raise SystemExit(main())
