"""``luot user``: what has days: secondments, skills, substitutes, the roster; and passwords."""

from __future__ import annotations

import argparse
import secrets
from collections.abc import Callable
from datetime import date
from typing import Any

from server.commands import places
from server.store.accounts import AccountRefused, Accounts
from server.store.people import People, Place, Skill, Substitute

ALWAYS = "0001-01-01"
"""The first day of what began before anybody wrote it down."""
_PASSWORD_BYTES = 12
Act = Callable[[Accounts, argparse.Namespace], None]


def register(actions: Any) -> None:
    """Add the actions."""
    second = _action(actions, "second", _second, "from when to when somebody is seconded here")
    days(second, "seconded")
    skill = _action(actions, "skill", _skill, "a group that somebody may serve")
    skill.add_argument("group", help="code of the group")
    skill.add_argument("--help-only", action="store_true", help="only when nothing else waits long")
    skill.add_argument("--drop", action="store_true", help="no longer")
    days(skill, "in force")
    substitute = _action(actions, "substitute", _substitute, "who sits in for somebody")
    substitute.add_argument("stands_for", help="whose counter it is usually")
    substitute.add_argument("--drop", action="store_true", help="no longer")
    days(substitute, "in force")
    password = _action(actions, "password", _password, "a password, shown once")
    password.add_argument("--drop", action="store_true", help="none: the PIN opens everything")
    seat = _action(actions, "seat", _seat, "who sits at a counter in a session of a day")
    seat.add_argument("--day", type=_day, required=True, help="which day, YYYY-MM-DD")
    seat.add_argument("--counter", type=int, required=True, help="where")
    seat.add_argument("--session", required=True, help="name of the session in the plan")
    roster = actions.add_parser("roster", help="who sits where on a day")
    roster.add_argument("--day", type=_day, required=True, help="which day, YYYY-MM-DD")
    roster.set_defaults(act=_roster)


def days(parser: argparse.ArgumentParser, what: str) -> None:
    """``--from`` and ``--to`` of ``parser``, both included."""
    for name in ("from", "to"):
        told = f"{what} {'from' if name == 'from' else 'until'} this day, YYYY-MM-DD"
        parser.add_argument(f"--{name}", dest=f"{name}_day", type=_day, help=told)


def check_order(arguments: argparse.Namespace) -> None:
    """Raises AccountRefused when the last day is before the first."""
    first, last = arguments.from_day, arguments.to_day
    if first and last and last < first:
        raise AccountRefused(f"--to {last} is before --from {first}: exchange them")


def _day(text: str) -> str:
    return date.fromisoformat(text).isoformat()


def _action(actions: Any, name: str, act: Act, told: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(name, help=told)
    parser.add_argument("login", help="who")
    parser.set_defaults(act=act)
    return parser


def _known(accounts: Accounts, *logins: str) -> None:
    have = {one.login for one in accounts.list_officers()}
    for login in logins:
        if login not in have:
            raise AccountRefused(f"there is no officer {login!r}: look at luot user list")


def _second(accounts: Accounts, arguments: argparse.Namespace) -> None:
    check_order(arguments)
    first, last = arguments.from_day, arguments.to_day
    accounts.change(arguments.login, seconded_from=first, seconded_to=last)
    print(f"{arguments.login} is seconded from {first or 'always'} to {last or 'further notice'}.")


def _skill(accounts: Accounts, arguments: argparse.Namespace) -> None:
    check_order(arguments)
    _known(accounts, arguments.login)
    people, login, group = People(accounts.store), arguments.login, arguments.group
    if arguments.drop:
        people.drop_skill(login, group)
        print(f"{login} serves {group} no longer.")
        return
    if group not in arguments.plan.groups:
        raise AccountRefused(f"the plan has no group {group!r}: look at luot plan show")
    main, first = not arguments.help_only, arguments.from_day or ALWAYS
    people.give_skill(Skill(login, group, main, first, arguments.to_day))
    print(f"{login} {'serves' if main else 'helps'} {group}.")


def _substitute(accounts: Accounts, arguments: argparse.Namespace) -> None:
    check_order(arguments)
    login, other = arguments.login, arguments.stands_for
    _known(accounts, login, other)
    people = People(accounts.store)
    if arguments.drop:
        people.drop_substitute(login, other)
        print(f"{login} sits in for {other} no longer.")
        return
    first = arguments.from_day or ALWAYS
    people.set_substitute(Substitute(login, other, first, arguments.to_day))
    print(f"{login} may sit in for {other}.")


def _password(accounts: Accounts, arguments: argparse.Namespace) -> None:
    if arguments.drop:
        accounts.set_password(arguments.login, None)
        print(f"{arguments.login} has no password: the PIN opens everything.")
        return
    password = secrets.token_urlsafe(_PASSWORD_BYTES)
    accounts.set_password(arguments.login, password)
    print(f"{arguments.login} has a password (shown once): {password}")
    print("The PIN is good at the counter only from now on.")


def _seat(accounts: Accounts, arguments: argparse.Namespace) -> None:
    _known(accounts, arguments.login)
    places.check(arguments.plan, counters=[arguments.counter])
    names = [one.name for one in arguments.plan.sessions]
    if arguments.session not in names:
        raise AccountRefused(f"no session {arguments.session!r}: use one of {names}")
    people, day = People(accounts.store), arguments.day
    wanted = Place(day, arguments.counter, arguments.session, arguments.login)
    others = [
        one
        for one in people.roster(day)
        if (one.counter, one.session) != (wanted.counter, wanted.session)
    ]
    twice = [one for one in others if (one.login, one.session) == (wanted.login, wanted.session)]
    if twice:
        raise AccountRefused(f"{wanted.login} sits at counter {twice[0].counter} in that session")
    people.set_roster(day, [*others, wanted])
    print(f"{wanted.login} sits at counter {wanted.counter}, {day}, {wanted.session}.")


def _roster(accounts: Accounts, arguments: argparse.Namespace) -> None:
    for one in People(accounts.store).roster(arguments.day):
        print(f"{one.counter}\t{one.session}\t{one.login}")
