"""The queue as open data: whom anybody may ask how long the wait is, as JSON and CSV.

Figures of today are kept for a minute, so that who asks often costs nothing; figures of fewer than
``FEWEST`` say nothing, because few people can be known again.
"""

from __future__ import annotations

import csv
import io
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from server import documents
from server.desk import Desk
from server.domain import sessions
from server.domain.history import FEWEST
from server.domain.history_legs import Filter
from server.domain.snapshot import Snapshot
from server.errors import ChildLate
from server.histories import Histories
from server.historyview import Asked

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
FRESH_S = 15
"""How long an answer may be kept by whoever asked."""
TODAY_S = 60.0
COLUMNS = (
    *("group", "name_vi", "name_en", "zone", "open", "waiting", "wait_low_s", "wait_high_s"),
    *("left", "today_served", "today_waits_n", "today_wait_p50_s", "today_wait_p90_s"),
)
Parts = list[dict[str, Any]]


@dataclass
class OpenData:
    """One centre's; ``ask`` counts today by group, and is slow."""

    ask: Callable[[], Parts]
    clock: Callable[[], float] = time.monotonic
    _counted: dict[str, dict[str, Any]] = field(default_factory=dict)
    _until_s: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, snap: Snapshot) -> dict[str, Any]:
        """Every group as it is now, and today so far."""
        today, groups = self._today(), documents.groups(snap)
        return {
            "centre": snap.hall.rules.centre.id,
            "at": documents.centre(snap)["now"],
            "licence": LICENCE,
            "fewest": FEWEST,
            "groups": [_row(one, today.get(one["code"])) for one in groups],
        }

    def _today(self) -> dict[str, dict[str, Any]]:
        with self._lock:
            if self.clock() >= self._until_s:
                self._counted = {one["key"]: one for one in self.ask()}
                self._until_s = self.clock() + TODAY_S
            return self._counted


def _row(group: dict[str, Any], today: dict[str, Any] | None) -> dict[str, Any]:
    told = group["wait"] or {}
    wait = today["wait"] if today else {"n": 0}
    few, served = wait["n"] < FEWEST, today["served"] if today else 0
    return {
        "group": group["code"],
        **{name: group[name] for name in ("name_vi", "name_en", "zone", "open", "waiting")},
        "wait_low_s": told.get("low_s"),
        "wait_high_s": told.get("high_s"),
        "left": group["left"],
        "today_served": None if served < FEWEST else served,
        "today_waits_n": None if few else wait["n"],
        "today_wait_p50_s": None if few else wait["p50_s"],
        "today_wait_p90_s": None if few else wait["p90_s"],
    }


def table(told: dict[str, Any]) -> str:
    """The groups as CSV with a header; empty where nothing is said."""
    text = io.StringIO()
    rows = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    rows.writeheader()
    rows.writerows({**one, "open": int(one["open"])} for one in told["groups"])
    return text.getvalue()


def today_by_group(desk: Desk, histories: Histories) -> list[dict[str, Any]]:
    """Today's figures of every group; none while they cannot be counted."""
    today = sessions.today_of(desk.plan, desk.now())
    try:
        told = histories.view(Asked(today, today, Filter(), "wait", "group"))
    except ChildLate:
        return []
    parts: list[dict[str, Any]] = told["parts"]
    return parts
