"""``luot user``: who may sign in."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from server.commands import places, user_days
from server.runtime import ThreadRuntime
from server.store.accounts import ROLES, Accounts
from server.store.pins import new_pin
from server.store.store import Store
from server.store.unlocking import unlock


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("user", help="add, list, disable or enable people; new PINs")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    add = actions.add_parser("add", help="add somebody; the PIN is shown once")
    add.add_argument("login", help="what they type to sign in")
    add.add_argument("--name", required=True, help="what colleagues see")
    add.add_argument("--department", default="", help="who seconds them")
    add.add_argument(
        "--role", action="append", choices=sorted(ROLES), required=True, help="may be repeated"
    )
    add.add_argument("--counter", type=int, help="where they usually sit")
    add.add_argument(
        "--lasting-pin", action="store_true", help="a PIN that stays: for those at a counter box"
    )
    user_days.days(add, "seconded")
    add.set_defaults(act=_add)
    actions.add_parser("list", help="list people").set_defaults(act=_list)
    for name, act, told in (
        ("pin", _pin, "a new PIN, shown once; whoever is signed in must sign in again"),
        ("unlock", _unlock, "let somebody try again at once after too many wrong PINs"),
        ("disable", _disable, "shut somebody out at once"),
        ("enable", _enable, "let somebody in again who was shut out"),
    ):
        action = actions.add_parser(name, help=told)
        action.add_argument("login", help="who")
        action.set_defaults(act=act)
    user_days.register(actions)
    for action in actions.choices.values():
        action.add_argument("--data", required=True, type=Path, help="folder of the centre")
    parser.set_defaults(run=lambda arguments: with_accounts(arguments, arguments.act))


def with_accounts(
    arguments: argparse.Namespace, act: Callable[[Accounts, argparse.Namespace], None]
) -> int:
    """Open the centre's accounts, act, and close again; ``arguments.plan`` is its plan."""
    store = Store(arguments.data, ThreadRuntime(), starts=False)
    try:
        arguments.plan = places.plan_of(store)
        act(Accounts(store), arguments)
    finally:
        store.close()
    return 0


def _add(accounts: Accounts, arguments: argparse.Namespace) -> None:
    at = [] if arguments.counter is None else [arguments.counter]
    places.check(arguments.plan, counters=at, department=arguments.department)
    user_days.check_order(arguments)
    pin = new_pin()
    accounts.create_officer(
        arguments.login,
        arguments.name,
        arguments.department,
        arguments.role,
        pin,
        arguments.counter,
    )
    accounts.change(
        arguments.login,
        seconded_from=arguments.from_day,
        seconded_to=arguments.to_day,
        must_change=int(not arguments.lasting_pin),
    )
    until = "" if arguments.lasting_pin else ", for one sign-in"
    print(f"{arguments.login} may sign in. PIN (shown once{until}): {pin}")


def _list(accounts: Accounts, arguments: argparse.Namespace) -> None:
    for officer in accounts.list_officers():
        state = "disabled" if officer.disabled else "active"
        if officer.seconded_from or officer.seconded_to:
            state += f"\t{officer.seconded_from or ''}..{officer.seconded_to or ''}"
        counter = officer.counter if officer.counter is not None else "-"
        print(f"{officer.login}\t{officer.name}\t{','.join(officer.roles)}\t{counter}\t{state}")


def _pin(accounts: Accounts, arguments: argparse.Namespace) -> None:
    pin = new_pin()
    accounts.set_pin(arguments.login, pin)
    print(f"{arguments.login} has a new PIN (shown once): {pin}")


def _unlock(accounts: Accounts, arguments: argparse.Namespace) -> None:
    unlock(accounts, arguments.login)
    print(f"{arguments.login} may try again within five seconds.")


def _disable(accounts: Accounts, arguments: argparse.Namespace) -> None:
    accounts.disable(arguments.login)
    print(f"{arguments.login} is shut out.")


def _enable(accounts: Accounts, arguments: argparse.Namespace) -> None:
    accounts.disable(arguments.login, False)
    print(f"{arguments.login} may sign in again, with the PIN from before.")
