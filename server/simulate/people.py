"""Who comes: each person is made of the seed and their own number, and of nothing else.

So the same seed brings the same people in the same order, whatever a server answered meanwhile.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from server.domain.plan import Group, Plan

PRIORITY_SHARE = 0.1
SEVERAL_DOSSIERS_SHARE = 0.15
ENGLISH_SHARE = 0.03
BULK_SHARE = 0.04
"""How many bring a pile of dossiers, where a group has a lane for them."""
BOOKED_SHARE = 0.12
"""How many have an appointment, where groups take them."""
STAYS_AWAY_SHARE = 0.1
"""How many of those never come."""
EARLY_S = (-300.0, 900.0)
"""How long before their slot they come; a negative one is late."""


@dataclass(frozen=True, slots=True)
class Visit:
    """An appointment: in ``which`` of the next slots, as a part of all, and how it is kept.

    They come ``lead_s`` before it begins.
    """

    which: float
    lead_s: float
    comes: bool


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody; ``door`` says which kiosk they use, as a part of all."""

    id: str
    group: str
    priority: bool
    dossiers: int
    lang: str
    door: float
    visit: Visit | None = None


def person(seed: int, n: int, plan: Plan) -> Person:
    """The n-th person of a seed."""
    dice = random.Random(f"{seed}:{n}")
    groups = list(plan.groups.values())
    bookable = [group for group in groups if group.slot_capacity and plan.booking.enabled]
    with_lane = [group for group in groups if group.bulk]
    kind = dice.random()
    visit, dossiers = None, _few(dice)
    if bookable and kind < BOOKED_SHARE:
        groups, visit = bookable, _visit(dice)
    elif with_lane and kind < BOOKED_SHARE + BULK_SHARE:
        most = plan.centre.bulk_over
        groups, dossiers = with_lane, dice.randint(most + 1, 4 * most)
    return Person(
        id=f"sim-{seed}-{n}-{dice.getrandbits(32):08x}",
        group=_by_share(dice, groups).code,
        priority=dice.random() < PRIORITY_SHARE,
        dossiers=dossiers,
        lang="en" if dice.random() < ENGLISH_SHARE else "vi",
        door=dice.random(),
        visit=visit,
    )


def _few(dice: random.Random) -> int:
    return dice.randint(2, 5) if dice.random() < SEVERAL_DOSSIERS_SHARE else 1


def _visit(dice: random.Random) -> Visit:
    comes = dice.random() >= STAYS_AWAY_SHARE
    return Visit(dice.random(), dice.uniform(*EARLY_S), comes)


def _by_share(dice: random.Random, groups: Sequence[Group]) -> Group:
    shares = [group.share for group in groups]
    return dice.choices(groups, shares if any(shares) else None)[0]
