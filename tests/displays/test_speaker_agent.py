"""A loudspeaker on the wire: sentences at their moment, its health, and what it can be told."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from broker import messages as m
from broker import topics
from broker.presence import Presence
from displays.errors import SoundError
from displays.speaker import Speaker
from displays.speakeragent import SpeakerAgent
from displays.voice import phrases, sound
from displays.voice.phrases import Clip
from displays.zonecheck import ZoneCheck

NOON_MS = 1_795_494_600_000
"""11:30 in Hải Phòng."""
NOON = "2026-11-24T11:30:00+07:00"


class Ears:
    """Voice and player in one: notes what is heard."""

    def __init__(self, wire: Any) -> None:
        self._wire, self.fails = wire, False

    def say(self, clips: list[Clip], lang: str) -> bytes:
        if self.fails:
            self._wire.note("failed", None)
            raise SoundError("no such card")
        self._wire.note("words", phrases.words(clips))
        return sound.joined([b""])

    def play(self, wav: bytes) -> None:
        self._wire.note("played", len(wav))


class Hall:
    """The server's side: a board with today's sentences, and its clock."""

    def __init__(self, wire: Any) -> None:
        self._wire = wire

    def board(self, *sentences: str, at: str = NOON, ep: int = 1) -> None:
        told = {"v": 1, "ep": ep, "rev": 1, "rows": [], "waiting": [], "notice": None}
        told["sentences"] = [{"say": say, "at": at} for say in sentences]
        made = m.Board.model_validate(told)
        self._wire.hear(topics.build("thu", topics.BOARD, zone="3"), m.encode(made), retain=True)

    def beat(self, off_s: float, ep: int = 1) -> None:
        """The heart beats so many seconds after 11:30."""
        told = m.Heartbeat(ep=ep, ms=int(NOON_MS + off_s * 1000), tz="Asia/Ho_Chi_Minh")
        self._wire.hear(topics.build("thu", topics.TIME), m.encode(told))

    def order(self, act: str, id: str = "o-1") -> None:
        told = {"v": 1, "id": id, "at": NOON_MS, "act": act, "session": None}
        made = m.Order.model_validate(told)
        self._wire.hear(topics.build("thu", topics.ORDER, id="speaker-a"), m.encode(made))

    def call(self, number: int) -> None:
        told = {"v": 1, "id": f"c-{number}", "ep": 1, "rev": 1, "kind": "call", "number": number}
        told |= {"counter": 7, "priority": False, "voice": {"vi": "", "en": ""}, "ttl_s": 30}
        made = m.Call.model_validate(told)
        self._wire.hear(topics.build("thu", topics.CALL, zone="3"), m.encode(made))


@pytest.fixture
def hall(wire: Any) -> Hall:
    return Hall(wire)


@pytest.fixture
def ears(wire: Any) -> Ears:
    return Ears(wire)


@pytest.fixture
def speaker(wire: Any, ears: Ears) -> Iterator[Speaker]:
    """The loudspeaker of zone 3, listening and reading once."""
    made = Speaker(ears, ears, twice=False)
    SpeakerAgent(made, wire, Presence("thu", "speaker-a", "s-1"), ["3"]).listen()
    thread = threading.Thread(target=made.run)
    thread.start()
    yield made
    made.stop()
    thread.join()


def health(wire: Any) -> list[m.DeviceHealth]:
    return [m.decode(m.DeviceHealth, payload) for payload in wire.on("device_health")]


def comes_true(condition: Callable[[], bool]) -> bool:
    """What the wire does not tell."""
    pause = threading.Event()
    return any(condition() or pause.wait(0.01) for _ in range(3000))


def done(wire: Any) -> list[tuple[str, bool, str | None]]:
    told = [m.decode(m.OrderDone, payload) for payload in wire.on("order_done")]
    return [(one.id, one.ok, one.reason) for one in told]


def test_lunch_is_said_once_when_its_moment_passes(wire: Any, hall: Hall, speaker: Any) -> None:
    hall.board("lunch")
    for off_s in (-5, 0, 5, -5, 5, 10):
        hall.beat(off_s)
    hall.call(15)
    wire.wait_until(lambda: len(wire.on("played")) == 2)
    lunch = phrases.notice("lunch").words
    assert sorted(wire.on("words")) == sorted([lunch, "Mời số mười lăm đến quầy số bảy"])


def test_who_starts_after_the_moment_says_nothing(wire: Any, hall: Hall, speaker: Any) -> None:
    hall.board("lunch")
    hall.beat(3)
    hall.beat(8)
    hall.order("identify")
    wire.wait_until(lambda: len(wire.on("words")) == 1)
    assert wire.on("words") == ["Đây là loa thông báo khu vực ba"]


def test_hours_of_a_server_that_is_gone_are_not_said(wire: Any, hall: Hall, speaker: Any) -> None:
    hall.board("closing", ep=1)
    hall.beat(-5, ep=2)
    hall.beat(5, ep=2)
    hall.call(15)
    wire.wait_until(lambda: len(wire.on("played")) == 1)
    assert phrases.notice("closing").words not in wire.on("words")


def test_sentences_can_be_switched_off(wire: Any, hall: Hall, ears: Ears) -> None:
    presence = Presence("thu", "speaker-a", "s-1")
    SpeakerAgent(Speaker(ears, ears), wire, presence, ["3"], notices=False).listen()
    assert topics.build("thu", topics.BOARD, zone="3") not in wire.heard_on
    hall.board("lunch")
    hall.beat(-5)
    hall.beat(5)
    assert health(wire)[-1].queue == 0


def test_it_tells_its_health_what_waits_and_what_it_read_last(
    wire: Any, hall: Hall, speaker: Any
) -> None:
    hall.beat(0)
    first = health(wire)[0]
    assert (first.session, first.said, first.queue, first.trouble) == ("s-1", "", 0, None)
    assert first.mem is not None and first.mem > 0
    hall.call(3127)
    assert comes_true(lambda: speaker.said == "3127 → 7")
    hall.beat(5)
    assert health(wire)[-1].said == "3127 → 7"
    told = len(health(wire))
    hall.beat(10)
    assert len(health(wire)) == told


def test_a_loudspeaker_that_cannot_sound_says_so(
    wire: Any, hall: Hall, ears: Ears, speaker: Any
) -> None:
    ears.fails = True
    hall.call(1)
    hall.call(2)
    wire.wait_until(lambda: len(wire.on("failed")) == 2)  # the first is over by then
    hall.beat(0)
    assert health(wire)[-1].trouble == "silent"


def test_it_says_which_one_it_is_when_nobody_is_called(wire: Any, hall: Hall, speaker: Any) -> None:
    hall.beat(0)
    hall.order("identify")
    wire.wait_until(lambda: len(wire.on("words")) == 1)
    assert wire.on("words") == ["Đây là loa thông báo khu vực ba"]
    assert done(wire) == [("o-1", True, None)]


def test_it_restarts_in_good_order_and_has_no_pattern(wire: Any, hall: Hall) -> None:
    ears = Ears(wire)
    made = Speaker(ears, ears)
    SpeakerAgent(made, wire, Presence("thu", "speaker-a", "s-1"), ["3"]).listen()
    hall.beat(0)
    hall.order("pattern")
    hall.order("restart", "o-2")
    made.run()
    assert done(wire) == [("o-1", False, "cannot"), ("o-2", True, None)]


def test_it_has_nothing_to_be_set(wire: Any, hall: Hall, speaker: Any) -> None:
    wish = m.DeviceSettings(v=1, rev=3, at=NOON_MS, settings={"blink": False})
    wire.hear(topics.build("thu", topics.CONFIG, id="speaker-a"), m.encode(wish))
    (told,) = [m.decode(m.DeviceApplied, payload) for payload in wire.on("device_applied")]
    assert (told.ok, told.reason) == (False, "blink: a loudspeaker has no such setting")


def centre(wire: Any, ep: int = 1) -> None:
    told = {"v": 1, "ep": ep, "rev": 1, "name": {"vi": "", "en": ""}, "tz": "UTC", "url": ""}
    made = m.CentreInfo.model_validate({**told, "zones": ["1", "2"], "hall": "open"})
    wire.hear(topics.build("thu", topics.CENTRE), m.encode(made), retain=True)


def test_a_zone_that_does_not_exist_is_named_once(
    wire: Any, hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    ZoneCheck(["1", "99", "hall"], ["hall"]).listen(wire, "thu")
    centre(wire)
    hall.beat(0, ep=2)
    assert caplog.text == ""
    centre(wire, ep=2)
    with caplog.at_level(logging.WARNING):
        for off_s in (5, 10):
            hall.beat(off_s, ep=2)
    assert caplog.text.count("no zone 99 in this centre: it has 1, 2, hall") == 1
    assert "no zone 1 " not in caplog.text
