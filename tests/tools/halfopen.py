"""A way to a broker that can go deaf: connections stay open, and nothing comes through."""

from __future__ import annotations

import contextlib
import socket
import threading


class HalfOpen:
    """Forwards to ``port`` of this machine until told otherwise; it listens on ``port_here``."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._there, self._back = _open(), _open()
        self._ended = threading.Event()
        self._sockets: list[socket.socket] = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port_here = int(self._server.getsockname()[1])
        self.accepted = 0
        self._door = threading.Thread(target=self._accept, daemon=True)
        self._door.start()

    def hold(self) -> None:
        """Swallow everything on the connections that exist; new ones work."""
        self._there.clear()
        self.mute()
        self._there, self._back = _open(), _open()

    def mute(self) -> None:
        """Swallow what the broker says, on new connections too, until ``cut``."""
        self._back.clear()

    def cut(self) -> None:
        """End the connections that exist; new ones work."""
        self._there, self._back = _open(), _open()
        gone, self._sockets = self._sockets, []
        for one in gone:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def close(self) -> None:
        """End everything."""
        self._ended.set()
        with contextlib.suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._door.join()
        self._server.close()
        self.cut()

    def _accept(self) -> None:
        while not self._ended.is_set():
            try:
                near, _ = self._server.accept()
            except OSError:
                continue
            try:
                far = socket.create_connection(("127.0.0.1", self._target))
            except OSError:
                near.close()
                continue
            self.accepted += 1
            self._sockets += [near, far]
            for told in ((near, far, self._there), (far, near, self._back)):
                threading.Thread(target=_copy, args=told, daemon=True).start()


def _open() -> threading.Event:
    event = threading.Event()
    event.set()
    return event


def _copy(source: socket.socket, target: socket.socket, through: threading.Event) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(4096):
            if through.is_set():
                target.sendall(data)
        if through.is_set():
            target.shutdown(socket.SHUT_RDWR)
