"""One ticket is one paper, and the server hears of it, also over power cuts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from broker import messages as m

Made = Callable[..., m.TicketReply]
WAIT_S = 30.0
TOUCH = {"v": 1, "id": "r-1", "group": "LX1"}
pytestmark = pytest.mark.usefixtures("quick")


def test_without_paper_the_number_is_kept_and_the_server_hears_that_it_is_not_printed(
    kiosk: Any,
) -> None:
    kiosk.tray.paper = "out"
    kiosk.start()
    reply, on_paper = kiosk.touch()
    assert (reply.number, on_paper, kiosk.agent.paper) == (3127, False, "out")
    assert kiosk.printed() == [m.Printed(id="p-r-1", ticket="t-1", ok=False, paper="out")]


@pytest.mark.parametrize("restart", [False, True])
def test_a_slip_that_failed_never_turns_into_one_that_came_out(kiosk: Any, restart: bool) -> None:
    kiosk.tray.broken = True
    kiosk.start()
    assert kiosk.touch()[1] is False
    kiosk.tray.broken = False
    if restart:
        kiosk.restart()
    assert kiosk.touch()[1] is False
    assert (len(kiosk.tray.slips), len(kiosk.printed())) == (0, 1)


def test_staff_hear_at_once_that_the_paper_ran_out(kiosk: Any) -> None:
    """Health goes out each minute; a change of the paper does not wait for it."""
    kiosk.start()
    kiosk.wire.wait_on("/health", 1)
    kiosk.tray.paper = "out"
    for count in range(2, 5):
        told = m.decode(m.DeviceHealth, kiosk.wire.wait_on("/health", count)[-1])
        if told.paper == "out":
            break
    assert (told.paper, told.printer, told.session) == ("out", "screen", "session-1")


def test_after_a_restart_a_known_id_is_neither_asked_nor_printed_again(kiosk: Any) -> None:
    kiosk.start()
    first = kiosk.touch()
    kiosk.restart()
    assert kiosk.touch() == first
    assert len(kiosk.tray.slips) == len(set(kiosk.wire.on("/request"))) == 1


def test_a_kiosk_killed_before_the_paper_prints_it_when_touched_again(
    kiosk: Any, make_ticket: Made
) -> None:
    kiosk.outbox.answer("r-1", m.encode(make_ticket()))
    kiosk.start()
    reply, on_paper = kiosk.touch()
    assert (reply, on_paper) == (make_ticket(), True)
    assert (len(kiosk.tray.slips), kiosk.wire.on("/request")) == (1, [])


def test_what_was_not_delivered_is_sent_again_in_order_until_it_is(
    kiosk: Any, make_ticket: Made
) -> None:
    kiosk.wire.on_request = lambda asked, n: make_ticket(request=asked.id, id=f"t-{n}")
    kiosk.wire.delivers = False
    kiosk.start()
    for i in (1, 2):
        kiosk.touch(f"r-{i}")
    kiosk.agent.on_link(False)
    kiosk.agent.on_link(True)
    kiosk.restart()
    kiosk.wire.delivers = True
    kiosk.agent.on_link(True)
    kiosk.agent.on_link(True)
    assert [told.id for told in kiosk.printed()] == ["p-r-1", "p-r-2"] * 3
    assert kiosk.outbox.pending() == []


def test_the_queue_of_letters_is_part_of_the_health(kiosk: Any) -> None:
    kiosk.outbox.put("t", b"1")
    kiosk.start()
    (first, *_) = kiosk.wire.wait_on("/device/kiosk-1/health", 1)
    assert m.decode(m.DeviceHealth, first).queue == 1
