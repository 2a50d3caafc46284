"""A panel in the agent's hands: given only what changed, tried again when it fails, dimmed."""

from __future__ import annotations

import logging
from typing import Any

from displays.dimming import FULL
from displays.errors import PanelError
from displays.panels import Panel

RETRY_FIRST_S, RETRY_MOST_S = 0.5, 5.0
"""How long a panel that failed is left alone: twice as long each time."""
log = logging.getLogger(__name__)


class Holding:
    """One panel, what is on it, and whether it takes pictures at all."""

    def __init__(self, device: str, panel: Panel) -> None:
        self._device, self.panel = device, panel
        self.failing = False
        self._on: Any = None
        self._on_since_s = float("-inf")
        self._retry_at_s = float("-inf")
        self._pause_s = RETRY_FIRST_S
        self._percent = FULL

    def dim(self, percent: int) -> None:
        """How bright from the next picture on, which is then shown anew."""
        if percent != self._percent:
            self._percent = percent
            self.panel.dim(percent)
            self._on_since_s = float("-inf")

    def show(self, picture: Any, now_s: float, *, urgent: bool = False) -> bool:
        """Is the picture on the panel? ``urgent``: a panel that failed is tried at once."""
        if not self.failing and picture == self._on:
            if now_s - self._on_since_s < self.panel.refresh_s:
                return True
        elif self.failing and not urgent and now_s < self._retry_at_s:
            return False
        if not self._lit(picture, now_s):
            return False
        self._on, self._on_since_s = picture, now_s
        return True

    def pause_s(self, now_s: float) -> float:
        """How long until the panel wants to be looked at by itself."""
        if self.failing:
            return max(self._retry_at_s - now_s, 0.0)
        return max(self._on_since_s + self.panel.refresh_s - now_s, 0.0)

    def go_dark(self) -> None:
        """At the end."""
        try:
            self.panel.close()
        except (PanelError, OSError) as error:
            log.error("%s: the panel stays as it was: %s", self._device, error)

    def _lit(self, picture: Any, now_s: float) -> bool:
        try:
            self.panel.show(picture)
        except (PanelError, OSError) as error:
            if not self.failing:
                log.error("%s: the panel does not take the picture: %s", self._device, error)
                self._pause_s = RETRY_FIRST_S
            self.failing = True
            self._retry_at_s = now_s + self._pause_s
            self._pause_s = min(2 * self._pause_s, RETRY_MOST_S)
            return False
        if self.failing:
            log.warning("%s: the panel takes pictures again", self._device)
        self.failing = False
        return True
