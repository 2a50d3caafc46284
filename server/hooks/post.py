"""Handing one delivery to a receiver. The only code that knows urllib3."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

import urllib3

from server.errors import HookRefused

CONNECT_S, ANSWER_S = 3.0, 5.0
MOST_READ = 4096
"""Bytes of an answer that are read, so that its connection can be used again."""


class Sender:
    """Sends bodies by POST; connections are kept and used again."""

    def __init__(self) -> None:
        wait = urllib3.Timeout(connect=CONNECT_S, read=ANSWER_S)
        self._pool = urllib3.PoolManager(num_pools=16, timeout=wait, retries=False)

    def send(self, url: str, body: bytes, headers: Mapping[str, str]) -> str:
        """Empty when the receiver took it with any 2xx; else what went wrong, for people.

        Redirects are not followed: the address that was set is the only one that is told.
        """
        try:
            answer = self._pool.request(
                "POST", url, body=body, headers=dict(headers), preload_content=False, redirect=False
            )
        except urllib3.exceptions.HTTPError as error:
            return f"{type(error).__name__}: {url} did not answer"
        try:
            answer.read(MOST_READ)
        except urllib3.exceptions.HTTPError:
            answer.close()
        finally:
            answer.release_conn()
        return "" if 200 <= answer.status < 300 else f"it answered {answer.status}"


def check(url: str) -> str:
    """``url`` if events may go there. Raises HookRefused with what to do.

    Without TLS only inside: to an address of a private network or of this machine.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise HookRefused(f"{url}: give an address such as https://example.org/luot, no user in it")
    if parts.fragment or any(c.isspace() for c in url):
        raise HookRefused(f"{url}: leave out blanks and everything from # on")
    if parts.scheme == "http" and not _is_inside(parts.hostname):
        raise HookRefused(f"{url}: use https; http only to an address such as 10.1.2.3")
    return url


def _is_inside(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return False
    return found.is_private or found.is_loopback
