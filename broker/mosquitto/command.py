"""``luot-broker mosquitto-files``: what Mosquitto needs for one centre, written to a folder."""

from __future__ import annotations

import argparse
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from broker import topics
from broker.admitting import Admission
from broker.arguments import port
from broker.errors import BadSetting, UnknownTopic
from broker.logins import read_logins
from broker.mosquitto.config import Listener, configuration
from broker.mosquitto.files import write_configuration, write_lists
from broker.settings import Settings

_EVERYWHERE = "0.0.0.0"
_LOOK_S = 0.5


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
        "--tls-port", type=port, metavar="PORT", help="also speak TLS, on every address"
    )
    parser.add_argument("--cert", type=Path, metavar="FILE", help="certificate for TLS")
    parser.add_argument("--key", type=Path, metavar="FILE", help="private key for TLS")
    parser.add_argument(
        "--follow", action="store_true", help="stay, and write the lists again as devices change"
    )


def run(settings: Settings, arguments: argparse.Namespace) -> Path:
    """Write the files; returns where the configuration is. Raises BadSetting, OSError."""
    return _write(settings, arguments, Admission(read_logins(settings.logins), settings.admitted))


def follow(
    settings: Settings,
    arguments: argparse.Namespace,
    told: threading.Event,
    say: Callable[[Path], None],
) -> None:
    """Write the files, and the lists again when the server's file changes, until ``told``.

    ``say`` is told where the configuration is, once it is there. Raises BadSetting, OSError.
    """
    if settings.admitted is None:
        raise BadSetting("--follow: set LUOT_ADMITTED to the server's own file of devices")
    admission = Admission(read_logins(settings.logins), settings.admitted)
    say(_write(settings, arguments, admission))
    folder, centre, user = arguments.dest.resolve(), settings.centre, arguments.user
    while not told.wait(_LOOK_S):
        admission.look(partial(write_lists, folder, centre, owner=user))


def _write(settings: Settings, arguments: argparse.Namespace, admission: Admission) -> Path:
    folder = arguments.dest.resolve()
    state = arguments.state.resolve() if arguments.state else None
    listeners = _listeners(settings, arguments)
    text = configuration(folder, listeners, user=arguments.user, state=state)
    try:
        topics.legal(settings.centre)
        write_lists(folder, settings.centre, admission.logins, arguments.user)
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
