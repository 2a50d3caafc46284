"""Officers: they open their counter, call, greet, serve and call again, through the public API."""

from __future__ import annotations

import math
import random
import secrets
from dataclasses import dataclass, field
from typing import Any

from server.domain.plan import Plan
from server.simulate.client import Answer, Client
from server.simulate.schedule import Schedule

LOOK_AGAIN_S = 20.0
"""How long an idle officer waits before pressing next again."""
STEP_ASIDE_S = 900.0
"""How long a simulated officer keeps away from a counter that a person uses."""
NO_SHOW_SHARE = 0.06
PAUSE_SHARE = 0.02
PAUSES = ("meeting", "printing", "break")
"""Codes of docs/facts.md."""


@dataclass(slots=True)
class Officer:
    """One officer at one counter. Steps aside when a person works the same counter."""

    schedule: Schedule
    client: Client
    plan: Plan
    dice: random.Random
    login: str
    pin: str
    counter: int
    mine: int | None = field(default=None)

    def start(self) -> None:
        """Sign in and open the counter."""
        if self.client.login(self.login, self.pin):
            self._do("open")
            self.schedule.after(self.dice.uniform(1, LOOK_AGAIN_S), self._call)
        else:
            self.schedule.after(STEP_ASIDE_S, self.start)

    def only_open(self) -> None:
        """Open the counter for whoever wants to work at it by hand."""
        if self.client.login(self.login, self.pin):
            self._do("open")
        else:
            self.schedule.after(STEP_ASIDE_S, self.only_open)

    def _call(self) -> None:
        if self._taken_over():
            self.schedule.after(STEP_ASIDE_S, self._call)
            return
        if self.dice.random() < PAUSE_SHARE:
            self._rest()
            return
        answer = self._do("next")
        if answer.status == 401:
            self.schedule.after(1, self.start)
        elif not answer.ok:
            self._do("open")
            self.schedule.after(LOOK_AGAIN_S, self._call)
        else:
            self._called(answer.body["call"])

    def _called(self, call: dict[str, Any] | None) -> None:
        self.mine = call["number"] if call else None
        if call is None:
            self.schedule.after(self.dice.uniform(0.5, 1.5) * LOOK_AGAIN_S, self._call)
        elif self.dice.random() < NO_SHOW_SHARE:
            self.schedule.after(self.plan.centre.no_show_s / 2, lambda: self._miss(recalled=False))
        else:
            walk_s = self.plan.centre.walk_s * self.dice.uniform(0.3, 1.7)
            self.schedule.after(walk_s, lambda: self._greet(call["group"]))

    def _miss(self, *, recalled: bool) -> None:
        if not recalled:
            self._do("recall")
            self.schedule.after(self.plan.centre.no_show_s / 2, lambda: self._miss(recalled=True))
            return
        self._do("no-show")
        self.mine = None
        self.schedule.after(2, self._call)

    def _greet(self, group: str) -> None:
        self._do("start")
        self.schedule.after(self._service_s(group), self._call)

    def _rest(self) -> None:
        self._do("finish")
        self.mine = None
        self._do("pause", {"reason": self.dice.choice(PAUSES)})
        self.schedule.after(self.dice.uniform(180, 600), self._resume)

    def _resume(self) -> None:
        self._do("open")
        self._call()

    def _taken_over(self) -> bool:
        seen = self.client.get(f"/counters/{self.counter}")
        if not seen.ok:
            return False
        held = seen.body["ticket"]
        number = held["number"] if held else None
        if number == self.mine:
            return False
        self.mine = number
        return True

    def _service_s(self, group: str) -> float:
        """Log-normal with the group's mean and coefficient of variation."""
        planned = self.plan.groups[group]
        sigma2 = math.log(1 + planned.cv**2)
        mu = math.log(planned.mean_service_s) - sigma2 / 2
        return self.dice.lognormvariate(mu, math.sqrt(sigma2))

    def _do(self, verb: str, body: dict[str, Any] | None = None) -> Answer:
        return self.client.post(
            f"/counters/{self.counter}/{verb}", body, key=f"sim-{secrets.token_hex(8)}"
        )
