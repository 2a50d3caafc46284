"""An answer that comes when nobody waits for it: one paper, told once, never a second number."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from broker import messages as m
from broker import topics
from kiosk.errors import NoAnswer
from kiosk.late import KEPT, Late

Made = Callable[..., m.TicketReply]
WAIT_S = 30.0
pytestmark = pytest.mark.usefixtures("quick")


def late_reply(kiosk: Any, reply: m.TicketReply) -> None:
    """The server answers when the touch has given up."""
    kiosk.wire.tell(topics.KIOSK_REPLY, reply, id="kiosk-1")


def until_late(kiosk: Any, count: int) -> list[Any]:
    """The late tickets, once there are ``count``."""
    hall = kiosk.agent.hall
    with hall.changed:
        assert hall.changed.wait_for(lambda: len(kiosk.agent.late) >= count, WAIT_S)
    late: list[Any] = kiosk.agent.late
    return late


def given_up(kiosk: Any, **touch: Any) -> None:
    """A touch that the server leaves without an answer."""
    kiosk.wire.on_request = lambda *_: None
    kiosk.start()
    with pytest.raises(NoAnswer):
        kiosk.touch(**touch)


def test_an_answer_after_the_touch_gave_up_is_printed_and_told(
    kiosk: Any, make_ticket: Made
) -> None:
    given_up(kiosk)
    late_reply(kiosk, make_ticket())
    assert until_late(kiosk, 1) == [(make_ticket(), True)]
    assert len(kiosk.tray.slips) == len(kiosk.printed()) == 1


def test_a_late_answer_that_comes_again_is_one_paper_and_told_once(
    kiosk: Any, make_ticket: Made
) -> None:
    given_up(kiosk)
    for number in (3127, 3127, 3128):
        reply = make_ticket(request=f"r-{number}", id=f"t-{number}", number=number)
        late_reply(kiosk, reply)
    assert [reply.number for reply, _ in until_late(kiosk, 2)] == [3127, 3128]
    assert len(kiosk.tray.slips) == 2


def test_pressing_again_after_a_late_answer_is_the_same_ticket_and_no_second_paper(
    kiosk: Any, make_ticket: Made
) -> None:
    given_up(kiosk)
    late_reply(kiosk, make_ticket())
    until_late(kiosk, 1)
    asked = len(kiosk.wire.on("/request"))
    assert kiosk.touch() == (make_ticket(), True)
    assert len(kiosk.tray.slips) == 1 and len(kiosk.wire.on("/request")) == asked


def test_a_second_copy_of_an_answer_is_no_late_ticket(kiosk: Any, make_ticket: Made) -> None:
    kiosk.start()
    kiosk.touch()
    late_reply(kiosk, make_ticket())
    late_reply(kiosk, make_ticket(request="r-2", id="t-2", number=3128))
    assert [reply.number for reply, _ in until_late(kiosk, 1)] == [3128]
    assert len(kiosk.tray.slips) == 2


def test_an_answer_that_comes_after_a_restart_is_still_printed(
    kiosk: Any, make_ticket: Made
) -> None:
    given_up(kiosk)
    kiosk.restart()
    late_reply(kiosk, make_ticket())
    assert until_late(kiosk, 1) == [(make_ticket(), True)]


def test_a_late_refusal_gave_nobody_a_number(
    kiosk: Any, make_ticket: Made, make_refusal: Callable[[str], m.RefusalReply]
) -> None:
    given_up(kiosk)
    kiosk.wire.tell(topics.KIOSK_REPLY, make_refusal("r-1"), id="kiosk-1")
    late_reply(kiosk, make_ticket(request="r-2"))
    assert [reply.request for reply, _ in until_late(kiosk, 1)] == ["r-2"]


def test_a_late_ticket_is_printed_in_the_language_of_its_touch(make_ticket: Made) -> None:
    printed, told = list[tuple[str, str]](), threading.Semaphore(0)

    def print_once(reply: m.TicketReply, lang: str) -> bool:
        printed.append((reply.request, lang))
        return True

    late = Late(print_once, lambda _: False, told.release)
    late.asked(m.KioskRequest(v=1, id="r-1", group="LX1", lang="en"))
    for request in ("r-1", "r-2"):
        late.heard(make_ticket(request=request))
        assert told.acquire(timeout=WAIT_S)
    late.stop()
    assert printed == [("r-1", "en"), ("r-2", "vi")]


def test_only_the_newest_late_tickets_are_kept_for_the_page(make_ticket: Made) -> None:
    late = Late(lambda *_: True, lambda _: False, lambda: None)
    for n in range(KEPT + 2):
        late.heard(make_ticket(request=f"r-{n}"))
    late.stop()
    assert [reply.request for reply, _ in late.tickets] == [f"r-{n}" for n in range(2, KEPT + 2)]


def test_a_late_ticket_that_cannot_be_printed_stops_no_other(
    make_ticket: Made, caplog: pytest.LogCaptureFixture
) -> None:
    def print_once(reply: m.TicketReply, _: str) -> bool:
        if reply.request == "r-0":
            raise OSError("the disk is full")
        return True

    late = Late(print_once, lambda _: False, lambda: None)
    for n in range(2):
        late.heard(make_ticket(request=f"r-{n}"))
    late.stop()
    assert [reply.request for reply, _ in late.tickets] == ["r-1"]
    assert "the disk is full" in caplog.text
