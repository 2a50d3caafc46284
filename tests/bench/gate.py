"""A door in the cable: connections pass through it to the broker, are cut, or find it shut."""

from __future__ import annotations

import contextlib
import socket
import threading

from broker.daemon import free_port


class Gate:
    """Listens on a port of its own and passes every byte on while it is open."""

    def __init__(self, port: int) -> None:
        self._to = ("127.0.0.1", port)
        self._door: socket.socket | None = None
        self.port = free_port()
        self._pipes: set[socket.socket] = set()
        self._lock = threading.Lock()

    def open(self) -> None:
        """From now on connections are passed on."""
        door = socket.create_server(("127.0.0.1", self.port), reuse_port=False)
        self._door = door
        threading.Thread(target=self._accept, args=(door,), daemon=True).start()

    def shut(self) -> None:
        """Nobody comes in any more, and who is in is cut off."""
        door, self._door = self._door, None
        if door is not None:
            with contextlib.suppress(OSError):
                door.shutdown(socket.SHUT_RDWR)
            door.close()
        self.cut()

    def cut(self) -> None:
        """Every connection ends, as when a cable is pulled for a moment."""
        with self._lock:
            pipes, self._pipes = self._pipes, set()
        for pipe in pipes:
            with contextlib.suppress(OSError):
                pipe.shutdown(socket.SHUT_RDWR)

    def _accept(self, door: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = door.accept()
                far = socket.create_connection(self._to)
                for one in (near, far):
                    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                with self._lock:
                    self._pipes |= {near, far}
                threading.Thread(target=self._carry, args=(near, far), daemon=True).start()

    def _carry(self, near: socket.socket, far: socket.socket) -> None:
        back = threading.Thread(target=_pump, args=(far, near), daemon=True)
        back.start()
        _pump(near, far)
        back.join()
        with self._lock:
            self._pipes -= {near, far}
        near.close()
        far.close()


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65_536):
            sink.sendall(data)
    for one in (source, sink):
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
