"""Sockets that never wait longer than they were told to: plain ones and encrypted ones."""

import select
import socket

from terminal.errors import LinkLost

CONNECT_S = 4
"""Shorter than the watchdog, which nobody feeds meanwhile."""
_AGAIN = (11, 35, 110, 115, 116, 119)
"""What ports answer instead of waiting: EAGAIN, EINPROGRESS, ETIMEDOUT under their numbers."""


class Stream:
    """A connection. ``read`` and ``write`` return at once; ``wait`` until something comes."""

    def __init__(self, host: str, port: int, ca=None):
        """``ca`` is a certificate in DER that must have signed the other end's. Raises LinkLost."""
        try:
            address = socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM)[0][-1]
            self._socket = socket.socket()
        except OSError as error:
            raise LinkLost(f"no address for {host}: {error}")
        self._stream = self._socket
        try:
            self._socket.settimeout(CONNECT_S)
            self._socket.connect(address)
            _no_delay(self._socket)
            if ca is not None:
                self._stream = _encrypted(self._socket, host, ca)
            self._socket.setblocking(False)
        except (OSError, ValueError) as error:
            self.close()
            raise LinkLost(f"no connection to {host}:{port}: {error}")
        self._poll = select.poll()
        self._poll.register(self._stream, select.POLLIN)

    def read(self, most: int):
        """Bytes, or None when there are none now. Raises LinkLost at the end."""
        try:
            data = self._stream.read(most)
        except OSError as error:
            if error.errno in _AGAIN:
                return None
            raise LinkLost(f"reading: {error}")
        if data == b"":
            raise LinkLost("closed by the other end")
        return data

    def write(self, data) -> int:
        """How many bytes were taken. Raises LinkLost."""
        try:
            return self._stream.write(data) or 0
        except OSError as error:
            if error.errno in _AGAIN:
                return 0
            raise LinkLost(f"writing: {error}")

    def wait(self, most_ms: int) -> None:
        """Until there is something to read, at most so long."""
        self._poll.poll(most_ms)

    def close(self) -> None:
        """It may be closed already."""
        try:
            self._stream.close()
            self._socket.close()
        except OSError:
            return


def _no_delay(one) -> None:
    """Nagle's delay off: 40 ms a message otherwise. Some ports do not know the option."""
    try:
        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except (OSError, ValueError, AttributeError):
        return


def _encrypted(plain, host: str, ca):
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(cadata=ca)
    return context.wrap_socket(plain, server_hostname=host)
