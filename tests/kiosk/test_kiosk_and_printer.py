"""A kiosk with a printer on real TCP: what page and server are told, and how soon."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from flask.testing import FlaskClient

from broker import messages as m
from kiosk.printers import open_printer
from kiosk.touch.app import create_app

LIMIT_S = 2.0
Mood = Callable[..., Any]


@pytest.fixture
def at(kiosk: Any) -> Callable[[Any], FlaskClient]:
    """The page of a kiosk that has begun to look after this printer."""

    def begin(fake: Any) -> FlaskClient:
        kiosk.use(open_printer(fake.url))
        kiosk.start()
        client = create_app(kiosk.agent).test_client()
        hear(client, {"paper": "ok", "trouble": None}, time.monotonic() + LIMIT_S)
        return client

    return begin


def hear(page: FlaskClient, wanted: dict[str, Any], ends_s: float) -> None:
    """Follow /state as the page does, until it says so."""
    version = -1
    while True:
        state = page.get(f"/state?after={version}").get_json()
        if {name: state[name] for name in wanted} == wanted:
            return
        version = state["version"]
        assert time.monotonic() < ends_s, state["trouble"]


def hear_health(kiosk: Any, wanted: dict[str, Any], ends_s: float) -> None:
    """Follow what the kiosk says of itself, until it says so; the first word may be of before."""
    count = 1
    while True:
        told = kiosk.wire.wait_on("/health", count, max(ends_s - time.monotonic(), 0.0))
        health = m.decode(m.DeviceHealth, told[-1])
        if {"paper": health.paper, "trouble": health.trouble} == wanted:
            return
        count = len(told) + 1


def touch(page: FlaskClient, id: str = "r-1") -> Any:
    """One touch for driving licences."""
    answer = page.post("/touch", json={"id": id, "group": "LX1"})
    assert answer.status_code == 201, answer.text
    return answer.get_json()


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"paper": 0x1E}, {"paper": "low", "trouble": None}),
        ({"paper": 0x72, "printer": 0x1A}, {"paper": "out", "trouble": "out"}),
        ({"printer": 0x1A, "cause": 0x16}, {"paper": "out", "trouble": "cover"}),
        ({"silent": True}, {"paper": "unknown", "trouble": "mute"}),
        ({"slow_s": 0.35}, {"paper": "ok", "trouble": "slow"}),
        ("unplugged", {"paper": "unknown", "trouble": "unplugged"}),
    ],
    ids=["low", "out", "cover", "mute", "slow", "unplugged"],
)
def test_an_idle_kiosk_says_within_two_seconds_what_is_wrong_and_tells_the_server(
    kiosk: Any, at: Any, in_mood: Mood, change: Any, wanted: dict[str, Any]
) -> None:
    fake = in_mood("ok")
    page = at(fake)
    began_s = time.monotonic()
    if change == "unplugged":
        fake.stop()
    else:
        for name, value in change.items():
            setattr(fake.manners, name, value)
    hear(page, wanted, began_s + LIMIT_S)
    hear_health(kiosk, wanted, time.monotonic() + LIMIT_S)


@pytest.mark.parametrize(
    ("mood", "trouble"),
    [
        ("out in a slip", "out"),
        ("cover opened in a slip", "cover"),
        ("takes bytes slowly", "slow"),
    ],
)
def test_a_touch_whose_slip_fails_shows_its_number_soon_and_is_not_printed_twice(
    kiosk: Any, at: Any, in_mood: Mood, mood: str, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.delivery.JOB_S", 3.0)
    fake = in_mood(mood)
    page = at(fake)
    began_s = time.monotonic()
    shown = touch(page)
    assert time.monotonic() - began_s < LIMIT_S + 0.5
    assert (shown["number"], shown["on_paper"]) == (3127, False)
    assert shown["qr"].startswith("data:image/svg+xml")
    assert shown["trouble"] == trouble
    (told,) = _printed(kiosk)
    assert (told.ok, told.confirmed) == (False, None)
    fake.manners.mend()
    fake.wait_slips(1)
    again = touch(page)
    assert (again["number"], again["on_paper"]) == (3127, False)
    assert len(fake.slips) == 1
    assert len(kiosk.wire.on("/request")) == 1


def _printed(kiosk: Any) -> list[Any]:
    kiosk.wire.wait_on("/printed", 1, 10.0)
    found: list[Any] = kiosk.printed()
    return found


def test_without_paper_nothing_is_sent_to_the_printer_and_the_number_is_valid(
    kiosk: Any, at: Any, in_mood: Mood
) -> None:
    fake = in_mood("ok")
    page = at(fake)
    fake.manners.paper = 0x72
    began_s = time.monotonic()
    shown = touch(page)
    assert time.monotonic() - began_s < LIMIT_S
    assert (shown["on_paper"], shown["paper"], shown["trouble"]) == (False, "out", "out")
    assert [told.ok for told in _printed(kiosk)] == [False]
    assert fake.slips == []


def test_a_slip_that_the_printer_confirms_is_one_slip_for_one_touch(
    kiosk: Any, at: Any, in_mood: Mood, decoder: ModuleType
) -> None:
    fake = in_mood("ok", print_s=0.3)
    page = at(fake)
    assert [touch(page)["on_paper"] for _ in range(3)] == [True] * 3
    (told,) = _printed(kiosk)
    assert (told.ok, told.confirmed) == (True, "process")
    (job,) = fake.slips
    assert decoder.decode(job).names.count("cut") == 1
