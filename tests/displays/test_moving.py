"""The signs of life of what shows and speaks: they end when a panel or a sentence hangs."""

from __future__ import annotations

import threading
from types import SimpleNamespace
from typing import Any

import pytest

from displays.light import Light
from displays.moving import STUCK_S, Moving
from displays.panels.terminal import TerminalPanel
from displays.speaker import Speaker
from displays.voice import sound
from displays.voice.line import Reading

PATIENCE_S = 30.0


class Signs:
    """A service manager's view: what was told, and a short watchdog."""

    every_s = 0.02

    def __init__(self) -> None:
        self.told: list[str] = []
        self.news = threading.Condition()

    def _add(self, word: str) -> None:
        with self.news:
            self.told.append(word)
            self.news.notify_all()

    def ready(self) -> None:
        self._add("ready")

    def beat(self) -> None:
        self._add("beat")

    def stopping(self) -> None:
        self._add("stopping")

    def more(self) -> bool:
        """Does another sign come, in the time of twenty?"""
        with self.news:
            count = len(self.told)
            return self.news.wait_for(lambda: len(self.told) > count, 20 * self.every_s)


class Gate:
    """Something that hangs while it is shut."""

    def __init__(self) -> None:
        self.open, self.reached = threading.Event(), threading.Event()
        self.open.set()

    def play(self, wav: bytes) -> None:
        self._pass()

    def _pass(self) -> None:
        self.reached.set()
        assert self.open.wait(PATIENCE_S)


@pytest.fixture
def clock() -> SimpleNamespace:
    return SimpleNamespace(now_s=100.0)


def test_one_panel_that_hangs_is_enough(clock: Any) -> None:
    lights = [SimpleNamespace(on_drawn=None) for _ in range(3)]
    moving = Moving(lights, clock=lambda: clock.now_s)
    assert moving.works()
    clock.now_s += STUCK_S - 1
    for light in lights[:2]:
        light.on_drawn()
    assert moving.works()
    clock.now_s += 1
    assert not moving.works(), "the third was not drawn"
    lights[2].on_drawn()
    assert moving.works()


def test_a_light_tells_each_round_and_none_while_its_panel_hangs() -> None:
    gate, panel, signs = Gate(), TerminalPanel("led-07"), Signs()
    panel.show = lambda image: gate._pass()  # type: ignore[method-assign]
    wire = SimpleNamespace(publish=lambda *_, **__: None, subscribe=lambda *_: None)
    light = Light("led-07", "thu", 7, wire, panel, "s")
    light.on_drawn = signs.beat
    gate.open.clear()
    drawing = threading.Thread(target=light.run)
    drawing.start()
    assert gate.reached.wait(PATIENCE_S)
    assert not signs.more()
    gate.open.set()
    with signs.news:
        assert signs.news.wait_for(lambda: signs.told, PATIENCE_S)
    light.stop()
    drawing.join()


def test_a_speaker_lives_while_it_waits_and_not_while_a_sentence_hangs() -> None:
    gate, signs = Gate(), Signs()
    voice = SimpleNamespace(say=lambda clips, lang: sound.joined([sound.chime()]))
    speaker = Speaker(voice, gate, alive=signs)  # type: ignore[arg-type]
    reading = threading.Thread(target=speaker.run)
    reading.start()
    assert signs.more()
    assert signs.told[0] == "ready"
    gate.open.clear()
    call = SimpleNamespace(number=1012, counter=7, kind="call", priority=False, results=False)
    waiting = [Reading(call, 0.0)]  # type: ignore[arg-type]
    speaker._line.take = lambda now_s: waiting.pop() if waiting else None  # type: ignore[method-assign]
    assert gate.reached.wait(PATIENCE_S)
    assert not signs.more()
    gate.open.set()
    assert signs.more()
    speaker.stop()
    reading.join()
    assert signs.told[-1] == "stopping"
