"""A copy is said on the wire, and what kiosks tell of their printers is kept."""

from __future__ import annotations

import threading
from types import SimpleNamespace

import pytest

from broker import messages as m
from broker import topics
from server.announce import Announcer
from server.ledger import Actor
from server.store import journal
from server.store.accounts import Accounts
from server.wire import Wire

INLINE = SimpleNamespace(spawn=lambda call: call(), post=lambda call: call(), every=lambda *_: None)
KIOSK, GUIDE = Actor("device", "kiosk-1"), Actor("officer", "guide")


class StubLink:
    """Keeps who listens where, and what the server says."""

    def __init__(self):
        self.handlers, self.said = {}, []

    def subscribe(self, filter, handler):
        self.handlers[filter] = handler

    def publish_message(self, spec, message, **where):
        self.said.append((spec, message, where))

    def hear(self, spec, message):
        topic = topics.build("thu", spec, id="kiosk-1")
        heard = SimpleNamespace(topic=topic, payload=m.encode(message), retain=False)
        self.handlers[topics.subscription("thu", spec)](heard)


@pytest.fixture
def link(centre):
    """A kiosk that the server hears, and that hears the server."""
    accounts = Accounts(centre.store)
    accounts.create_device("kiosk-1", "kiosk")
    link = StubLink()
    Wire(centre.desk, link, INLINE, accounts).listen()
    Announcer(centre.desk, link, INLINE).start()
    link.hear(topics.DEVICE_STATUS, m.DeviceStatus(state="online", session="s", version="1"))
    return link


def test_a_copy_is_an_event_to_its_kiosk_alone(centre, link):
    made = centre.desk.issue(KIOSK, None, group="a")
    centre.desk.reprint(GUIDE, "k", made["number"], "kiosk-1")
    done = threading.Event()
    centre.runtime.post(done.set)
    assert done.wait(60), "everything posted before has run by then"
    said = [(wish, where) for spec, wish, where in link.said if spec is topics.KIOSK_REPRINT]
    ((wish, where),) = said
    assert where == {"id": "kiosk-1"}
    assert (wish.ticket.id, wish.ticket.number) == (made["id"], made["number"])
    assert not topics.KIOSK_REPRINT.retain


def test_the_trouble_of_a_printer_is_known_to_the_server(centre, link):
    health = m.DeviceHealth(session="s", up_s=1, paper="out", trouble="cover", queue=2)
    link.hear(topics.DEVICE_HEALTH, health)
    seen = centre.desk.seen.devices["kiosk-1"]
    assert (seen.paper, seen.trouble, seen.queue) == ("out", "cover", 2)
    assert seen.heard_at == centre.clock.now()


def test_the_journal_knows_how_a_slip_was_confirmed(centre, link):
    made = centre.desk.issue(KIOSK, None, group="a")
    link.hear(
        topics.KIOSK_PRINTED,
        m.Printed(id="p1", ticket=made["id"], ok=True, paper="ok", confirmed="process"),
    )
    centre.desk.reprint(GUIDE, "k", made["number"], "kiosk-1")
    with centre.store.read() as db:
        told = [one.fact for one in journal.read(db)][-2:]
    assert (told[0].KIND, told[0].confirmed) == ("ticket_printed", "process")
    assert told[1].data() == {"ticket": made["id"], "device": "kiosk-1"}
