"""The real embedded broker with a server, a kiosk and a light that may connect to it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from broker.daemon import Login, free_port, new_password
from broker.embedded import EmbeddedBroker
from broker.link import Link, LinkSettings
from broker.topics import Client, Role

CENTRE = "thu"
CLIENTS = (
    Client("server", Role.SERVER),
    Client("kiosk-1", Role.KIOSK),
    Client("led-07", Role.DISPLAY, frozenset({7})),
)
CONNECT_S = 60.0


class HallWire:
    """A broker that runs, and links to it."""

    def __init__(self, data: Path) -> None:
        self.passwords = {client.id: new_password() for client in CLIENTS}
        logins = [Login(client, self.passwords[client.id]) for client in CLIENTS]
        self.broker = EmbeddedBroker(data, logins, host="127.0.0.1", port=free_port())
        self.heard: list[Any] = []
        self.news = threading.Condition()
        self._links: list[Link] = []

    @property
    def url(self) -> str:
        """For ``--mqtt``."""
        return self.broker.url

    def make_link(self, id: str, **said: Any) -> Link:
        """A link of one of the clients, not started; it is stopped at the end."""
        settings = LinkSettings(self.url, id, self.passwords[id], id, CENTRE)
        self._links.append(Link(settings, **said))
        return self._links[-1]

    def connect(self, id: str, *filters: str) -> Link:
        """A link that is up and keeps what it hears on the filters in ``heard``."""
        link = self.make_link(id)
        for filter in filters:
            link.subscribe(filter, self._keep)
        link.start()
        assert link.wait_connected(CONNECT_S)
        return link

    def wait_heard(self, is_it: Callable[[Any], bool], timeout_s: float = 60.0) -> Any:
        """The first message that is wanted, as it came."""
        with self.news:
            assert self.news.wait_for(lambda: any(map(is_it, self.heard)), timeout_s), self.heard
            return next(filter(is_it, self.heard))

    def stop(self) -> None:
        """Hang up, and end the broker."""
        for link in self._links:
            link.stop()
        self.broker.stop()

    def _keep(self, received: Any) -> None:
        with self.news:
            self.heard.append(received)
            self.news.notify_all()


@contextmanager
def running(data: Path) -> Iterator[HallWire]:
    """A broker for as long as it is needed."""
    wire = HallWire(data)
    wire.broker.start()
    try:
        yield wire
    finally:
        wire.stop()
