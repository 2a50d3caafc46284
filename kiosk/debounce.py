"""One push is one move: a contact's chatter taken away. Pure: levels and times in, moves out.

A button that can be held says *press* when it is let go, or *hold* when it stays down; any other
says *press* as soon as it is certainly down. So no push ever says both.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

STABLE_S = 0.025
"""A level counts when it has not changed for this long."""
LOCKOUT_S = 0.3
"""After a push, the next one counts only this much later: a trembling finger is one finger."""
HOLD_S = 1.0
"""A button kept down this long is held."""
Move = Literal["press", "hold"]


@dataclass(frozen=True, slots=True)
class Contact:
    """A button's contact as it was last seen. Times are monotonic seconds."""

    can_hold: bool = False
    raw: bool = False
    raw_since_s: float = 0.0
    down: bool = False
    pushed_s: float = float("-inf")
    undecided: bool = False


def see(contact: Contact, level: bool, at_s: float) -> Contact:
    """The contact is closed (True) or open at ``at_s``; a change begins a new stretch."""
    return contact if level == contact.raw else replace(contact, raw=level, raw_since_s=at_s)


def settle(contact: Contact, at_s: float) -> tuple[Contact, Move | None]:
    """What has become certain by ``at_s``. Call it when ``due_s`` has come."""
    if contact.undecided and _stretch_end_s(contact, at_s) >= contact.pushed_s + HOLD_S:
        return replace(contact, undecided=False), "hold"
    if contact.raw == contact.down or at_s < contact.raw_since_s + STABLE_S:
        return contact, None
    return _push(contact) if contact.raw else _release(contact)


def due_s(contact: Contact) -> float | None:
    """When the contact should be looked at again, if nothing else happens; None for never."""
    if contact.raw != contact.down:
        return contact.raw_since_s + STABLE_S
    return contact.pushed_s + HOLD_S if contact.undecided else None


def _stretch_end_s(contact: Contact, at_s: float) -> float:
    return at_s if contact.raw else contact.raw_since_s


def _push(contact: Contact) -> tuple[Contact, Move | None]:
    began_s = contact.raw_since_s
    if began_s - contact.pushed_s < LOCKOUT_S:
        return replace(contact, down=True), None
    pushed = replace(contact, down=True, pushed_s=began_s, undecided=contact.can_hold)
    return pushed, None if contact.can_hold else "press"


def _release(contact: Contact) -> tuple[Contact, Move | None]:
    released = replace(contact, down=False, undecided=False)
    return released, "press" if contact.undecided else None
