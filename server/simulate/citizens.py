"""Citizens: they come to a kiosk, touch a group by its share of demand, and take a number."""

from __future__ import annotations

import random
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from server.domain.plan import Group
from server.simulate.client import Client
from server.simulate.schedule import Schedule

RUSH = 45
"""How many stand at the door when the demo opens."""
PRIORITY_SHARE = 0.1
SEVERAL_DOSSIERS_SHARE = 0.15
ENGLISH_SHARE = 0.03


@dataclass(slots=True)
class Citizens:
    """Arrivals as a Poisson stream of ``per_hour``, spread over the kiosks."""

    schedule: Schedule
    kiosks: Sequence[Client]
    groups: Sequence[Group]
    per_hour: float
    dice: random.Random

    def start(self) -> None:
        """The opening rush, then the stream."""
        for i in range(RUSH):
            self.schedule.after(2.0 * i, self._touch)
        self._next()

    def _next(self) -> None:
        self.schedule.after(self.dice.expovariate(self.per_hour / 3600), self._arrive)

    def _arrive(self) -> None:
        self._next()
        self._touch()

    def _touch(self) -> None:
        group = self.dice.choices(self.groups, [g.share for g in self.groups])[0]
        several = self.dice.random() < SEVERAL_DOSSIERS_SHARE
        asked = {
            "id": f"sim-{secrets.token_hex(8)}",
            "group": group.code,
            "priority": self.dice.random() < PRIORITY_SHARE,
            "dossiers": self.dice.randint(2, 5) if several else 1,
            "lang": "en" if self.dice.random() < ENGLISH_SHARE else "vi",
        }
        self.dice.choice(self.kiosks).post("/touch", asked)
