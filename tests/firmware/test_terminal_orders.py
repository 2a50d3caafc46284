"""What the desk tells a terminal: done once and now; settings followed or refused."""

from __future__ import annotations

import json

import pytest

from broker import messages as m
from broker import tuning

NOW_MS = 1_795_485_600_000
ORDER = {"v": 1, "id": "o-1", "at": NOW_MS, "act": "identify", "session": "now"}
FAULTY = [
    {"brightness": [{"from": "24:00", "percent": 50}]},
    {"brightness": [{"from": "08:00", "percent": 0}]},
    {"brightness": [{"from": "08:00", "percent": True}]},
    {"brightness": [{"from": "08:00"}]},
    {"brightness": [{"from": "08:00", "percent": 5}, {"from": "07:00", "percent": 9}]},
    {"brightness": [{"from": "08:00", "percent": 5}] * 2},
    {"brightness": [{"from": f"0{hour}:00", "percent": 5} for hour in range(9)]},
    {"brightness": "dim"},
    {"blink": 1},
    {"broker": "10.0.0.9"},
]
FINE = [
    {},
    {"blink": False},
    {"brightness": []},
    {"brightness": [{"from": "06:30", "percent": 100}, {"from": "18:00", "percent": 1}]},
]


@pytest.fixture
def orders(firmware):
    """A terminal that was told nothing yet."""
    return firmware("orders").Orders()


def order(hall, terminal_session: str | None, act: str, id: str = "o-1", **more) -> None:
    """Tell the box of counter 7 to do something."""
    told = {"v": 1, "id": id, "at": NOW_MS, "act": act, "session": terminal_session}
    hall.say("do/box-07", {**told, **more.pop("told", {})}, **more)


def done(hall, id: str) -> m.OrderDone:
    told = hall.hear("device/box-07/did", lambda told: told["id"] == id)
    return m.decode(m.OrderDone, json.dumps(told).encode())


def session(hall) -> str:
    """Of the terminal's newest connection."""
    born = [one for one in hall.heard.all if one.topic.endswith("box-07/status")]
    return str(json.loads(born[-1].payload)["session"])


def answers(hall) -> list[str]:
    """The ids that were answered, in order."""
    told = [one for one in hall.heard.all if one.topic.endswith("/did")]
    return [json.loads(one.payload)["id"] for one in told]


@pytest.mark.parametrize(
    ("more", "hall_ms", "why_not"),
    [
        ({}, NOW_MS, None),
        ({"session": None}, NOW_MS, None),
        ({"session": "before"}, NOW_MS, "other-session"),
        ({}, None, "no-heartbeat"),
        ({}, NOW_MS + 30_001, "old"),
        ({}, NOW_MS - 600_001, "old"),
        ({"act": "test_print"}, NOW_MS, "cannot"),
    ],
)
def test_an_order_is_done_when_it_is_young_and_meant(orders, more, hall_ms, why_not):
    told = orders.take({**ORDER, **more}, "now", hall_ms, 0)
    assert (told["ok"], told["reason"]) == (why_not is None, why_not)
    assert orders.is_identifying(9_999) is (why_not is None)
    assert not orders.is_identifying(10_000)


def test_an_order_that_comes_again_is_neither_done_nor_answered_again(orders):
    assert orders.take({**ORDER, "act": "restart"}, "now", NOW_MS, 0)["ok"]
    assert orders.take(ORDER, "now", NOW_MS, 0) is None
    assert not orders.is_identifying(0)


def test_the_chip_starts_anew_once_its_answer_is_confirmed_or_after_two_seconds(orders):
    assert not orders.is_restart_due(0, 0)
    orders.take({**ORDER, "act": "restart"}, "now", NOW_MS, 0)
    assert not orders.is_restart_due(1, 1_999)
    assert orders.is_restart_due(0, 1)
    assert orders.is_restart_due(1, 2_000)


@pytest.mark.parametrize("told", [{"id": 5}, {"act": None}, {"at": True}, {"id": "x" * 65}])
def test_an_order_of_a_wrong_shape_is_refused(orders, told):
    with pytest.raises(ValueError):
        orders.take({**ORDER, **told}, "now", NOW_MS, 0)


