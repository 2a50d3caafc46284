"""What each button of a counter box means."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from broker import messages as m
from server.desk import Actor, Desk
from server.domain.errors import Refused
from server.domain.facts import to_ms

FRESH_MS = 5_000
"""A push this old is forgotten by whoever pushed: it calls nobody any more."""
Verb = Callable[[Desk, Actor, str, int], dict[str, Any]]


def is_stale(at_ms: int | None, now_ms: int) -> bool:
    """Did a press come too late? Never known of one that does not say when it was."""
    return at_ms is not None and now_ms - at_ms > FRESH_MS


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


class Presses:
    """What becomes of presses: one at a time at each button of a counter.

    A button that bounces sends several with ids of their own before the first is answered; all but
    that one are answered with ``press-bounced`` and do nothing. A repeat of one id is no bounce.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._pressed: dict[tuple[int, str], str] = {}

    def take(self, by: Actor, counter: int, press: m.Press) -> m.Ack:
        """Do what was pressed; the answer says whether it was done."""
        verb = BUTTONS.get((press.button, press.kind)) or BUTTONS.get((press.button, "press"))
        if verb is None:
            return m.Ack(id=press.id, ok=False, code="unknown-button")
        if is_stale(press.at_ms, to_ms(self._desk.now())):
            return m.Ack(id=press.id, ok=False, code="press-stale")
        if self._pressed.setdefault((counter, press.button), press.id) != press.id:
            return m.Ack(id=press.id, ok=False, code="press-bounced")
        try:
            answer = verb(self._desk, by, press.id, counter)
        except Refused as refused:
            return m.Ack(id=press.id, ok=False, code=refused.code)
        finally:
            self._pressed.pop((counter, press.button), None)
        return m.Ack(id=press.id, ok=True, number=answer["number"])
