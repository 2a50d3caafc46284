"""A zone's board on a panel of lights: its calls, and a line of words that runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from broker import messages as m
from broker import topics
from broker.presence import Presence
from displays.agent import Display, Wire
from displays.boardlook import BoardLook
from displays.boardtext import words
from displays.dimming import Schedule
from displays.orders import BoardOrders
from displays.panels import BoardPanel
from displays.state import Showing

SPEED = 20.0
"""Dots a second."""


class ZoneBoard(Display[m.Board]):
    """The board of one zone, and what the desk orders."""

    kind = m.Board

    def __init__(
        self,
        device: str,
        centre: str,
        zone: str,
        wire: Wire,
        panel: BoardPanel,
        session: str,
        dimming: Schedule = (),
        *,
        arrows: Mapping[int, str] | None = None,
        langs: Sequence[str] = ("vi",),
        speed: float = SPEED,
    ) -> None:
        super().__init__(device, centre, wire, panel, session, dimming, arrows)
        self.orders = BoardOrders(wire, Presence(centre, device, session), panel, self._wake)
        self.zone = zone
        self._board_panel = panel
        self._langs, self._speed = langs, speed
        self._look = BoardLook(None)
        self._text, self._text_since_s = "", 0.0
        self._newest: str | None = None
        self._page_since_s = 0.0

    def _topic(self) -> str:
        return topics.build(self._centre, topics.BOARD, zone=self.zone)

    def _about(self) -> str:
        return f"zone {self.zone!a}: see --zone"

    def _picture(self, showing: Showing[m.Board], now_s: float) -> tuple[Any, bool]:
        self._look = self._looks(showing, now_s)
        return self.orders.picture(self._look, now_s)

    def _next_s(self, showing: Showing[m.Board], now_s: float) -> float:
        return self._board_panel.steady_s(self._look)

    def _calls(self, document: m.Board) -> list[str]:
        seen = self._board_panel.seen(self._look)
        return [row.call for row in seen if row.call and row.state == "called"]

    def _numbers(self, document: m.Board) -> list[int]:
        return [row.number for row in self._board_panel.seen(self._look)]

    def _looks(self, showing: Showing[m.Board], now_s: float) -> BoardLook:
        board = showing.document
        text = words(board, self._clock.now(now_s), self._langs) if board is not None else ""
        if text != self._text:
            self._text, self._text_since_s = text, now_s
        newest = min(board.rows, key=lambda row: row.age_ms, default=None) if board else None
        if newest is not None and newest.call != self._newest:
            self._newest, self._page_since_s = newest.call, now_s
        return BoardLook(
            board=board,
            age_s=showing.age_s,
            lost_s=self._lost_s(now_s),
            page_s=now_s - self._page_since_s,
            text=text,
            text_s=now_s - self._text_since_s,
            speed=self._speed,
            arrows=self._ways.signs,
            absent=self.zone if showing.absent else "",
        )
