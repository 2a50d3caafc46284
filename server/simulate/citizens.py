"""Citizens: they book a time or come as they are, go to a kiosk, and take a number."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from server.domain.plan import Plan
from server.simulate.appointments import Appointments
from server.simulate.client import Client
from server.simulate.people import Person, person
from server.simulate.schedule import Schedule

RUSH = 45
"""How many stand at the door when the demo opens."""


@dataclass(slots=True)
class Citizens:
    """Arrivals as a Poisson stream of ``per_hour``, spread over the kiosks.

    With ``after_s``, those seconds from now instead, and no rush at the door. Without
    ``appointments`` whoever would book comes as a walk-in.
    """

    schedule: Schedule
    kiosks: Sequence[Client]
    plan: Plan
    per_hour: float
    seed: int
    appointments: Appointments | None = None
    after_s: Sequence[float] | None = None
    _seen: int = field(default=0, init=False)
    _dice: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._dice = random.Random(f"{self.seed}:stream")

    def start(self) -> None:
        """The opening rush, then the stream; or those whose time is known."""
        if self.after_s is not None:
            for one_s in self.after_s:
                self.schedule.after(one_s, self._arrive)
            return
        for i in range(RUSH):
            self.schedule.after(2.0 * i, self._arrive)
        self._next()

    def _next(self) -> None:
        self.schedule.after(self._dice.expovariate(self.per_hour / 3600), self._one_more)

    def _one_more(self) -> None:
        self._next()
        self._arrive()

    def _arrive(self) -> None:
        """Somebody decides to come. What they do is tried again by itself when it fails."""
        self._seen += 1
        who = person(self.seed, self._seen, self.plan)
        if who.visit is not None and self.appointments is not None:
            self.appointments.book(who, self._touch)
        else:
            self._touch(who)

    def _touch(self, who: Person, code: str | None = None) -> None:
        """Now, at a kiosk: with the code of an appointment, or for a group."""
        kiosk = self.kiosks[int(who.door * len(self.kiosks))]
        self.schedule.after(0, lambda: _ask(kiosk, who, code))


def _ask(kiosk: Client, who: Person, code: str | None) -> None:
    wants: dict[str, Any] = {"group": who.group} if code is None else {"booking": code}
    kiosk.post(
        "/touch",
        {
            **{"id": who.id, **wants, "priority": who.priority},
            **{"dossiers": who.dossiers, "lang": who.lang},
        },
    )
