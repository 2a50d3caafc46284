"""A kiosk checks an appointment in by the wire: a normal ticket, or a refusal with its reason."""

from __future__ import annotations

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest

from broker import messages as m
from broker import topics
from server.domain.plan import parse_plan
from server.ledger import Actor
from server.store.accounts import Accounts
from server.wire import Wire

INLINE = SimpleNamespace(spawn=lambda call: call(), post=lambda call: call())


@pytest.fixture
def kiosk(found_centre, make_document):
    """A centre with an appointment at ten (``centre.code``), and what its kiosk says and hears."""
    document = make_document() | {"booking": {"enabled": True}}
    document["group"][0]["slot_capacity"] = 1
    centre = found_centre(parse_plan(document))
    Accounts(centre.store, lambda: 0.0).create_device("k-1", "kiosk", [])
    slot_at = centre.clock.at + timedelta(hours=1)
    web = Actor("citizen", "anonymous")
    centre.code = centre.desk.book(web, None, group="a", slot_at=slot_at, client=None)["code"]
    handlers, said = {}, []
    link = SimpleNamespace(
        subscribe=handlers.__setitem__, publish_message=lambda *what, **where: said.append(what[1])
    )
    Wire(centre.desk, link, INLINE, Accounts(centre.store, lambda: 0.0)).listen()
    listens = handlers[topics.subscription(centre.desk.plan.centre.id, topics.KIOSK_REQUEST)]

    def ask(id, **told):
        payload = json.dumps({"v": 1, "id": id, **told}).encode()
        topic = topics.build(centre.desk.plan.centre.id, topics.KIOSK_REQUEST, id="k-1")
        listens(SimpleNamespace(topic=topic, payload=payload))
        return said[-1]

    return SimpleNamespace(ask=ask, centre=centre, said=said)


def test_a_code_gets_the_ticket_of_its_slot_and_a_repeat_the_same(kiosk):
    kiosk.centre.clock.pass_s(45 * 60)
    reply = kiosk.ask("t-1", booking=kiosk.centre.code)
    assert isinstance(reply, m.TicketReply)
    assert (reply.request, reply.group) == ("t-1", "a")
    assert reply.appointment_at == "2026-11-24T10:00:00+07:00"
    assert kiosk.ask("t-1", booking=kiosk.centre.code) == reply


def test_a_refusal_says_from_when_in_both_languages(kiosk):
    reply = kiosk.ask("t-1", booking=kiosk.centre.code.lower(), lang="en")
    assert isinstance(reply, m.RefusalReply)
    assert (reply.request, reply.code) == ("t-1", "check-in-early")
    assert "09:40" in reply.reason.vi and "09:40" in reply.reason.en
    unknown = kiosk.ask("t-2", booking="K7MP-4XQ2")
    assert unknown.code == "unknown-booking"


def test_a_request_for_neither_a_group_nor_an_appointment_is_refused(kiosk):
    assert kiosk.ask("t-1").code == "unknown-group"
