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

from broker.daemon import Login, find_mosquitto
from broker.errors import BrokerUnavailable
from broker.mosquitto.config import Listener, access_list, configuration, password_line

START_S = 5.0
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
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where clients of this machine reach it."""
        first = self._listeners[0]
        return f"mqtt://{first.host}:{first.port}"

    def start(self) -> None:
        """Raises BrokerUnavailable when Mosquitto is missing or its port is taken."""
        program = find_mosquitto()
        if program is None:
            raise BrokerUnavailable("mosquitto is not installed: apt-get install mosquitto")
        self.write(self._logins)
        config = self.folder / "mosquitto.conf"
        user = "root" if os.geteuid() == 0 else ""
        config.write_text(configuration(self.folder, self._listeners, user=user))
        self._process = subprocess.Popen(
            [program, "-c", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        self._wait()

    def stop(self) -> None:
        """End it and wait until it is gone."""
        process, self._process = self._process, None
        if process is not None:
            process.terminate()
            process.wait()
            if process.stderr is not None:
                process.stderr.close()

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self.stop()

    def admit(self, logins: Sequence[Login]) -> None:
        """Let exactly these in from now on; nobody else who stays is disturbed."""
        self._logins = logins
        self.write(logins)
        if self._process is not None:
            self._process.send_signal(signal.SIGHUP)

    def write(self, logins: Sequence[Login]) -> None:
        """The password file and the access list."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for name, text in (
            ("passwords", "\n".join(password_line(login) for login in logins) + "\n"),
            ("acl", access_list(self._centre, logins)),
        ):
            path = self.folder / name
            path.touch(mode=0o600)
            path.chmod(0o600)
            path.write_text(text, encoding="utf-8")

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
        process = self._process
        assert process is not None
        process.kill()
        told = process.stderr.read().decode(errors="replace") if process.stderr else ""
        self.stop()
        last = told.strip().splitlines()[-1:] or ["it said nothing"]
        raise BrokerUnavailable(
            f"mosquitto did not start on port {first.port}: {last[0]}; stop what uses the port, "
            "or choose another"
        )
