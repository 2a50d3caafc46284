"""Browsers: what they may watch, what they get at once, what they are told after."""

from __future__ import annotations

from typing import Any

import pytest


class Browser:
    """A Socket.IO client inside the process."""

    def __init__(self, hall, watch: Any, officer: Any = None, **auth: Any) -> None:
        self.hall = hall
        hall.settle()
        self.socket = hall.web.socketio.test_client(
            hall.web.app,
            auth={"watch": watch, **auth},
            flask_test_client=officer.client if officer else None,
        )

    @property
    def connected(self) -> bool:
        return self.socket.is_connected()

    def told(self) -> list[tuple[str, Any]]:
        """Events since the last look, once everything committed has been told."""
        self.hall.settle()
        return [(event["name"], event["args"][0]) for event in self.socket.get_received()]


@pytest.fixture
def quiet(hall):
    """No pulses of their own: a test says when."""
    hall.web.publisher.stop()
    return hall


def kinds(told: list[tuple[str, Any]]) -> list[str]:
    return [event for event, _ in told]


def test_a_browser_gets_every_document_that_it_watches_at_once(quiet, kiosk, lan):
    key = kiosk("ho-tich").json["key"]
    told = Browser(quiet, ["board:hall", "board:1", "counter:1", f"ticket:{key}"], lan).told()
    assert kinds(told) == ["board", "board", "counter", "ticket"]
    assert [document["zone"] for event, document in told if event == "board"] == ["hall", "1"]
    assert told[3][1]["key"] == key


def test_documents_are_those_of_the_http_interface(quiet, kiosk, lan):
    kiosk("ho-tich")
    ((_, document),) = Browser(quiet, ["counter:1"], lan).told()
    assert document == lan.get("/counters/1").json


def test_a_call_is_told_to_the_board_and_to_the_counter_at_once(quiet, kiosk, lan):
    number = kiosk("ho-tich").json["number"]
    board, console = Browser(quiet, ["board:1"]), Browser(quiet, ["counter:1"], lan)
    board.told(), console.told()
    lan.post("/counters/1/next")
    ((event, call),) = board.told()
    assert (event, call["number"], call["kind"], call["zone"]) == ("call", number, "call", "1")
    quiet.runtime.post(quiet.web.publisher.pulse)
    ((event, document),) = board.told()
    assert (event, document["rows"][0]["number"]) == ("board", number)
    ((event, counter),) = console.told()
    assert (event, counter["state"]) == ("counter", "called")


def test_another_zones_board_hears_nothing_of_it(quiet, kiosk, lan):
    kiosk("ho-tich")
    other = Browser(quiet, ["board:2"])
    other.told()
    lan.post("/counters/1/next")
    assert other.told() == []


def test_undo_takes_the_call_back_on_the_board(quiet, kiosk, lan):
    kiosk("ho-tich")
    lan.post("/counters/1/next")
    board = Browser(quiet, ["board:hall"])
    board.told()
    lan.post("/counters/1/undo")
    ((event, call),) = board.told()
    assert (event, call["kind"]) == ("call", "cancel")
    quiet.runtime.post(quiet.web.publisher.pulse)
    ((_, document),) = board.told()
    assert document["rows"] == []


def test_a_queue_that_grew_is_told_with_the_next_pulse(quiet, kiosk, lan):
    console = Browser(quiet, ["counter:1"], lan)
    console.told()
    kiosk("ho-tich")
    kiosk("ho-tich")
    assert console.told() == []
    quiet.runtime.post(quiet.web.publisher.pulse)
    ((event, counter),) = console.told()
    assert (event, counter["waiting_total"]) == ("counter", 2)


