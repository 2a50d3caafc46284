"""The agent of one counter's light: its state, and what the desk orders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from broker import messages as m
from broker import topics
from broker.errors import MessageRefused
from broker.presence import Presence
from displays import frames
from displays.agent import STEADY_S, Display, Wire
from displays.dimming import Schedule
from displays.frames import Look
from displays.orders import LightOrders
from displays.panels import Panel
from displays.state import Showing

NUMBERED = frozenset({"called", "serving"})
"""States that mean nothing without a number."""


class Light(Display[m.CounterState]):
    """One counter's light."""

    kind = m.CounterState

    def __init__(
        self,
        device: str,
        centre: str,
        counter: int,
        wire: Wire,
        panel: Panel,
        session: str,
        dimming: Schedule = (),
        arrows: Mapping[int, str] | None = None,
    ) -> None:
        super().__init__(device, centre, wire, panel, session, dimming, arrows)
        self.counter = counter
        self.orders = LightOrders(wire, Presence(centre, device, session), panel, self._wake)

    def _topic(self) -> str:
        return topics.build(self._centre, topics.COUNTER_STATE, counter=self.counter)

    def _about(self) -> str:
        return f"counter {self.counter}: see --counter"

    def _check(self, document: m.CounterState) -> None:
        if document.state in NUMBERED and document.number is None:
            raise MessageRefused(f"CounterState: {document.state} without a number")

    def _picture(self, showing: Showing[m.CounterState], now_s: float) -> tuple[Any, bool]:
        arrow = self._ways.signs.get(self.counter, "")
        look = Look(
            self.counter,
            showing.document,
            showing.age_s,
            self._lost_s(now_s),
            arrow,
            absent=showing.absent,
        )
        return self.orders.picture(look, now_s)

    def _next_s(self, showing: Showing[m.CounterState], now_s: float) -> float:
        state = showing.document
        if state is None:
            return 1.0 - self._lost_s(now_s) % 1.0
        return frames.steady_s(showing.age_s) if state.state == "called" else STEADY_S

    def _calls(self, document: m.CounterState) -> list[str]:
        return [document.call] if document.state == "called" and document.call else []

    def _numbers(self, document: m.CounterState) -> list[int]:
        shown = document.number if document.state in NUMBERED else None
        return [] if shown is None else [shown]
