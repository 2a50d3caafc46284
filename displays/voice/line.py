"""Which call is read next: a queue for one speaker that stays short, fair and never out of date.

Pure: calls and the device's own monotonic seconds come in, readings go out.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace

from broker.messages import Call

LONGEST = 40
"""Calls that may wait; beyond that the hall looks at the boards anyway."""
AT_ONCE_S = 0.3
"""A call that is read no later than this came into silence."""
OVERTAKEN = 3
"""How many first calls may be read before a recall that came earlier."""
REMEMBERED = 500
SENTENCES = 4
"""Sentences for all that may wait; a name that waits is not taken again."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One call to be read; ``second`` is the reading for whoever did not catch the first.

    A ``brief`` one has no chime: people listen already, and others wait to be read.
    """

    call: Call
    came_s: float
    second: bool = False
    passed: int = 0
    brief: bool = False


@dataclass(frozen=True, slots=True)
class Aside:
    """A sentence for all by its name; said when nobody waits to be called, until it is too old.

    Somebody waits for one that is ``asked``: it lets pass no more calls than a recall does.
    """

    name: str
    came_s: float
    ttl_s: float
    asked: bool = False
    passed: int = 0


class Line:
    """First calls in their order before recalls, a recall after three of them at the latest.

    A recall joins its own call when that still waits; a cancelled or outdated call is not read.
    """

    def __init__(self, *, twice: bool = True) -> None:
        self._twice = twice
        self._waiting: list[Reading] = []
        self._known: OrderedDict[str, None] = OrderedDict()
        self._ep = 0
        self._again: Reading | None = None
        self._asides: list[Aside] = []
        self.dropped = 0

    def __len__(self) -> int:
        return len(self._waiting) + len(self._asides)

    def say(self, name: str, now_s: float, ttl_s: float, *, asked: bool = False) -> None:
        """A sentence for all wants to be said; beyond a few they are not taken."""
        waits = any(one.name == name for one in self._asides)
        if not waits and len(self._asides) < SENTENCES:
            self._asides.append(Aside(name, now_s, ttl_s, asked))

    def offer(self, call: Call, now_s: float, *, kept: bool = False) -> bool:
        """A call came in. False: it is not read, for it was kept, is known, or of an old start."""
        if kept or call.id in self._known or call.ep < self._ep:
            return False
        self._ep = call.ep
        self._know(call.id)
        if call.kind == "cancel":
            self._cancel(call)
            return False
        return self._join(call, now_s)

    def take(self, now_s: float) -> Reading | Aside | None:
        """What to read now; asks for it when the one before has been read to its end."""
        self._waiting = [one for one in self._waiting if self._lives(one, now_s)]
        self._asides = [one for one in self._asides if now_s - one.came_s <= one.ttl_s]
        for aside in self._asides:
            if aside.asked and aside.passed >= OVERTAKEN:
                self._asides.remove(aside)
                return aside
        found = self._first()
        if found is None:
            found, self._again = self._again, None
            lives = found is not None and self._lives(found, now_s)
            return found if lives else self._aside()
        self._asides = [replace(one, passed=one.passed + 1) for one in self._asides]
        place = self._waiting.index(found)
        self._waiting = [
            replace(one, passed=one.passed + (i < place)) for i, one in enumerate(self._waiting)
        ]
        del self._waiting[place]
        self._again = replace(found, second=True, brief=True) if self._twice else None
        return replace(found, brief=bool(self._waiting) or now_s - found.came_s > AT_ONCE_S)

    def _first(self) -> Reading | None:
        for one in self._waiting:
            if one.call.kind == "call" or one.passed >= OVERTAKEN:
                return one
        return self._waiting[0] if self._waiting else None

    def _aside(self) -> Aside | None:
        return self._asides.pop(0) if self._asides else None

    def _join(self, call: Call, now_s: float) -> bool:
        for one in self._waiting:
            if _same(one.call, call):
                return False  # it is going to be heard anyway, in its place
        if len(self._waiting) >= LONGEST:
            self._shorten()
        self._waiting.append(Reading(call, now_s))
        return True

    def _shorten(self) -> None:
        recalls = [one for one in self._waiting if one.call.kind == "recall"]
        self._waiting.remove((recalls or self._waiting)[0])
        self.dropped += 1

    def _cancel(self, call: Call) -> None:
        self._waiting = [one for one in self._waiting if not _same(one.call, call)]
        if self._again is not None and _same(self._again.call, call):
            self._again = None

    def _lives(self, one: Reading, now_s: float) -> bool:
        lives = now_s - one.came_s <= one.call.ttl_s
        self.dropped += not lives and not one.second
        return lives

    def _know(self, id: str) -> None:
        self._known[id] = None
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)


def _same(one: Call, other: Call) -> bool:
    return (one.number, one.counter) == (other.number, other.counter)
