"""Who sits at a counter brings their skills of the day along, also when these change."""

from __future__ import annotations

from server.desk import Actor
from server.ledger import SYSTEM
from server.web.context import Context

KEEP_S = 2.0
"""How old what a counter knows of its officer's skills may be."""


def bring(parts: Context, login: str, counter: int) -> None:
    """The counter calls what ``login`` has learnt, from now on."""
    parts.desk.bring(Actor("officer", login), counter, login, _known(parts).get(login))


def leave(parts: Context, login: str, counter: int) -> None:
    """``login`` signed out: where they sat nothing limits what is called any more."""
    now = parts.desk.snapshot().hall.learnt.get(counter)
    if now is not None and now.login == login:
        parts.desk.bring(Actor("officer", login), counter, None, None)


def keep(parts: Context, by: Actor = SYSTEM) -> None:
    """What was recorded, began or ran out since people sat down holds where they sit."""
    hall = parts.desk.snapshot().hall
    seated = [one for n, one in hall.learnt.items() if one.login and n in hall.rules.counters]
    if not seated:
        return
    known = _known(parts)
    for one in seated:
        groups = known.get(one.login or "")
        if groups != (None if one.groups is None else set(one.groups)):
            parts.desk.bring(by, one.counter, one.login, groups)


def _known(parts: Context) -> dict[str, set[str]]:
    """By login the groups in force today; who is not named is limited by nothing.

    Skills that ran out or have not begun limit, too: somebody decided what this person serves.
    """
    found: dict[str, set[str]] = {one.login: set() for one in parts.people.skills()}
    for one in parts.people.skills(parts.today):
        found[one.login].add(one.group)
    return found
