"""A real desk on a real broker, which go away and come back together; its clock is set by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from broker import topics
from broker.daemon import Daemon, Login, free_port, new_password
from broker.embedded import EmbeddedBroker
from broker.link import LinkSettings
from broker.serverlink import ServerLink
from broker.topics import Client, Role
from server.desk import Desk
from server.domain.plan import parse_plan
from server.ledger import Ledger
from server.lending import Lending
from server.runtime import ThreadRuntime
from server.standing import heartbeat, retained
from server.store import store
from server.wire import Wire

OPENS = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
"""07:30 in Hải Phòng, a Tuesday."""
DAY = timedelta(hours=9)
PATIENCE_S = 120.0
NAMED = {"name_vi": "Tên", "name_en": "Name"}
PLAN = {
    "centre": {"id": "thu", **NAMED, "timezone": "Asia/Ho_Chi_Minh"},
    "session": [
        {"name": "cả ngày", "opens": "07:00", "closes": "18:00", "last_ticket": "17:45"},
    ],
    "series": [{"id": str(n), "first": n * 10_000 + 1, "last": n * 10_000 + 5000} for n in (1, 2)],
    "zone": [{"id": "1", **NAMED}],
    "group": [
        {"code": code, **NAMED, "department": "Sở", "zone": "1", "series": series}
        for code, series in (("a", "1"), ("b", "1"), ("c", "2"))
    ],
    "counter": [{"number": 1, "zone": "1", "department": "Sở", "groups": ["a", "b", "c"]}],
}


class HandClock:
    """Tells the time that is set."""

    speed = 1.0
    at = OPENS

    def now(self) -> datetime:
        """As set."""
        return self.at


class Register:
    """Every kiosk is in force."""

    def entitled(self, id: str, role: str) -> bool:
        """Kiosks only."""
        return id.startswith("kiosk") and role == Role.KIOSK

    def terminals(self, counter: int) -> frozenset[str]:
        """None."""
        return frozenset()


class Hall:
    """The server's side, which is there or not with the broker."""

    def __init__(self, folder: Path, kiosks: int) -> None:
        self.clock, self.runtime = HandClock(), ThreadRuntime()
        store.create(folder / "centre")
        self.store = store.Store(folder / "centre", self.runtime)
        ledger = Ledger(self.store, self.runtime, self.clock)
        ledger.adopt(parse_plan(PLAN))
        self.desk = Desk(ledger, self.store, "http://hall.test")
        self.desk.tick()
        clients = [Client("server", Role.SERVER)]
        clients += [Client(f"kiosk-{i + 1}", Role.KIOSK) for i in range(kiosks)]
        self.logins = {client.id: Login(client, new_password()) for client in clients}
        self._folder, self._port = folder, free_port()
        self.broker: Daemon = self._make_broker()
        self.broker.start()
        password = self.logins["server"].password
        url = self.broker.url
        self.link = ServerLink(LinkSettings(url, "server", password, "server-thu", "thu"))
        wire = Wire(self.desk, self.link, self.runtime, Register())
        wire.listen()
        lending = Lending(self.desk, wire, self.link, lambda: kiosks)
        lending.listen()
        self.link.on_connected(lending.forget)
        self.link.on_connected(lambda: self.runtime.spawn(lambda: retained(self.desk, self.link)))
        self.link.start()
        self.link.wait_connected(PATIENCE_S)
        self._hush = self.runtime.every(1.0, self._beat)

    def go_away(self) -> None:
        """Server and broker are gone, for the kiosks."""
        self.broker.stop()

    def come_back(self, at: datetime) -> None:
        """They are there again, at this time of the day."""
        self.clock.at = at
        self.broker = self._make_broker()
        self.broker.start()

    def close(self) -> None:
        """End everything."""
        self._hush()
        self.link.stop()
        self.broker.stop()
        self.store.close()

    def _beat(self) -> None:
        if self.link.connected:
            self.link.publish_message(topics.TIME, heartbeat(self.desk))

    def _make_broker(self) -> EmbeddedBroker:
        logins = list(self.logins.values())
        return EmbeddedBroker(self._folder / "broker", logins, host="127.0.0.1", port=self._port)
