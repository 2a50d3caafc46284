"""Long tables are drawn a few rows at a time: whoever calls at a desk does not wait for a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from server.breath import Breath


class Rows(list[Any]):
    """Rows that breathe while a template goes through them."""

    def __init__(self, rows: list[Any], breath: Breath) -> None:
        super().__init__(rows)
        self._breath = breath

    def __iter__(self) -> Iterator[Any]:
        return self._unhurried(super().__iter__())

    def __reversed__(self) -> Iterator[Any]:
        return self._unhurried(super().__reversed__())

    def _unhurried(self, rows: Iterator[Any]) -> Iterator[Any]:
        for row in rows:
            self._breath()
            yield row


def unhurried(found: dict[str, Any], rest: Callable[[], None]) -> dict[str, Any]:
    """What was found, whose lists are ``Rows``, also those of what stands inside it; ``rest``
    is a runtime's."""
    return _with(found, Breath(rest))


def _with(found: dict[str, Any], breath: Breath) -> dict[str, Any]:
    made = dict(found)
    for name, value in found.items():
        if isinstance(value, list):
            made[name] = Rows(value, breath)
        elif isinstance(value, dict):
            made[name] = _with(value, breath)
    return made
