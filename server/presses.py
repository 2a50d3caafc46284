"""What each button of a counter box means."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from server.desk import Actor, Desk

Verb = Callable[[Desk, Actor, str, int], dict[str, Any]]


def _pause_or_open(desk: Desk, by: Actor, key: str, counter: int) -> dict[str, Any]:
    if desk.snapshot().hall.counter(counter).state == "open":
        return desk.pause(by, key, counter, "button")
    return desk.open(by, key, counter)


BUTTONS: dict[tuple[str, str], Verb] = {
    ("next", "press"): lambda desk, by, key, n: desk.next(by, key, n),
    ("arm", "press"): lambda desk, by, key, n: desk.arm(by, key, n),
    ("recall", "press"): lambda desk, by, key, n: desk.recall(by, key, n),
    ("recall", "hold"): lambda desk, by, key, n: desk.no_show(by, key, n),
    ("start", "press"): lambda desk, by, key, n: desk.start(by, key, n),
    ("finish", "press"): lambda desk, by, key, n: desk.finish(by, key, n),
    ("no_show", "press"): lambda desk, by, key, n: desk.no_show(by, key, n),
    ("park", "press"): lambda desk, by, key, n: desk.park(by, key, n),
    ("undo", "press"): lambda desk, by, key, n: desk.undo(by, key, n),
    ("open", "press"): lambda desk, by, key, n: desk.open(by, key, n),
    ("close", "press"): lambda desk, by, key, n: desk.close(by, key, n),
    ("pause", "press"): _pause_or_open,
}
"""(button, press or hold) to a verb; a hold without a meaning of its own is a press."""
