"""``luot device``: which kiosks, displays and counter boxes may speak."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from server import admitting
from server.commands import places
from server.commands.user import with_accounts
from server.store.account_rows import Device
from server.store.accounts import DEVICE_ROLES, Accounts


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("device", help="add, list or revoke devices, or renew a secret")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    add = actions.add_parser("add", help="add a device; its secret is shown once")
    add.add_argument("id", help="its name on the wire, such as kiosk-1")
    add.add_argument("--role", choices=sorted(DEVICE_ROLES), required=True, help="what it is")
    add.add_argument(
        "--counter", type=int, action="append", default=[], help="its counter; may be repeated"
    )
    add.add_argument("--zone", help="the zone where it stands")
    add.set_defaults(act=_add)
    actions.add_parser("list", help="list devices").set_defaults(act=_list)
    revoke = actions.add_parser("revoke", help="make a device's secret worthless")
    revoke.add_argument("id", help="the device")
    revoke.set_defaults(act=_revoke)
    renew = actions.add_parser("renew", help="make a new secret; the old one is worthless then")
    renew.add_argument("id", help="the device")
    renew.set_defaults(act=_renew)
    for action in actions.choices.values():
        action.add_argument("--data", required=True, type=Path, help="folder of the centre")
    parser.set_defaults(run=lambda arguments: with_accounts(arguments, arguments.act))


def _add(accounts: Accounts, arguments: argparse.Namespace) -> None:
    places.check(arguments.plan, counters=arguments.counter, zone=arguments.zone)
    secret = accounts.create_device(arguments.id, arguments.role, arguments.counter, arguments.zone)
    given = admitting.of_command(arguments.data).admit(
        arguments.id, arguments.role, arguments.counter, secret
    )
    _by_hand(given.login)
    print(f"Device {arguments.id}. Secret for HTTP and MQTT (shown once): {secret}")


def _list(accounts: Accounts, arguments: argparse.Namespace) -> None:
    for device in accounts.list_devices():
        bound = ",".join(str(number) for number in sorted(device.counters)) or "-"
        state = "revoked" if device.revoked else "active"
        print(f"{device.id}\t{device.role}\t{bound}\t{device.zone or '-'}\t{state}")


def _renew(accounts: Accounts, arguments: argparse.Namespace) -> None:
    secret = accounts.renew_secret(arguments.id)
    known = _device(accounts, arguments.id)
    given = admitting.of_command(arguments.data).admit(known.id, known.role, known.counters, secret)
    _by_hand(given.login)
    print(f"Device {arguments.id}. New secret for HTTP and MQTT (shown once): {secret}")


def _revoke(accounts: Accounts, arguments: argparse.Namespace) -> None:
    accounts.revoke(arguments.id)
    known = _device(accounts, arguments.id)
    print(f"{arguments.id} is revoked.")
    if not admitting.of_command(arguments.data).shut_out(known.id, known.role):
        print(f"Take [{known.id}] out of the broker's logins, then: {admitting.BY_HAND}")


def _device(accounts: Accounts, id: str) -> Device:
    return next(one for one in accounts.list_devices() if one.id == id)


def _by_hand(login: str | None) -> None:
    """What is to be done where the server may not write who may connect to the broker."""
    if login is not None:
        print("Put this into the broker's logins, in place of an older one of the same name:\n")
        print(f"{login}\n\nThen: {admitting.BY_HAND}\n")
