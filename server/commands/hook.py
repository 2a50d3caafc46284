"""``luot hook``: other systems that are told what happens in the hall."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from server.clock import HallClock
from server.commands import places
from server.domain.facts import from_ms, to_ms
from server.hooks import events
from server.hooks.courier import Courier
from server.hooks.post import Sender, check
from server.hooks.signing import new_secret
from server.runtime import ThreadRuntime
from server.store.hooks import Hook, HookBook
from server.store.store import Store


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("hook", help="webhooks: add, list, test, pause, remove")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    add = actions.add_parser("add", help="tell an address from now on; its secret is shown once")
    add.add_argument("url", help="where to, such as https://example.org/luot")
    add.add_argument(
        "--event",
        action="append",
        choices=events.NAMES,
        help="may be repeated; every one when left out",
    )
    add.set_defaults(act=_add)
    actions.add_parser("list", help="list webhooks and how they are").set_defaults(act=_list)
    for name, act, told in (
        ("test", _test, "send it a test now"),
        ("pause", _pause, "tell it nothing until it is resumed; nothing is lost"),
        ("resume", _resume, "go on, and try at once"),
        ("remove", _remove, "tell it nothing more"),
    ):
        action = actions.add_parser(name, help=told)
        action.set_defaults(act=act)
    for name, action in actions.choices.items():
        if name != "list":
            action.add_argument("--id", required=True, help="its name, such as case-system")
        action.add_argument("--data", required=True, type=Path, help="folder of the centre")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Open the centre, act, and close again."""
    store = Store(arguments.data, ThreadRuntime(), starts=False)
    try:
        return int(arguments.act(store, arguments))
    finally:
        store.close()


def _add(store: Store, arguments: argparse.Namespace) -> int:
    secret, names = new_secret(), arguments.event or list(events.NAMES)
    HookBook(store).add(arguments.id, check(arguments.url), names, secret)
    print(f"Webhook {arguments.id}. Secret of its signatures (shown once): {secret}")
    return 0


def _list(store: Store, arguments: argparse.Namespace) -> int:
    for one in HookBook(store).all():
        last = "never" if one.told_ms is None else from_ms(one.told_ms).isoformat()
        print(f"{one.id}\t{one.url}\t{','.join(one.events)}\t{_state(one)}\t{last}\t{one.error}")
    return 0


def _state(hook: Hook) -> str:
    if hook.paused:
        return "paused"
    return f"failing ({hook.fails})" if hook.fails else "ok"


def _test(store: Store, arguments: argparse.Namespace) -> int:
    hook, clock = HookBook(store).find(arguments.id), HallClock()
    plan = places.plan_of(store)
    centre = plan.centre.id if plan else ""
    courier = Courier(store, ThreadRuntime(), Sender(), lambda: centre, clock.now)
    if error := courier.deliver(hook, events.trial(centre, to_ms(clock.now()))):
        print(f"luot: {hook.id}: {error}; check the address and its certificate", file=sys.stderr)
        return 1
    print(f"{hook.id} took the test.")
    return 0


def _pause(store: Store, arguments: argparse.Namespace) -> int:
    HookBook(store).pause(arguments.id, paused=True)
    print(f"{arguments.id} is paused.")
    return 0


def _resume(store: Store, arguments: argparse.Namespace) -> int:
    HookBook(store).pause(arguments.id, paused=False)
    print(f"{arguments.id} goes on.")
    return 0


def _remove(store: Store, arguments: argparse.Namespace) -> int:
    HookBook(store).remove(arguments.id)
    print(f"{arguments.id} is removed.")
    return 0
