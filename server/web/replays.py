"""Whole answers to requests that may be repeated: the same key, the same bytes.

The desk keeps what a verb did; an answer also shows the counter, which may have changed since.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from server.desk import Actor
from server.domain.errors import refuse

REMEMBERED = 5_000
"""How many answers are kept: retries come within seconds."""


class Replays:
    """The newest answers by who asked and under which key; in memory only."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[Actor, str], Any] = OrderedDict()

    def same(self, by: Actor, key: str | None, make: Callable[[], Any]) -> Any:
        """The answer given before, or the one that ``make`` makes now."""
        if key is None:
            return make()
        found = self._kept.get((by, key))
        if found is None:
            found = self._kept[by, key] = make()
            while len(self._kept) > REMEMBERED:
                self._kept.popitem(last=False)
        return found

    def same_asked(self, by: Actor, key: str | None, asked: str, make: Callable[[], Any]) -> Any:
        """The same, for an answer that the desk keeps nowhere.

        Raises Refused when the key stands for something else that was asked.
        """
        apart = None if key is None else f"asked {key}"
        first, made = self.same(by, apart, lambda: (asked, make()))
        if first != asked:
            raise refuse("idempotency-conflict")
        return made
