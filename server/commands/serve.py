"""``luot serve``: the server of a real hall."""

from __future__ import annotations

import argparse
import errno
import os
import signal
import socket
import sys
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from broker.alive import Alive
from broker.arguments import port
from server import logs
from server.settings import Settings, SettingsError, read_settings

SWITCH_INTERVAL_S = 0.0005
"""How long a busy loop may keep the writer thread from going on after its fsync."""


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("serve", help="run the server of a centre")
    parser.add_argument("--data", type=Path, help="folder of the centre (LUOT_DATA)")
    parser.add_argument("--host", help="address to listen on (LUOT_HOST)")
    parser.add_argument("--port", type=port, help="port to listen on (LUOT_PORT)")
    parser.add_argument("--mqtt", help="broker, mqtt://HOST:PORT (LUOT_MQTT)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve until told to stop. The process was patched for gevent by ``server.cli``."""
    settings = _settings(arguments)
    if settings.data is None:
        raise SettingsError("say where the centre is: --data DIR or LUOT_DATA")
    logs.start(settings.log_level, settings.log_format)
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    return serve(settings, settings.data)


def serve(settings: Settings, data: Path) -> int:
    """Open the centre, listen, put everything together, and wait for SIGTERM or Ctrl-C.

    The centre comes first: where another server has it, a free port would be of no use.
    """
    from server import runtime, tidying
    from server.compose import compose
    from server.store.store import Store
    from server.web.page_history import make_ready

    loop = runtime.GeventRuntime()
    with closing(Store(data, loop)) as store:
        listener = _listen(settings)
        settings = replace(settings, port=listener.getsockname()[1])
        hall = compose(settings, loop, store)
        tidying.settle()
        loop.spawn(lambda: make_ready(hall.app, loop.rest))
        loop.every(tidying.EACH_S, lambda: tidying.tidy(hall.desk))
        server = runtime.serve(hall.app, listener)
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        print(f"Serving http://{settings.host}:{settings.port} (process {os.getpid()})", flush=True)
        Alive().wait(stopped)
        server.stop(timeout=1)
        hall.stop()
    return 0


def _listen(settings: Settings) -> socket.socket:
    from server import runtime

    try:
        return runtime.listen(settings.host, settings.port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise SettingsError(
                f"port {settings.port} of {settings.host} is in use: choose another with --port"
            ) from error
        raise


def _settings(arguments: argparse.Namespace) -> Settings:
    given = {
        name: getattr(arguments, name)
        for name in ("data", "host", "port", "mqtt")
        if getattr(arguments, name) is not None
    }
    return replace(read_settings(os.environ), **given)
