"""One live number a person and group, by a hash whose key dies with the day and is kept nowhere."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from broker import topics
from server.domain.errors import Refused
from server.ledger import Actor
from server.persons import Persons
from server.store.accounts import Accounts
from server.wire import Wire

KIOSK = Actor("device", "k-1")
SHE, HE = "a1" * 16, "b2" * 16
INLINE = SimpleNamespace(spawn=lambda call: call(), post=lambda call: call())


def give(centre, person, group="a", key=None):
    return centre.desk.issue(KIOSK, key, group=group, person=person)


def test_a_second_number_for_the_same_group_is_refused_and_names_the_first(centre):
    first = give(centre, SHE)
    with pytest.raises(Refused) as refused:
        give(centre, SHE)
    assert refused.value.code == "already-waiting"
    assert str(first["number"]) in refused.value.reason.vi
    assert str(first["number"]) in refused.value.reason.en


def test_another_group_another_person_and_nobody_known_get_theirs(centre):
    give(centre, SHE)
    numbers = [give(centre, *who)["number"] for who in ((SHE, "b"), (HE, "a"), (None,), (None,))]
    assert len(numbers) == 4


def test_who_left_may_come_again(centre):
    key = give(centre, SHE)["key"]
    centre.desk.leave(Actor("citizen", key), None, key)
    assert give(centre, SHE)["number"]


def test_a_repeated_touch_gets_its_first_answer_and_no_refusal(centre):
    assert give(centre, SHE, key="touch-1") == give(centre, SHE, key="touch-1")


def test_the_hash_is_written_nowhere(centre):
    give(centre, SHE, key="touch-1")
    with centre.store.read() as db:
        text = "\n".join(db.iterdump()) if hasattr(db, "iterdump") else ""
    assert "touch-1" in text
    assert SHE not in text


def test_a_new_day_has_a_new_key_and_knows_nobody():
    persons = Persons()
    first = persons.key_of("2026-11-24")
    persons.note(SHE, "a", "t-1")
    assert persons.key_of("2026-11-24") == first
    assert persons.key_of("2026-11-25") != first
    held = SimpleNamespace(day="2026-11-25", tickets={"t-1": SimpleNamespace(state="waiting")})
    assert persons.live(held, SHE, "a") is None


def test_a_kiosk_that_comes_is_given_the_key_and_nobody_else_is(centre):
    accounts = Accounts(centre.store, lambda: 0.0)
    accounts.create_device("k-1", "kiosk", [])
    accounts.create_device("led-1", "display", [1])
    handlers, said = {}, []
    link = SimpleNamespace(
        subscribe=handlers.__setitem__, publish_message=lambda *what, **where: said.append(what)
    )
    Wire(centre.desk, link, INLINE, accounts).listen()
    told = json.dumps({"state": "online", "session": "s", "version": "1"}).encode()
    listens = handlers[topics.subscription(centre.desk.plan.centre.id, topics.DEVICE_STATUS)]
    for device in ("k-1", "led-1"):
        topic = topics.build(centre.desk.plan.centre.id, topics.DEVICE_STATUS, id=device)
        listens(SimpleNamespace(topic=topic, payload=told, retain=False))
    day = centre.desk.snapshot().hall.day
    assert [spec for spec, _ in said] == [topics.PERSON_KEY]
    assert (said[0][1].day, said[0][1].key) == (day, centre.desk.persons.key_of(day))
