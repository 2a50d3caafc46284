"""The terminal on the real MicroPython, on each broker: what it shows, says, and survives."""

from __future__ import annotations

import json
import time
from types import SimpleNamespace

import pytest

from broker import messages as m

KEEPALIVE_S = 15


def called(hall, number: int, **more) -> None:
    """Counter 7 calls a number."""
    hall.state("called", number, age_ms=0, call=f"call-{number}", waiting=3, **more)


def show(hall, terminal, number: int) -> None:
    """Call a number, and see it."""
    hall.beat()
    called(hall, number)
    terminal.wait(f"number {number}")


def test_a_call_is_shown_and_acknowledged(hall, terminal):
    terminal.wait("number --")
    terminal.wait("lamp offline")
    show(hall, terminal, 1012)
    terminal.wait("lamp busy")
    shown = hall.hear("shown/box-07")
    assert m.decode(m.Shown, json.dumps(shown).encode()).call == "call-1012"


def test_it_tells_its_birth_and_its_health_as_the_wire_wants_them(hall, terminal):
    status = hall.hear("device/box-07/status")
    health = hall.hear("device/box-07/health")
    assert m.decode(m.DeviceStatus, json.dumps(status).encode()).state == "online"
    told = m.decode(m.DeviceHealth, json.dumps(health).encode())
    assert told.session == status["session"]
    assert told.mem is not None and told.mem > 0


def test_when_its_power_is_cut_the_broker_says_so(hall, terminal):
    born = hall.hear("device/box-07/status")
    terminal.stop()
    will = hall.hear("device/box-07/status", lambda told: told["state"] == "offline")
    assert will["session"] == born["session"]


def test_what_is_retained_is_shown_after_the_next_heartbeat_without_being_told_again(
    hall, make_terminal
):
    hall.state("serving", 1012)
    hall.until(lambda: hall.link.connected)
    late = make_terminal(hall.port)
    late.start()
    late.wait("linked")
    hall.beat()
    late.wait("number 1012")


def test_one_push_with_a_bouncing_contact_is_one_press(hall, terminal):
    hall.beat()
    hall.state("idle", waiting=2)
    terminal.wait("lamp waiting")
    terminal.type("recall down", "recall up", "recall down", "recall up")
    terminal.push("recall")
    press = hall.hear("counter/7/press")
    terminal.push("next")
    hall.hear("counter/7/press", lambda told: told["button"] == "next")
    assert [one["button"] for one in hall.presses()] == ["recall", "next"]
    read = m.decode(m.Press, json.dumps(press).encode())
    assert (read.button, read.kind, read.device) == ("recall", "press", "box-07")
    assert read.at_ms is not None and 0 <= read.at_ms - 1795485600000 < 20000


def test_recall_held_down_says_that_nobody_came(hall, terminal):
    show(hall, terminal, 1012)
    terminal.type("recall down")
    press = hall.hear("counter/7/press")
    assert (press["button"], press["kind"]) == ("recall", "hold")


def test_next_held_down_arms_a_free_counter(hall, terminal):
    hall.beat()
    hall.state("idle", waiting=0)
    terminal.wait("lamp free")
    terminal.type("next down")
    press = hall.hear("counter/7/press")
    assert (press["button"], press["kind"]) == ("arm", "press")
    hall.say("counter/7/ack", {"id": press["id"], "ok": True, "code": None, "number": None})
    terminal.wait("lamp armed")
    called(hall, 1013)
    terminal.wait("lamp busy")


@pytest.mark.parametrize("code", ["press-bounced", "counter-closed"])
def test_a_refusal_is_shown_for_a_moment(hall, terminal, code):
    hall.beat()
    hall.state("idle", waiting=0)
    terminal.wait("lamp free")
    terminal.push("next")
    press = hall.hear("counter/7/press")
    hall.say("counter/7/ack", {"id": "another box", "ok": False, "code": code})
    hall.say("counter/7/ack", {"id": press["id"], "ok": False, "code": code})
    terminal.wait("lamp refused")
    terminal.wait("lamp free", after=terminal.said.all.index("lamp refused"))


def test_a_push_without_a_heartbeat_is_sent_neither_now_nor_later(hall, terminal):
    terminal.wait("lamp offline")
    terminal.push("next")
    terminal.wait("offline: next is not sent")
    hall.beat()
    hall.state("idle", waiting=1)
    terminal.wait("lamp waiting")
    terminal.push("recall")
    assert hall.hear("counter/7/press")["button"] == "recall"


@pytest.mark.parametrize("hall", ["embedded"], indirect=True)  # 15 s, whichever broker is silent
def test_without_heartbeats_a_number_does_not_stay(hall, terminal):
    beat_s = time.monotonic()
    show(hall, terminal, 1012)
    shown_s = time.monotonic()
    terminal.wait("number --", after=terminal.said.all.index("number 1012"))
    assert beat_s + 15 <= time.monotonic() < shown_s + 18
    terminal.wait("lamp offline", after=terminal.said.all.index("number 1012"))