def test_a_ticket_is_told_when_it_is_called_and_once_when_it_moves_up(quiet, kiosk, lan):
    first, second = kiosk("ho-tich").json["key"], kiosk("ho-tich").json["key"]
    caller, waiter = Browser(quiet, [f"ticket:{first}"]), Browser(quiet, [f"ticket:{second}"])
    caller.told(), waiter.told()
    lan.post("/counters/1/next")
    ((_, called),) = caller.told()
    assert (called["state"], called["counter"]) == ("called", 1)
    quiet.runtime.post(quiet.web.publisher.pulse)
    ((_, moved),) = waiter.told()
    assert (moved["state"], moved["ahead"]) == ("waiting", 0)
    quiet.web.publisher.again()
    quiet.runtime.post(quiet.web.publisher.pulse)
    assert waiter.told() == [], "nothing changed for them"


def test_the_manager_is_told_at_most_once_a_second(quiet, kiosk, boss):
    view = Browser(quiet, ["live"], boss)
    view.told()
    for _ in range(3):
        kiosk("ho-tich")
        quiet.runtime.post(quiet.web.publisher.pulse)
    told = view.told()
    assert kinds(told) == ["live"]
    assert told[0][1]["waiting"] == 1


def test_a_light_that_shows_the_call_is_seen_at_the_counter(quiet, kiosk, lan):
    kiosk("ho-tich")
    call = lan.post("/counters/1/next").json["call"]["id"]
    quiet.desk.seen.light_of(1, "light-1")
    console = Browser(quiet, ["counter:1"], lan)
    console.told()
    quiet.desk.seen.show("light-1", call)
    ((_, counter),) = console.told()
    assert counter["led"]["shown"] is True


def test_the_time_is_told_to_everybody(quiet):
    browser = Browser(quiet, [])
    quiet.runtime.post(quiet.web.publisher.beat)
    ((event, beat),) = browser.told()
    assert (event, beat["tz"]) == ("time", "Asia/Ho_Chi_Minh")
    assert beat["ms"] == 1795485600000


def refusal(hall, watch: Any, officer: Any = None, **auth: Any) -> bool:
    return not Browser(hall, watch, officer, **auth).connected


@pytest.mark.parametrize(
    "watch", [["counter:1"], ["live"], ["board:9"], ["ticket:guess"], ["x"], "live", [7], [[]]]
)
def test_strangers_watch_boards_and_tickets_that_exist_and_nothing_else(quiet, watch):
    assert refusal(quiet, watch)
    assert not refusal(quiet, ["board:hall"])


def test_an_officer_watches_the_own_counter_and_a_manager_all(quiet, lan, boss):
    assert not refusal(quiet, ["counter:1"], lan)
    assert refusal(quiet, ["counter:2"], lan)
    assert refusal(quiet, ["live"], lan)
    assert not refusal(quiet, ["counter:1", "counter:2", "live"], boss)
    assert refusal(quiet, ["counter:99"], boss)


def test_a_device_watches_counters_with_its_secret(quiet):
    secret = quiet.secrets["display"]
    assert not refusal(quiet, ["counter:1"], secret=secret, device="tv-1")
    assert refusal(quiet, ["board:hall"], secret="wrong")


def test_nothing_is_made_for_a_room_that_nobody_watches_any_more(quiet, kiosk, lan, monkeypatch):
    browser = Browser(quiet, ["counter:1"], lan)
    assert quiet.web.publisher.listeners == 1
    browser.socket.disconnect()
    assert quiet.web.publisher.listeners == 0
    monkeypatch.setattr("server.web.rooms.document", None)
    kiosk("ho-tich")
    lan.post("/counters/1/open")
    quiet.runtime.post(quiet.web.publisher.pulse)
    quiet.settle()


def test_a_phone_hears_the_beat_only_when_it_has_heard_nothing_else(quiet, kiosk, lan):
    key = kiosk("ho-tich").json["key"]
    browser = Browser(quiet, [f"ticket:{key}"])
    browser.told()
    quiet.runtime.post(quiet.web.publisher.beat)
    assert kinds(browser.told()) == ["time"]
    lan.post("/counters/1/next")
    assert kinds(browser.told()) == ["ticket"]
    quiet.runtime.post(quiet.web.publisher.beat)
    assert browser.told() == []
