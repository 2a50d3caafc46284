"""Phones in one process: plain WebSockets, each watching the ticket whose key it was given.

Usage: phone_sockets.py HOST PORT, with one key a line on standard input, closed by an empty line.
Prints ``ready`` when all have their ticket; ends with standard input, and then prints one JSON
object: ``{told, longest_s}``: messages heard, and the longest silence of any phone in seconds.
"""

from __future__ import annotations

import json
import select
import socket
import sys
import time

from browsers import browser, frame


def main() -> None:
    """Connect, then listen until nobody wants to know more."""
    host, port = sys.argv[1], int(sys.argv[2])
    keys = list(iter(sys.stdin.readline, "\n"))
    phones: dict[int, socket.socket] = {}
    for key in keys:
        made = browser(host, port, f"ticket:{key.strip()}", b'42["ticket"')
        phones[made.fileno()] = made
    print("ready", flush=True)
    print(json.dumps(_listen(phones)), flush=True)


def _listen(phones: dict[int, socket.socket]) -> dict[str, float]:
    poll = select.epoll()
    poll.register(sys.stdin, select.EPOLLIN)
    for fd in phones:
        poll.register(fd, select.EPOLLIN)
    began = time.monotonic()
    heard = dict.fromkeys(phones, began)
    told, longest_s = 0, 0.0
    while True:
        for fd, _ in poll.poll(1.0):
            if fd == sys.stdin.fileno():
                now = time.monotonic()
                return {"told": told, "longest_s": max(longest_s, now - min(heard.values()))}
            data, now = phones[fd].recv(65536), time.monotonic()
            if not data:
                raise ConnectionError("the server hung up")
            if data[:3] == b"\x81\x012":
                phones[fd].send(frame(b"3"))
            told += data.count(b'42["')
            longest_s, heard[fd] = max(longest_s, now - heard[fd]), now


if __name__ == "__main__":
    main()
