"""What happens in the hall is told to other systems: signed, in order, and nothing private."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from server.cli import main
from server.errors import HookRefused
from server.hooks import courier as couriers
from server.hooks import events
from server.hooks.courier import Courier
from server.hooks.post import Sender, check
from server.store.hooks import HookBook

TOOL = runpy.run_path(str(Path(__file__).parents[2] / "tools" / "receiver.py"))
SECRET = "of both sides"


@pytest.fixture
def receiver():
    made = TOOL["Receiver"]()
    yield made
    made.stop()


@pytest.fixture
def book(hall, receiver):
    made = HookBook(hall.store)
    made.add("case-system", receiver.url, events.NAMES, SECRET)
    return made


@pytest.fixture
def courier(hall, book):
    return new_courier(hall)


def new_courier(hall) -> Courier:
    """As after a start of the server."""
    return Courier(hall.store, hall.runtime, Sender(), lambda: "thu", hall.clock.now)


def tell(courier, hall, wait_until) -> None:
    """One look, until all its work is done."""
    courier.look()
    wait_until(lambda: not courier._at_work)


def told(receiver) -> list[str]:
    return [event["event"] for event in receiver.heard]


@pytest.fixture
def visit(lan, kiosk, clock, courier):
    """A ticket that is issued, called, called again and served; then one that does not come."""
    first = kiosk("ho-tich").json
    kiosk("ho-tich")
    lan.post("/counters/1/next")
    lan.post("/counters/1/recall")
    lan.post("/counters/1/start")
    lan.post("/counters/1/finish", json={"outcome": "received", "case": "h24.12-261124-0042"})
    lan.post("/counters/1/next")
    clock.pass_s(60)
    lan.post("/counters/1/no-show")
    return first


def test_a_visit_is_told_in_its_order(hall, visit, courier, receiver, wait_until) -> None:
    tell(courier, hall, wait_until)
    assert told(receiver) == [
        *("issued", "issued", "called", "called", "served", "called", "no-show"),
    ]
    seqs = [event["seq"] for event in receiver.heard]
    assert seqs == sorted(set(seqs))
    served = next(event for event in receiver.heard if event["event"] == "served")
    assert served["number"] == visit["number"]
    assert (served["group"], served["counter"]) == ("ho-tich", 1)
    assert (served["outcome"], served["case"]) == ("received", "H24.12-261124-0042")
    assert [event.get("again") for event in receiver.heard[2:4]] == [None, True]


def test_nothing_that_opens_a_ticket_or_names_a_person_goes_out(
    hall, visit, courier, receiver, wait_until
) -> None:
    ended = hall.client().post(
        f"/api/v1/tickets/{visit['key']}/rating",
        json={"score": 4, "reasons": [], "comment": "anh Minh 0912345678"},
    )
    assert ended.status_code == 200
    tell(courier, hall, wait_until)
    sent = b"".join(receiver.bodies).decode()
    assert receiver.heard[-1]["score"] == 4
    for private in (visit["key"], "Minh", "lan", "comment", "why", "forecast"):
        assert private not in sent


def test_every_delivery_is_signed_over_its_time(hall, visit, courier, receiver, wait_until):
    tell(courier, hall, wait_until)
    header, body = receiver.asked[0]["Luot-Signature"], receiver.bodies[0]
    assert TOOL["is_signed"](SECRET, header, body)
    assert not TOOL["is_signed"]("another", header, body)
    assert not TOOL["is_signed"](SECRET, header, body + b" ")
    later = header.replace("t=1", "t=2", 1)
    assert not TOOL["is_signed"](SECRET, later, body)
    assert receiver.asked[0]["Luot-Delivery"] == receiver.heard[0]["id"]


@pytest.mark.parametrize("wrong", [500, 404, 302, 0])
def test_what_was_not_taken_comes_again_and_nothing_overtakes_it(
    hall, visit, courier, receiver, wait_until, clock, wrong: int
) -> None:
    receiver.statuses = [200, wrong]
    tell(courier, hall, wait_until)
    assert told(receiver) == ["issued"]
    tell(courier, hall, wait_until)
    assert told(receiver) == ["issued"]  # its time has not come
    assert HookBook(hall.store).find("case-system").fails == 1
    clock.pass_s(2)
    tell(courier, hall, wait_until)
    assert told(receiver)[1] == "issued" and len(receiver.heard) == 7
    assert HookBook(hall.store).find("case-system").error == ""


def test_the_pause_grows_and_has_an_end(hall, visit, courier, receiver, wait_until, clock) -> None:
    receiver.status = 503
    pauses = []
    for _ in range(14):
        tell(courier, hall, wait_until)
        found = HookBook(hall.store).find("case-system")
        pauses.append(found.next_ms / 1000 - clock.now().timestamp())
        clock.pass_s(pauses[-1] + 0.1)
    assert pauses[0] < 1.3 and pauses[3] > pauses[2] > pauses[1]
    assert max(pauses) <= couriers.LAST_AGAIN_S * 1.25
    receiver.status = 200
    tell(courier, hall, wait_until)
    assert len(receiver.heard) == 7


def test_after_a_restart_it_goes_on_where_it_was(
    hall, visit, courier, receiver, wait_until
) -> None:
    receiver.statuses = [200, 200, 500]
    tell(courier, hall, wait_until)
    hall.clock.pass_s(5)
    tell(new_courier(hall), hall, wait_until)
    assert len(receiver.heard) == 7
    assert len({event["id"] for event in receiver.heard}) == 7


def test_a_hook_hears_only_what_it_asked_for_and_nothing_from_before(
    hall, visit, courier, receiver, wait_until, kiosk
) -> None:
    HookBook(hall.store).remove("case-system")
    HookBook(hall.store).add("screen", receiver.url, ["issued"], SECRET)
    kiosk("dat-dai")
    tell(courier, hall, wait_until)
    assert told(receiver) == ["issued"]
    assert receiver.heard[0]["group"] == "dat-dai"


def test_a_paused_hook_misses_nothing(hall, visit, courier, receiver, wait_until) -> None:
    book = HookBook(hall.store)
    book.pause("case-system", paused=True)
    tell(courier, hall, wait_until)
    assert receiver.heard == []
    book.pause("case-system", paused=False)
    tell(courier, hall, wait_until)
    assert len(receiver.heard) == 7


def test_what_is_undone_is_told_too(hall, lan, kiosk, courier, receiver, wait_until) -> None:
    kiosk("ho-tich")
    lan.post("/counters/1/next")
    lan.post("/counters/1/undo")
    tell(courier, hall, wait_until)
    assert told(receiver) == ["issued", "called", "undone"]
    assert receiver.heard[2]["undone"] == receiver.heard[1]["move"]


def test_a_receiver_that_does_not_answer_holds_no_other_hook_up(
    hall, visit, courier, receiver, wait_until
) -> None:
    class Stuck(Sender):
        def send(self, url: str, body: bytes, headers: Any) -> str:
            if "stuck" in url:
                wait_until(lambda: len(receiver.heard) >= 7)
            return super().send(url, body, headers) if "stuck" not in url else "no answer"

    HookBook(hall.store).add("stuck", "http://127.0.0.1:9/stuck", events.NAMES, SECRET)
    busy = Courier(hall.store, hall.runtime, Stuck(), lambda: "thu", hall.clock.now)
    hall.client().post("/api/v1/tickets", json={"group": "ho-tich"}, headers=hall.bearer("kiosk"))
    busy.look()
    wait_until(lambda: len(receiver.heard) == 8)


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://example.org/", "http://example.org/", "https://", "https://a:b@example.org/"),
        *("http://8.8.8.8/", "https://example.org/#part", "https://example.org/a b"),
    ],
)
def test_an_address_that_would_leak_is_refused(url: str) -> None:
    with pytest.raises(HookRefused, match=r"https|blanks"):
        check(url)


def test_inside_the_house_http_will_do() -> None:
    for url in ("http://10.1.2.3:8000/x", "http://localhost/", "https://example.org/luot?a=1"):
        assert check(url) == url


def test_the_command_adds_tests_pauses_and_removes(hall, receiver, capsys) -> None:
    at = ["--data", str(hall.store.path.parent), "--id", "sms"]
    assert main(["hook", "add", receiver.url, "--event", "called", *at]) == 0
    secret = capsys.readouterr().out.strip().rpartition(" ")[2]
    assert main(["hook", "test", *at]) == 0
    assert receiver.heard[-1]["event"] == "test"
    assert TOOL["is_signed"](secret, receiver.asked[-1]["Luot-Signature"], receiver.bodies[-1])
    receiver.status = 500
    assert main(["hook", "test", *at]) == 1
    assert "answered 500" in capsys.readouterr().err
    for action, state in (("pause", "paused"), ("resume", "ok")):
        assert main(["hook", action, *at]) == 0
        assert main(["hook", "list", *at[:2]]) == 0
        assert f"sms\t{receiver.url}\tcalled\t{state}" in capsys.readouterr().out
    assert main(["hook", "add", receiver.url, *at]) == 1
    assert "choose another name" in capsys.readouterr().err
    assert main(["hook", "remove", *at]) == 0
    assert main(["hook", "remove", *at]) == 1
    assert "luot hook list" in capsys.readouterr().err


def test_deliveries_and_failures_are_counted(hall, book, visit, receiver, wait_until) -> None:
    tally: list[bool] = []
    made = Courier(hall.store, hall.runtime, Sender(), lambda: "thu", hall.clock.now, tally.append)
    receiver.status = 503
    tell(made, hall, wait_until)
    assert tally == [False]
    receiver.status = 200
    hall.clock.pass_s(2)
    tell(made, hall, wait_until)
    assert tally == [False, *[True] * 7]
