"""A power cut takes nothing back that was acknowledged (invariant 4: synchronous=FULL)."""

from __future__ import annotations

import random
import threading
from pathlib import Path
from typing import Any

import pytest

from server.ledger import Actor
from server.store import store
from server.store.errors import StoreCorrupt

TICKETS, THREADS, CALLS = 30, 3, 20
CUTS, FEW_CUTS = 24, 8
FEW_PAGES = 40
"""Checkpoints come often, so that cuts fall into them too."""


def work(open_desk: Any, data: Path, recorder: Any) -> None:
    """Kiosks and an officer at once; each answer is noted the moment it is given."""

    def kiosk(name: str) -> None:
        for _ in range(TICKETS):
            ticket = desk.issue(Actor("device", name), None, group="a")
            recorder.told((ticket["id"], ticket["number"]))

    def officer() -> None:
        for _ in range(CALLS):
            call = desk.next(Actor("officer", "lan"), None, 1)["call"]
            if call:
                recorder.told((call["id"], call["number"]))

    with open_desk(data) as desk:
        desk._store.write(lambda db: db.execute(f"pragma wal_autocheckpoint = {FEW_PAGES}"))
        hands = [threading.Thread(target=kiosk, args=(f"k{i}",)) for i in range(THREADS)]
        hands.append(threading.Thread(target=officer))
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()


@pytest.fixture
def worked(founded, open_desk, recorder):
    """The events of a busy hall, up to its orderly end."""
    work(open_desk, founded, recorder)
    recorder.stop()
    return recorder.events


def told_by(events: list[Any]) -> dict[str, int]:
    return dict(event[1] for event in events if event[0] == "told")


def test_the_recorder_misses_no_write(worked, founded, recorder, cut_after, tmp_path, keeping):
    """Its notes, applied to the files before, are the files themselves, byte for byte."""
    assert recorder.before[store.FILE] != (founded / store.FILE).read_bytes()
    left = cut_after(worked, tmp_path / "again", keeping["nothing"])
    assert {path.name for path in left.iterdir()} == {path.name for path in founded.iterdir()}
    for path in founded.iterdir():
        assert (left / path.name).read_bytes() == path.read_bytes()
    kinds = {(event[0], event[1]) for event in worked if event[0] != "told"}
    assert {("write", store.FILE), ("sync", store.FILE), ("sync", f"{store.FILE}-wal")} <= kinds
    assert len(told_by(worked)) >= TICKETS * THREADS


@pytest.mark.parametrize("kept", ["nothing", "everything", "any part"])
def test_nothing_acknowledged_is_lost_wherever_the_power_is_cut(
    worked, cut_after, tmp_path, keeping, sound, kept
):
    dice = random.Random(kept)
    checkpoints = [i for i, event in enumerate(worked) if event[:2] == ("write", store.FILE)]
    ends = dice.sample(range(len(worked)), CUTS // 2) + dice.sample(checkpoints, CUTS // 2)
    for i, end in enumerate(sorted(ends)):
        keeps = keeping[kept](dice) if kept == "any part" else keeping[kept]
        left = cut_after(worked[:end], tmp_path / f"cut-{i}", keeps)
        sound(left, told_by(worked[:end]))


@pytest.mark.parametrize("level", ["normal", "off"])
def test_with_less_than_full_the_same_cuts_lose_what_was_acknowledged(
    founded, open_desk, recorder, cut_after, tmp_path, keeping, sound, monkeypatch, level
):
    """The harness can see a loss: without this the test above would prove nothing."""
    careful = store._connect

    def careless(path: Path) -> Any:
        connection = careful(path)
        connection.execute(f"pragma synchronous = {level}")
        return connection

    with monkeypatch.context() as weaker:
        weaker.setattr(store, "_connect", careless)
        work(open_desk, founded, recorder)
    recorder.stop()
    answers = [i for i, event in enumerate(recorder.events, 1) if event[0] == "told"]
    with pytest.raises((AssertionError, StoreCorrupt), match=r"acknowledged|damaged"):
        for end in answers[:: len(answers) // FEW_CUTS]:
            left = cut_after(recorder.events[:end], tmp_path / f"cut-{end}", keeping["nothing"])
            sound(left, told_by(recorder.events[:end]))
