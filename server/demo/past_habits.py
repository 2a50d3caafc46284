"""How people of a demo's past days are: how patient, how pleased, how often officers rest.

All of it is assumed, and lively enough that every figure of history has something to show.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from server.domain.plan import Plan

PAUSES = ("break", "meeting", "printing")
RATES_SHARE = 0.35
PLEASED_S, CROSS_S = 600, 2400
"""Waits up to the first please most people, longer ones than the second few."""


@dataclass(frozen=True, slots=True)
class Rest:
    """A pause between two citizens."""

    reason: str
    takes_s: float


@dataclass(frozen=True, slots=True)
class Habits:
    """Shares are of all, from 0 to 1; ``patience`` is how long the impatient ones stay."""

    impatient: float
    patience: tuple[float, float]
    resting: float
    rests: tuple[float, float]
    sent_on: float
    english: float = 0.03
    several: float = 0.15

    def patience_s(self, dice: Random) -> float | None:
        """After how long they give up; None: never."""
        gives_up, after_s = dice.random() < self.impatient, dice.uniform(*self.patience)
        return after_s if gives_up else None

    def rest(self, dice: Random) -> Rest | None:
        """The pause after a citizen, if there is one."""
        rests, takes_s = dice.random() < self.resting, dice.uniform(*self.rests)
        return Rest(dice.choice(PAUSES), takes_s) if rests else None

    def onward(self, dice: Random, plan: Plan, group: str) -> str | None:
        """The group of the same department where the visit goes on, if it does."""
        if dice.random() >= self.sent_on:
            return None
        home = plan.groups[group].department
        near = [one.code for one in plan.groups.values() if one.department == home]
        others = [code for code in near if code != group and plan.able[code]]
        return dice.choice(others) if others else None

    def dossiers(self, dice: Random) -> int:
        """How many dossiers somebody brings."""
        return dice.randint(2, 3) if dice.random() < self.several else 1

    def lang(self, dice: Random) -> str:
        """The language that somebody chose."""
        return "en" if dice.random() < self.english else "vi"


def usual_habits() -> Habits:
    """Those of the demo."""
    return Habits(0.12, (1500, 6000), 0.02, (180, 600), 0.02)


def looks_after_s(dice: Random) -> float:
    """From a finished citizen, or somebody's coming, to the next call."""
    return dice.uniform(3, 40)


def rates_after_s(dice: Random) -> float | None:
    """When somebody rates the visit after it; None: they do not."""
    rates, after_s = dice.random() < RATES_SHARE, dice.uniform(20, 240)
    return after_s if rates else None


def score(dice: Random, waited_s: float) -> int:
    """1 to 5 stars: long waits cost some."""
    weights: Mapping[int, float] = {5: 55, 4: 30, 3: 10, 2: 3, 1: 2}
    if waited_s > CROSS_S:
        weights = {5: 12, 4: 22, 3: 30, 2: 20, 1: 16}
    elif waited_s > PLEASED_S:
        weights = {5: 35, 4: 33, 3: 20, 2: 8, 1: 4}
    return dice.choices(list(weights), list(weights.values()))[0]