def test_a_document_from_next_year_does_not_keep_out_the_true_one(hall, terminal):
    future = {"v": 1, "ep": 9_000_000, "rev": 9, "state": "called", "number": 4444, "ttl_s": 600}
    hall.say("counter/7/state", future, retain=True)
    show(hall, terminal, 1012)
    hall.say("counter/7/state", future, retain=True)
    show(hall, terminal, 1013)
    assert "number 4444" not in terminal.said.all


def test_an_older_document_or_a_repeat_changes_nothing(hall, terminal):
    show(hall, terminal, 1012)
    old = {"v": 1, "ep": 12, "rev": 3, "state": "called", "number": 1001, "ttl_s": 600}
    hall.say("counter/7/state", old)
    hall.say("counter/7/state", {**old, "rev": hall.rev, "number": 1002})
    show(hall, terminal, 1014)
    assert {one for one in terminal.said.all if one.startswith("number ")} == {
        "number --",
        "number 1012",
        "number 1014",
    }


GARBAGE = [
    b"",
    b"\xff\xfe",
    b"{",
    b"[]",
    b"null",
    b'{"ep": "x", "rev": 1}',
    b'{"v":1,"ep":12,"rev":1e999,"state":"called","number":1,"ttl_s":1}',
    b'{"v":1,"ep":12,"rev":999999,"state":"called","number":[],"ttl_s":1}',
    b'{"v":1,"ep":12,"rev":999999,"state":"on fire","number":1,"ttl_s":1}',
    b'{"id":[],"ok":1,"ms":true}',
    b"[" * 5000,
    b"[" * 1500,
    b'{"x":"' + b"y" * 1900 + b'"}',
    b"x" * 20000,
]


def test_garbage_is_passed_over(hall, terminal):
    show(hall, terminal, 1012)
    for one in GARBAGE:
        for topic in ("counter/7/state", "counter/7/ack"):
            hall.say(topic, one)
        hall.say("sys/time", one, qos=0)
    show(hall, terminal, 1013)
    assert len([one for one in terminal.said.all if one.startswith("dropped on")]) == 1
    assert not [one for one in terminal.said.all if one.startswith(("link:", "Traceback"))]


def test_when_the_broker_is_back_it_listens_again_and_nothing_stale_is_shown(hall, terminal):
    show(hall, terminal, 1012)
    so_far = len(terminal.said.all)
    hall.restart_broker()
    terminal.wait("number --", after=so_far)
    hall.hear("device/box-07/status", lambda told: told["state"] == "online", after=1)
    called(hall, 1015)
    hall.beat()
    terminal.wait("number 1015", after=so_far)
    assert "number 1012" not in terminal.said.all[so_far:]
    terminal.push("recall")
    assert hall.hear("counter/7/press")["button"] == "recall"


@pytest.fixture
def half_open(hall, make_terminal, make_way, request):
    """A terminal whose way to the broker can go deaf; soon found where that is not the point."""
    way = make_way(hall.port)
    made = make_terminal(way.port_here, **getattr(request, "param", {}))
    made.start()
    hall.hear("device/box-07/status", lambda told: told["state"] == "online")
    return SimpleNamespace(way=way, terminal=made)


def test_a_half_open_link_is_found_and_left(hall, half_open):
    show(hall, half_open.terminal, 1012)
    began_s = time.monotonic()
    half_open.way.hold()
    half_open.terminal.wait("link: the broker is silent")
    assert time.monotonic() - began_s < 1.5 * KEEPALIVE_S
    said = len(half_open.terminal.said.all)
    hall.hear("device/box-07/status", lambda told: told["state"] == "online", after=1)
    hall.beat()
    called(hall, 1013)
    half_open.terminal.wait("number 1013", after=said)
    assert half_open.way.accepted == 2


@pytest.mark.parametrize("half_open", [{"keepalive_s": 9}], indirect=True)
def test_a_press_into_a_dying_link_is_sent_again_with_its_id_or_never(hall, half_open):
    hall.beat()
    hall.state("idle", waiting=1)
    half_open.terminal.wait("lamp waiting")
    half_open.way.hold()
    half_open.terminal.push("recall")
    half_open.terminal.wait("link: the broker is silent")
    hall.hear("device/box-07/status", lambda told: told["state"] == "online", after=1)
    said = len(half_open.terminal.said.all)
    hall.beat()
    hall.state("idle", waiting=1)
    half_open.terminal.wait("lamp waiting", after=said)
    half_open.terminal.push("next")
    hall.hear("counter/7/press", lambda told: told["button"] == "next")
    assert [one["button"] for one in hall.presses()] == ["next"]


def test_a_press_whose_receipt_was_lost_is_sent_again_with_the_same_id(hall, half_open):
    hall.beat()
    hall.state("idle", waiting=1)
    half_open.terminal.wait("lamp waiting")
    half_open.way.mute()
    half_open.terminal.push("next")
    first = hall.hear("counter/7/press")
    half_open.way.cut()
    heard = len(hall.heard.all)
    assert hall.hear("counter/7/press", after=heard) == first
