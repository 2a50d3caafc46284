"""Birth, last will and farewell of a device: statuses of one session, which the broker keeps."""

from __future__ import annotations

from broker import __version__, topics
from broker import messages as m
from broker.presence import Presence

TOPIC = topics.build("thu", topics.DEVICE_STATUS, id="kiosk-1")


def told(said) -> m.DeviceStatus:
    assert (said.topic, said.retain) == (TOPIC, True)
    return m.decode(m.DeviceStatus, said.payload)


def test_birth_and_will_are_statuses_of_one_session():
    one = Presence("thu", "kiosk-1")
    assert (told(one.birth).state, told(one.will).state) == ("online", "offline")
    assert {told(one.birth).session, told(one.will).session} == {one.session}
    assert told(one.birth).version == __version__


def test_each_run_of_a_process_has_a_session_of_its_own():
    assert Presence("thu", "kiosk-1").session != Presence("thu", "kiosk-1").session
