"""Reading the head of an HTTP request with llhttp.

gevent's own reader takes the standard library's e-mail parser, which was a seventh of a whole
request. llhttp is also stricter: it refuses what proxies and servers read differently.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import httptools

MOST_BYTES = 64 * 1024
_ANY_REQUEST = b"POST / HTTP/1.1\r\n"


class Head:
    """The headers of one request, with what ``gevent.pywsgi`` asks of them.

    ``status`` is empty, or says what is wrong: then the server answers 400.
    """

    def __init__(self) -> None:
        self.status = ""
        self._pairs: list[tuple[str, str]] = []
        self._first: dict[str, str] = {}

    def on_header(self, name: bytes, value: bytes) -> None:
        """Called by the parser for each header."""
        pair = name.decode("latin-1"), value.decode("latin-1")
        self._pairs.append(pair)
        self._first.setdefault(pair[0].lower(), pair[1])

    def get(self, name: str, default: str | None = None) -> str | None:
        """The first header of this name."""
        return self._first.get(name.lower(), default)

    getheader = get

    def __delitem__(self, name: str) -> None:
        del self._first[name.lower()]
        self._pairs = [pair for pair in self._pairs if pair[0].lower() != name.lower()]

    @property
    def headers(self) -> Iterator[str]:
        """Every header as a line."""
        return (f"{name}: {value}\r\n" for name, value in self._pairs)

    @property
    def typeheader(self) -> str | None:
        """The content type."""
        return self.get("content-type")


def read(file: BinaryIO) -> Head:
    """The headers that follow a request line in ``file``, up to and with the empty line."""
    head = Head()
    block = _block(file)
    if block is None:
        head.status = "Headers too long or cut off"
        return head
    try:
        httptools.HttpRequestParser(head).feed_data(_ANY_REQUEST + block)
    except httptools.HttpParserUpgrade:
        pass
    except httptools.HttpParserError as error:
        head.status = f"Malformed headers: {error}"
    return head


def _block(file: BinaryIO) -> bytes | None:
    block = b""
    while len(block) < MOST_BYTES:
        line = file.readline(MOST_BYTES)
        block += line
        if line in (b"\r\n", b"\n"):
            return block
        if not line.endswith(b"\n"):
            return None
    return None