@pytest.mark.parametrize("settings", FINE + FAULTY)
def test_a_terminal_and_the_desk_find_the_same_settings_wrong(firmware, settings):
    told = firmware("wishes").Wishes().take({"v": 1, "rev": 3, "settings": settings})
    assert told["rev"] == 3
    assert told["ok"] is not bool(tuning.faults("terminal", settings))
    assert told["ok"] is (settings in FINE)


def test_brightness_goes_by_the_hours_of_the_hall_and_never_to_nothing(firmware):
    wishes, watch = firmware("wishes").Wishes(), firmware("rules").Watch()
    watch.beat({"ep": 1, "ms": NOW_MS, "offset_s": 7 * 3600}, 0)
    assert watch.minute(0) == (NOW_MS // 60_000 + 7 * 60) % 1440
    steps = [{"from": "06:00", "percent": 100}, {"from": "18:00", "percent": 1}]
    assert wishes.bright(7, 0) == 7
    wishes.take({"rev": 1, "settings": {"brightness": steps}})
    assert [wishes.bright(7, minute) for minute in (359, 360, 1079, 1080)] == [1, 7, 7, 1]
    assert wishes.bright(1, 1080) == 0
    assert wishes.bright(7, None) == 7, "the hall's hour is not known"


def test_a_call_that_is_not_to_blink_stands_steady(firmware):
    wishes, segments = firmware("wishes").Wishes(), firmware("segments")
    state = {"state": "called", "number": 1012}
    dark_ms = segments.LIT_MS
    assert segments.picture(state, wishes.age_ms(dark_ms), 7, 4)[1] == segments.DIM
    wishes.take({"rev": 1, "settings": {"blink": False}})
    assert segments.picture(state, wishes.age_ms(dark_ms), 7, 4)[1] == segments.FULL


def test_asked_which_one_it_is_it_blinks_its_own_number(hall, terminal):
    hall.beat()
    hall.state("serving", 1012)
    terminal.wait("number 1012")
    order(hall, session(hall), "identify")
    assert done(hall, "o-1").ok
    terminal.wait("number -7-")
    terminal.wait("number ")
    terminal.wait("lamp identify")
    hall.state("called", 1013, age_ms=0, call="call-1013")
    terminal.wait("number 1013")


def test_it_restarts_once_and_says_so_before(hall, terminal):
    hall.beat()
    terminal.wait("linked")
    told = session(hall)
    order(hall, None, "restart")
    assert done(hall, "o-1").ok
    assert terminal.wait_end() == 75
    terminal.start()
    hall.hear(
        "device/box-07/status", lambda one: one["state"] == "online" and one["session"] != told
    )
    hall.beat()
    order(hall, told, "restart")
    order(hall, None, "restart", "o-2", told={"at": NOW_MS - 31_000})
    order(hall, None, "identify", "o-3")
    assert done(hall, "o-3").ok
    assert (done(hall, "o-2").reason, answers(hall)[1:]) == ("old", ["o-1", "o-2", "o-3"])


def test_a_kept_order_restarts_nothing_and_a_repeated_one_is_done_once(hall, make_terminal):
    order(hall, None, "restart", "kept", retain=True)
    made = make_terminal(hall.port)
    made.start()
    hall.hear("device/box-07/status", lambda one: one["state"] == "online")
    hall.beat()
    made.said.wait(lambda line: line.startswith("dropped on") and "do/box-07" in line)
    order(hall, session(hall), "identify", "twice")
    order(hall, session(hall), "identify", "twice")
    order(hall, session(hall), "test_print", "last")
    assert done(hall, "last").reason == "cannot"
    assert answers(hall) == ["twice", "last"]


def test_it_says_which_settings_it_follows_and_why_not(hall, make_terminal):
    wish = {"v": 1, "rev": 4, "at": NOW_MS, "settings": {"blink": False}}
    hall.say("config/box-07", wish, retain=True)
    made = make_terminal(hall.port)
    made.start()
    told = hall.hear("device/box-07/config", lambda one: one["rev"] == 4)
    assert m.decode(m.DeviceApplied, json.dumps(told).encode()).ok
    hall.say("config/box-07", {**wish, "rev": 5, "settings": {"port": 1}}, retain=True)
    told = hall.hear("device/box-07/config", lambda one: one["rev"] == 5)
    assert (told["ok"], told["reason"]) == (False, "port: a terminal has no such setting")
