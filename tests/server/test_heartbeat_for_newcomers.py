"""A device that comes hears the heartbeat soon: before it, it shows nothing."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from broker import messages as m
from broker import topics
from server.announce import GREET_S, HEARTBEAT_S, Announcer
from server.store.accounts import Accounts
from server.wire import Wire


@pytest.fixture
def hall(centre):
    """A server on a link in memory, whose clockwork turns when it is told to."""
    handlers, said, every = {}, [], {}
    link = SimpleNamespace(
        subscribe=lambda filter, take: handlers.update({filter: take}),
        publish_message=lambda spec, message, **_: said.append((spec, message)),
    )
    runtime = SimpleNamespace(
        spawn=lambda call: call(), every=lambda pause_s, call: every.update({pause_s: call})
    )
    accounts = Accounts(centre.store)
    for number in range(60):
        accounts.create_device(f"led-{number}", "display")
    wire, announcer = (
        Wire(centre.desk, link, runtime, accounts),
        Announcer(centre.desk, link, runtime),
    )
    wire.listen()
    wire.on_birth(announcer.newcomer)
    announcer.start()

    def come(device, state="online"):
        status = m.DeviceStatus(state=state, session="s", version="1")
        topic = topics.build(centre.desk.plan.centre.id, topics.DEVICE_STATUS, id=device)
        take = handlers[topics.subscription(centre.desk.plan.centre.id, topics.DEVICE_STATUS)]
        take(SimpleNamespace(topic=topic, payload=m.encode(status), retain=False))

    def beats():
        return sum(spec is topics.TIME for spec, _ in said)

    return SimpleNamespace(
        come=come, beats=beats, said=said, announcer=announcer, turn=every[GREET_S]
    )


def test_one_heartbeat_greets_all_who_came_since_the_last_time(hall):
    for number in range(60):
        hall.come(f"led-{number}")
    assert hall.beats() == 0
    hall.turn()
    hall.turn()
    assert hall.beats() == 1
    assert GREET_S < HEARTBEAT_S / 10


def test_who_leaves_or_is_unknown_is_not_greeted(hall):
    hall.come("led-1", "offline")
    hall.come("led-99")
    hall.turn()
    assert hall.beats() == 0


def test_after_a_lost_broker_no_heart_beats_before_everything_was_said_anew(hall):
    hall.announcer.lost()
    hall.announcer.beat()
    hall.come("led-1")
    hall.turn()
    assert hall.said == []
    hall.announcer.connected()
    kinds = [spec for spec, _ in hall.said]
    assert kinds.count(topics.TIME) == 1 and kinds[-1] is topics.TIME
    assert {topics.BOARD, topics.COUNTER_STATE} < set(kinds)
    hall.announcer.beat()
    assert hall.beats() == 2


def test_a_broker_that_is_lost_again_meanwhile_stays_without_a_heartbeat(hall, monkeypatch):
    waiting = []
    monkeypatch.setattr(hall.announcer._runtime, "spawn", waiting.append)
    hall.announcer.connected()
    hall.announcer.lost()
    hall.announcer.connected()
    waiting[0]()
    beats = hall.beats()
    hall.announcer.beat()
    assert hall.beats() == beats
    waiting[1]()
    hall.announcer.beat()
    assert hall.beats() == beats + 2
