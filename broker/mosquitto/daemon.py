"""A Mosquitto started by us, with files made from the topic tree."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from broker.daemon import Login, check_port, find_mosquitto
from broker.errors import BrokerUnavailable
from broker.mosquitto.config import Listener, configuration
from broker.mosquitto.files import write_configuration, write_lists

START_S = 30.0
_POLL_S = 0.02


class MosquittoBroker:
    """Mosquitto on ``host:port``; further listeners, such as TLS, may be added."""

    def __init__(
        self,
        data: Path,
        logins: Sequence[Login],
        *,
        host: str,
        port: int,
        centre: str,
        more: Sequence[Listener] = (),
    ) -> None:
        self.folder = (data / "mosquitto").resolve()
        self._logins = logins
        self._centre = centre
        self._listeners = [Listener(port, host), *more]
        self._log = self.folder / "mosquitto.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where clients of this machine reach it."""
        first = self._listeners[0]
        return f"mqtt://{first.host}:{first.port}"

    @property
    def running(self) -> bool:
        """Is its process there?"""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Raises BrokerUnavailable when Mosquitto is missing or its port is taken."""
        program = find_mosquitto()
        if program is None:
            raise BrokerUnavailable("mosquitto is not installed: apt-get install mosquitto")
        for listener in self._listeners:
            check_port(listener.host, listener.port)
        user = "root" if os.geteuid() == 0 else ""
        text = configuration(self.folder, self._listeners, user=user)
        write_lists(self.folder, self._centre, self._logins)
        config = write_configuration(self.folder, text)
        # A file, not a pipe: nobody reads a pipe, and Mosquitto would stop once it is full.
        with self._log.open("wb") as log:
            self._process = subprocess.Popen([program, "-c", str(config)], stdout=log, stderr=log)
        self._wait()

    def stop(self) -> None:
        """End it and wait until it is gone."""
        process, self._process = self._process, None
        if process is not None:
            process.terminate()
            process.wait()

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self.stop()

    def admit(self, logins: Sequence[Login]) -> None:
        """Let exactly these in from now on; nobody who stays is disturbed."""
        self._logins = logins
        write_lists(self.folder, self._centre, logins)
        if self._process is not None:
            self._process.send_signal(signal.SIGHUP)

    def _wait(self) -> None:
        assert self._process is not None
        first = self._listeners[0]
        deadline = time.monotonic() + START_S
        pause = threading.Event()
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                socket.create_connection((first.host, first.port), timeout=1).close()
            except OSError:
                pause.wait(_POLL_S)
            else:
                if self._process.poll() is None:
                    return
        self._fail(first)

    def _fail(self, first: Listener) -> None:
        self.kill()
        told = self._log.read_text(encoding="utf-8", errors="replace")
        last = told.strip().splitlines()[-1:] or ["it said nothing"]
        raise BrokerUnavailable(f"mosquitto did not start on port {first.port}: {last[0]}")
