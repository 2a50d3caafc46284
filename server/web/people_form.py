"""What somebody typed about a person, and every thing that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from werkzeug.datastructures import MultiDict

from server.domain.permissions import OF_PEOPLE, may_give
from server.domain.plan import Plan
from server.store.account_rows import Officer

LONGEST_NAME = 80
LONGEST_COUNTER = 4
"""Digits."""
MOST_ROWS = 60
"""Of skills or substitutes of one person."""
ALWAYS = "0001-01-01"
"""The first day of what has no first day."""
_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")


@dataclass(frozen=True, slots=True)
class Row:
    """One line with days: a group that is served or helped, or whom somebody stands for."""

    what: str
    main: bool = True
    from_day: str = ""
    to_day: str = ""


@dataclass(slots=True)
class PersonForm:
    """A person as typed; ``wrong`` holds the field and the kind of each error, in reading order."""

    login: str = ""
    name: str = ""
    department: str = ""
    roles: list[str] = field(default_factory=list)
    counter: str = ""
    from_day: str = ""
    to_day: str = ""
    skills: list[Row] = field(default_factory=list)
    stands_for: list[Row] = field(default_factory=list)
    wrong: list[tuple[str, str]] = field(default_factory=list)


def read(sent: MultiDict[str, str]) -> PersonForm:
    """The form as sent; rows that name nothing are left out."""

    def text(name: str) -> str:
        return sent.get(name, "").strip()

    return PersonForm(
        text("login"),
        text("name"),
        text("department"),
        [role for role in sent.getlist("roles") if role],
        text("counter"),
        text("from_day"),
        text("to_day"),
        _rows(sent, "skill"),
        _rows(sent, "other"),
    )


def _rows(sent: MultiDict[str, str], kind: str) -> list[Row]:
    columns = [sent.getlist(f"{kind}_{name}") for name in ("what", "main", "from", "to")]
    lines = list(zip(*columns, strict=False))[:MOST_ROWS]
    return [Row(what, main != "help", begins, ends) for what, main, begins, ends in lines if what]


def check(
    told: PersonForm, plan: Plan, giver: frozenset[str], logins: Collection[str], *, new: bool
) -> None:
    """Put everything that is wrong into ``told.wrong``. ``logins`` are the others'."""
    wrong = told.wrong
    if new and not _LOGIN.fullmatch(told.login):
        wrong.append(("login", "login"))
    elif new and told.login in logins:
        wrong.append(("login", "taken"))
    if not 1 <= len(told.name) <= LONGEST_NAME:
        wrong.append(("name", "name"))
    if told.department and told.department not in plan.departments:
        wrong.append(("department", "department"))
    if not told.roles or not OF_PEOPLE.keys() >= set(told.roles):
        wrong.append(("roles", "roles"))
    elif not may_give(giver, frozenset(told.roles)):
        wrong.append(("roles", "more"))
    number = told.counter
    good = number.isascii() and number.isdigit() and len(number) <= LONGEST_COUNTER
    if number and not (good and int(number) in plan.counters):
        wrong.append(("counter", "counter"))
    _check_days(told, "from_day", told.from_day, told.to_day)
    _check_rows(told, "skills", told.skills, plan.groups)
    _check_rows(told, "stands_for", told.stands_for, set(logins) - {told.login})


def after(one: Officer, told: PersonForm) -> Officer:
    """What of ``one`` decides who administers, as it would be once ``told`` is kept."""
    begins, ends = told.from_day or None, told.to_day or None
    return replace(one, roles=frozenset(told.roles), seconded_from=begins, seconded_to=ends)


def check_last(told: PersonForm, made: Officer, everybody: Iterable[Officer], day: str) -> None:
    """Refuse the change of an administrator to ``made`` after which none could sign in on ``day``.

    Days that are none are told first: nobody knows yet what they would end.
    """
    was = {one.login: one for one in everybody}
    if "admin" not in was[made.login].roles or ("from_day", "day") in told.wrong:
        return
    left = [one for one in (was | {made.login: made}).values() if "admin" in one.roles]
    if not any(one.is_here(day) and not one.disabled for one in left):
        dated = "admin" in made.roles and not made.is_here(day)
        told.wrong.append(("from_day" if dated else "roles", "last"))


def _check_rows(told: PersonForm, where: str, rows: list[Row], known: Collection[str]) -> None:
    if any(row.what not in known for row in rows):
        told.wrong.append((where, where))
    if len({(row.what, row.from_day) for row in rows}) < len(rows):
        told.wrong.append((where, "twice"))
    for row in rows:
        if _check_days(told, where, row.from_day, row.to_day):
            break


def _check_days(told: PersonForm, where: str, first: str, last: str) -> bool:
    if not all(is_day(day) for day in (first, last) if day):
        told.wrong.append((where, "day"))
    elif first and last and last < first:
        told.wrong.append((where, "order"))
    else:
        return False
    return True


def is_day(text: str) -> bool:
    """Whether it is a day, ``YYYY-MM-DD``."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
