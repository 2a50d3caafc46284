"""One file over HTTP, in pieces, without ever waiting long."""

from terminal.errors import LinkLost, UpdateRefused
from terminal.sockets import Stream

PIECE_BYTES = 1024
SILENCE_MS = 10000
MOST_HEAD = 4096


def pieces(url: str, most: int, clock_ms, ca=None):
    """Yields pieces of the body, or b"" when there is nothing now. Raises LinkLost, UpdateRefused.

    ``most`` bytes at the most. HTTP/1.0: the end of the file is the end of the connection; what
    was cut off is known by its size, which the manifest tells.
    """
    kind, _, rest = url.partition("://")
    place, _, path = rest.partition("/")
    host, _, port = place.partition(":")
    stream = Stream(host, int(port or (443 if kind == "https" else 80)), _trust(kind, ca))
    try:
        ask = f"GET /{path} HTTP/1.0\r\nHost: {place}\r\n\r\n"
        if stream.write(ask.encode()) != len(ask):
            raise LinkLost("the request was not taken")
        yield from _body(stream, most, clock_ms)
    finally:
        stream.close()


def _trust(kind: str, ca):
    if kind != "https":
        return None
    if ca is None:
        raise UpdateRefused("https wants a certificate: set ca")
    return ca


def _body(stream, most: int, clock_ms):
    head, is_head, size, heard_ms = b"", True, 0, clock_ms()
    while True:
        try:
            data = stream.read(PIECE_BYTES)
        except LinkLost:
            if is_head:
                raise
            return
        if data is None:
            if clock_ms() - heard_ms > SILENCE_MS:
                raise LinkLost("the server of releases is silent")
            yield b""
            continue
        heard_ms = clock_ms()
        if is_head:
            head += data
            data, is_head = _after_head(head), b"\r\n\r\n" not in head
        size += len(data)
        if size > most:
            raise UpdateRefused("longer than it should be")
        yield data


def _after_head(head: bytes) -> bytes:
    """What of the body has come. Raises UpdateRefused when there is no such file."""
    top, end, body = head.partition(b"\r\n\r\n")
    if not end:
        if len(head) > MOST_HEAD:
            raise UpdateRefused("no end of the answer's head")
        return b""
    words = top.split(b"\r\n", 1)[0].split(b" ")
    if len(words) < 2 or words[1] != b"200":
        raise UpdateRefused(f"the server of releases says {words[1:2]!s}")
    return body
