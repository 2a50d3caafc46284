"""``luot-broker``: the embedded broker, and the files of Mosquitto."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from broker import __version__
from broker.admitting import Admission
from broker.arguments import port
from broker.daemon import free_port
from broker.embedded import EmbeddedBroker
from broker.environment import read_text
from broker.errors import BrokerUnavailable, WireError
from broker.logins import read_logins
from broker.mosquitto import command
from broker.settings import Settings, read_settings

_LOOK_S = 1.0
"""How soon a broker that died is noticed."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run until told to stop. Exit 1 with one line when something cannot be used."""
    arguments = _parser().parse_args(argv)
    try:
        settings = _settings(arguments)
        if arguments.command == "mosquitto-files" and arguments.follow:
            command.follow(settings, arguments, _until_told(), _say_written)
            return 0
        if arguments.command == "mosquitto-files":
            _say_written(command.run(settings, arguments))
            return 0
        return serve(settings)
    except (WireError, OSError) as error:
        print(f"luot-broker: {error}", file=sys.stderr)
        return 1


def serve(settings: Settings) -> int:
    """The embedded broker, until SIGTERM or SIGINT. Raises BrokerUnavailable when it dies."""
    told = _until_told()
    port = settings.port or free_port()
    admission = Admission(read_logins(settings.logins), settings.admitted)
    broker = EmbeddedBroker(settings.data, admission.logins, host=settings.host, port=port)
    broker.start()
    print(f"Broker: {broker.url}", flush=True)
    while broker.running and not told.wait(_LOOK_S):
        admission.look(broker.admit)
    broker.stop()
    if not told.is_set():
        raise BrokerUnavailable("the broker's process ended by itself: start it again")
    return 0


def _say_written(configuration: Path) -> None:
    print(f"Wrote {configuration}, passwords and acl.", flush=True)


def _until_told() -> threading.Event:
    """Set by SIGTERM and SIGINT."""
    told = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told.set())
    return told


def _settings(arguments: argparse.Namespace) -> Settings:
    names = ("host", "port", "data", "centre")
    given = {name: getattr(arguments, name, None) for name in names}
    if arguments.logins is not None:
        given["logins"] = read_text(arguments.logins, "--logins")
    wanted = {name: one for name, one in given.items() if one is not None}
    return replace(read_settings(os.environ), **wanted)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="luot-broker",
        description="Run the embedded broker. Options win over LUOT_BROKER_* variables.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    _add_common(parser, None)
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="its own folder (LUOT_BROKER_DATA); broker-data"
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    text = "write Mosquitto's configuration, passwords and access list"
    files = commands.add_parser("mosquitto-files", help=text, description=text)
    # A default of the second parser would overwrite what the first one has read.
    _add_common(files, argparse.SUPPRESS)
    command.add_arguments(files)
    return parser


def _add_common(parser: argparse.ArgumentParser, default: str | None) -> None:
    parser.add_argument("--host", default=default, help="address (LUOT_BROKER_HOST); 127.0.0.1")
    parser.add_argument("--port", type=port, default=default, help="port (LUOT_BROKER_PORT); 1883")
    parser.add_argument(
        "--logins",
        type=Path,
        default=default,
        metavar="FILE",
        help="who may connect, TOML (LUOT_BROKER_LOGINS_FILE)",
    )
