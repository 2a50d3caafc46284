"""``luot-broker mosquitto-files``: what Mosquitto needs for one centre, written to a folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from broker import topics
from broker.errors import BadSetting, UnknownTopic
from broker.logins import read_logins
from broker.mosquitto.config import Listener, configuration
from broker.mosquitto.files import write_configuration, write_lists
from broker.settings import Settings

_EVERYWHERE = "0.0.0.0"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options besides those of the embedded broker."""
    parser.add_argument(
        "--dest", type=Path, required=True, metavar="DIR", help="where Mosquitto reads them"
    )
    parser.add_argument("--centre", help="id of the centre (LUOT_BROKER_CENTRE)")
    parser.add_argument(
        "--state", type=Path, metavar="DIR", help="where Mosquitto keeps what is retained; DEST"
    )
    parser.add_argument(
        "--user", default="", metavar="NAME", help="who Mosquitto runs as, and owns the secrets"
    )
    parser.add_argument(
        "--tls-port", type=port_number, metavar="PORT", help="also speak TLS, on every address"
    )
    parser.add_argument("--cert", type=Path, metavar="FILE", help="certificate for TLS")
    parser.add_argument("--key", type=Path, metavar="FILE", help="private key for TLS")


def port_number(text: str) -> int:
    """A port as it stands on a command line."""
    if not (text.isascii() and text.isdigit() and int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text!r}: use a whole number from 0 to 65535")
    return int(text)


def run(settings: Settings, arguments: argparse.Namespace) -> Path:
    """Write the files; returns where the configuration is. Raises BadSetting, OSError."""
    folder = arguments.dest.resolve()
    state = arguments.state.resolve() if arguments.state else None
    listeners = _listeners(settings, arguments)
    text = configuration(folder, listeners, user=arguments.user, state=state)
    try:
        topics.legal(settings.centre)
        write_lists(folder, settings.centre, read_logins(settings.logins), arguments.user)
    except UnknownTopic as error:
        raise BadSetting(f"--centre or LUOT_BROKER_CENTRE: {error}") from error
    except LookupError as error:
        raise BadSetting(f"--user: {error}") from error
    return write_configuration(folder, text)


def _listeners(settings: Settings, arguments: argparse.Namespace) -> list[Listener]:
    if settings.port == 0:
        raise BadSetting("--port 0: Mosquitto needs a port that stays the same")
    found = [Listener(settings.port, settings.host)]
    tls = (arguments.tls_port, arguments.cert, arguments.key)
    if any(tls) and not all(tls):
        raise BadSetting("--tls-port, --cert and --key belong together: give all three")
    if all(tls):
        port, cert, key = tls
        found.append(Listener(port, _EVERYWHERE, cert.resolve(), key.resolve()))
    return found
