"""``luot token``: what other systems may read."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from server.commands.arguments import day
from server.domain.facts import from_ms
from server.domain.permissions import OF_TOKENS
from server.runtime import ThreadRuntime
from server.store.store import Store
from server.store.tokens import Tokens


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("token", help="add, list or revoke tokens of other systems")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    add = actions.add_parser("add", help="add a token; its secret is shown once")
    add.add_argument("id", help="its name, such as case-system")
    add.add_argument(
        "--scope", action="append", choices=sorted(OF_TOKENS), required=True, help="may be repeated"
    )
    add.add_argument("--until", type=day, help="the last day on which it is good; else for ever")
    add.set_defaults(act=_add)
    actions.add_parser("list", help="list tokens").set_defaults(act=_list)
    revoke = actions.add_parser("revoke", help="make a token worthless")
    revoke.add_argument("id", help="the token")
    revoke.set_defaults(act=_revoke)
    for action in actions.choices.values():
        action.add_argument("--data", required=True, type=Path, help="folder of the centre")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Open the centre, act, and close again."""
    store = Store(arguments.data, ThreadRuntime(), starts=False)
    try:
        arguments.act(Tokens(store), arguments)
    finally:
        store.close()
    return 0


def _add(tokens: Tokens, arguments: argparse.Namespace) -> None:
    until: date | None = arguments.until
    secret = tokens.add(arguments.id, arguments.scope, until.isoformat() if until else None)
    print(f"Token {arguments.id}. Secret (shown once): {secret}")


def _list(tokens: Tokens, arguments: argparse.Namespace) -> None:
    for one in tokens.all():
        state = "revoked" if one.revoked else "active"
        used = f"{from_ms(one.used_ms):%Y-%m-%dT%H:%MZ}" if one.used_ms else "-"
        print(f"{one.id}\t{','.join(sorted(one.scopes))}\t{one.last_day or '-'}\t{state}\t{used}")


def _revoke(tokens: Tokens, arguments: argparse.Namespace) -> None:
    tokens.revoke(arguments.id)
    print(f"{arguments.id} is revoked.")
