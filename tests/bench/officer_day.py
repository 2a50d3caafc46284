"""An officer's commonest day: one key a citizen, and nothing else is ever pressed.

A real server and Chromium. Citizens of all groups of a counter come, one in ten with priority; whom
Next must call is worked out here from the order in which they came, and compared with the page and
with the journal.
"""

from __future__ import annotations

import json
import os
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import console
import console_soak
import demo
from playwright.sync_api import Page, sync_playwright
from works import Row

from server.domain import facts as f
from server.runtime import ThreadRuntime
from server.store import journal
from server.store.store import Store

VISITS, AHEAD, PRIORITY_EVERY = 200, 12, 10
"""Citizens of the day, how many wait at once, and every which of them has priority."""
Issue = Callable[[int, bool], dict[str, Any]]
"""Gives the i-th citizen a number, with priority or without; answers the ticket."""


@dataclass
class Line:
    """Who waits, in the order in which they came; a credit is longer than this day."""

    waiting: list[dict[str, Any]] = field(default_factory=list)

    def pop(self) -> int:
        """The number that the rule must call now: priority first, else the earliest."""
        first = next((one for one in self.waiting if one["priority"]), self.waiting[0])
        self.waiting.remove(first)
        return int(first["number"])


@dataclass
class Day:
    """What was pressed, and the numbers that had to be called, and were shown, in order."""

    keys: int = 0
    wanted: list[int] = field(default_factory=list)

    def press(self, page: Page) -> None:
        """Next, once a press counts again."""
        page.wait_for_selector("body:not([data-rest]) #next:enabled")
        page.keyboard.press("Enter")
        self.keys += 1


def work(page: Page, issue: Issue, visits: int, ahead: int = AHEAD) -> Day:
    """Serve ``visits`` citizens on an open console whose counter is idle, by Next alone."""
    day, line, coming = Day(), Line(), iter(range(visits))

    def come(n: int) -> None:
        for i in islice(coming, n):
            line.waiting.append(issue(i, i % PRIORITY_EVERY == PRIORITY_EVERY - 1))

    come(ahead)
    page.wait_for_selector(".why li")  # while nobody is seen, Next would wait for somebody
    for _ in range(visits):
        day.wanted.append(line.pop())
        day.press(page)
        page.wait_for_selector(f"#console .who h1:text-is('{day.wanted[-1]}')")
        come(1)
    day.press(page)
    page.wait_for_selector("body[data-state=idle]")
    return day


def finished(data: Path, counter: int) -> tuple[list[str], list[str]]:
    """Tickets of the journal as they were called to and finished at a counter, in order."""
    store = Store(data, ThreadRuntime(), starts=False)
    try:
        with store.read() as db:
            told = [one.fact for one in journal.read(db)]
    finally:
        store.close()
    calls = [one for one in told if isinstance(one, f.TicketCalled)]
    ends = [one for one in told if isinstance(one, f.ServiceFinished)]
    return _tickets_at(counter, calls), _tickets_at(counter, ends)


def _tickets_at(
    counter: int, told: Sequence[f.TicketCalled] | Sequence[f.ServiceFinished]
) -> list[str]:
    return [one.ticket for one in told if one.counter == counter]


def in_order(data: Path, counter: int, ids: Sequence[str]) -> bool:
    """Whether the journal says that just these were called and finished, in this order."""
    return finished(data, counter) == (list(ids), list(ids))


def rows() -> Iterator[Row]:
    """The day at the first counter of a demo without citizens."""
    with demo.hall("--no-citizens", "--port", console.free_port()) as folder:
        told = json.loads((folder / "demo.json").read_text(encoding="utf-8"))
        yield _day(folder, told)


def _day(folder: Path, told: dict[str, Any]) -> Row:
    officer, tickets = told["officers"][0], []
    groups = cycle(console_soak.groups_of(told, officer["counter"]))

    def issue(i: int, priority: bool) -> dict[str, Any]:
        tickets.append(_ticket(told, next(groups), priority))
        return tickets[-1]

    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        console.sit_down(page, told)
        day = work(page, issue, VISITS)
        browser.close()
    ids = {one["number"]: one["id"] for one in tickets}
    right = in_order(folder, officer["counter"], [ids[number] for number in day.wanted])
    return Row(
        f"{VISITS} visits at one counter by keyboard, 1366×768",
        "one key a citizen, in the order of the rule",
        f"{day.keys} keys, {day.keys / VISITS:.3f} a citizen; "
        f"called and finished {'in the right order' if right else 'OTHERWISE'}",
        f"load {os.getloadavg()[0]:.1f}",
        right and len(day.wanted) == VISITS and day.keys == VISITS + 1,
    )


def _ticket(told: dict[str, Any], group: str, priority: bool) -> dict[str, Any]:
    body = json.dumps({"group": group, "priority": priority}).encode()
    secret = told["kiosks"][0]["secret"]
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
    asked = urllib.request.Request(f"{told['server']}/api/v1/tickets", body, headers)
    with urllib.request.urlopen(asked) as answer:
        made: dict[str, Any] = json.loads(answer.read())
    return made
