"""Copies for the guidance desk, slips that come late, and slips cut off by a power cut."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from broker import messages as m
from broker import topics
from kiosk import papers, reprints
from kiosk.drawing import draw
from kiosk.slip import make_slip

Made = Callable[..., m.TicketReply]
AT = "2026-10-12T09:41:00+07:00"
pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A touch waits for its paper for a moment only."""
    monkeypatch.setattr(papers, "PATIENCE_S", 0.05)


def wish(ticket: m.TicketReply, id: str = "re-1", lang: str = "vi") -> m.Reprint:
    """What the server says when the guidance desk asks."""
    told = {"v": 1, "id": id, "at": AT, "lang": lang, "ticket": ticket}
    return m.Reprint.model_validate(told)


def ask(kiosk: Any, wanted: m.Reprint) -> None:
    """Say it on the wire."""
    kiosk.wire.tell(topics.KIOSK_REPRINT, wanted, id="kiosk-1")


def picture(ticket: m.TicketReply, copied_at: str | None = None, lang: str = "vi") -> bytes:
    """The slip as dots; the kiosk knows no name of its centre yet."""
    slip = make_slip(ticket, centre="", kiosk="kiosk-1", lang=lang, copied_at=copied_at)
    return draw(slip, 80, None, lang).tobytes()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_copy_is_printed_marked_with_its_time_and_told_to_the_server(
    kiosk: Any, make_ticket: Made, lang: str
) -> None:
    kiosk.start()
    ask(kiosk, wish(make_ticket(), lang=lang))
    kiosk.wire.wait_on("/printed", 1)
    assert [slip.tobytes() for slip in kiosk.tray.slips] == [picture(make_ticket(), AT, lang)]
    assert picture(make_ticket(), AT, lang) != picture(make_ticket(), None, lang)
    (told,) = kiosk.printed()
    assert (told.id, told.ticket, told.ok) == ("p-re-1", "t-1", True)


def test_a_wish_that_comes_twice_is_one_copy_also_over_a_restart(
    kiosk: Any, make_ticket: Made
) -> None:
    kiosk.start()
    ask(kiosk, wish(make_ticket()))
    ask(kiosk, wish(make_ticket()))
    kiosk.wire.wait_on("/printed", 1)
    kiosk.restart()
    ask(kiosk, wish(make_ticket()))
    ask(kiosk, wish(make_ticket(), "re-2"))
    assert [told.id for told in _printed(kiosk, 2)] == ["p-re-1", "p-re-2"]
    assert len(kiosk.tray.slips) == 2


def _printed(kiosk: Any, count: int) -> list[m.Printed]:
    kiosk.wire.wait_on("/printed", count)
    found: list[m.Printed] = kiosk.printed()
    return found


def test_a_copy_follows_the_slip_of_the_same_ticket_and_is_not_taken_for_it(
    kiosk: Any, make_ticket: Made
) -> None:
    kiosk.start()
    assert kiosk.touch()[1] is True
    ask(kiosk, wish(make_ticket()))
    _printed(kiosk, 2)
    assert len(kiosk.tray.slips) == 2


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(("trouble", "told"), [(None, True), ("slow", False)])
def test_a_touch_does_not_wait_for_a_slip_longer_than_two_seconds(
    kiosk: Any, trouble: str | None, told: bool
) -> None:
    kiosk.start()
    kiosk.tray.held.clear()
    kiosk.tray.trouble = trouble
    assert kiosk.touch()[1] is told
    assert kiosk.touch()[1] is told, "the same touch again is the same slip"
    kiosk.tray.held.set()
    assert [one.ok for one in _printed(kiosk, 1)] == [True]
    assert kiosk.touch()[1] is True
    assert len(kiosk.tray.slips) == 1
    kiosk.agent.stop()
    assert kiosk.agent.corrected == ({} if told else {"r-1": True})


@pytest.mark.usefixtures("impatient")
def test_a_slip_that_fails_after_its_touch_was_answered_is_told_to_page_and_server(
    kiosk: Any,
) -> None:
    kiosk.start()
    kiosk.tray.held.clear()
    version = kiosk.agent.hall.version
    assert kiosk.touch()[1] is True
    kiosk.tray.broken = True
    kiosk.tray.held.set()
    assert [one.ok for one in _printed(kiosk, 1)] == [False]
    kiosk.agent.stop()
    assert kiosk.agent.corrected == {"r-1": False}
    assert kiosk.agent.hall.version > version


def fresh(make_ticket: Made, age: timedelta) -> m.TicketReply:
    """A ticket of so long ago."""
    at = (datetime.now(UTC) - age).astimezone(UTC).isoformat(timespec="seconds")
    return make_ticket(issued_at=at, wait=None)


def test_a_slip_cut_off_by_a_power_cut_is_printed_once_more_as_a_copy(
    kiosk: Any, make_ticket: Made
) -> None:
    ticket = fresh(make_ticket, timedelta(minutes=1))
    kiosk.outbox.answer("r-1", m.encode(ticket))
    kiosk.start()
    assert [told.id for told in _printed(kiosk, 1)] == ["p-r-1"]
    assert kiosk.tray.slips[0].tobytes() != picture(ticket), "it bears the mark of a copy"
    kiosk.restart()
    assert kiosk.touch() == (ticket, True)
    assert (len(kiosk.tray.slips), kiosk.wire.on("/request")) == (1, [])


def test_a_slip_cut_off_long_ago_waits_until_somebody_asks_for_it(
    kiosk: Any, make_ticket: Made
) -> None:
    ticket = fresh(make_ticket, reprints.STILL_THERE * 2)
    kiosk.outbox.answer("r-1", m.encode(ticket))
    kiosk.start()
    assert kiosk.touch() == (ticket, True)
    assert [slip.tobytes() for slip in kiosk.tray.slips] == [picture(ticket)]


def test_what_cannot_be_read_after_a_power_cut_keeps_no_kiosk_from_starting(
    kiosk: Any, make_ticket: Made
) -> None:
    kiosk.outbox.answer("r-0", b"{}")
    kiosk.outbox.answer("r-1", m.encode(make_ticket(issued_at="yesterday")))
    kiosk.start()
    kiosk.wire.on_request = lambda asked, _: make_ticket(request=asked.id)
    assert kiosk.touch("r-2")[1] is True


def test_page_and_server_are_told_of_a_printers_trouble_at_once(kiosk: Any) -> None:
    kiosk.start()
    kiosk.wire.wait_on("/health", 1)
    kiosk.tray.paper, kiosk.tray.trouble = "unknown", "unplugged"
    told = _health(kiosk, "unplugged")
    assert (told.paper, told.trouble) == ("unknown", "unplugged")
    assert kiosk.agent.trouble == "unplugged"


def _health(kiosk: Any, trouble: str) -> m.DeviceHealth:
    for count in range(1, 9):
        told = m.decode(m.DeviceHealth, kiosk.wire.wait_on("/health", count)[-1])
        if told.trouble == trouble:
            return told
    pytest.fail(f"no health said {trouble}")


def test_two_touches_at_once_are_two_slips_one_after_the_other(
    kiosk: Any, make_ticket: Made
) -> None:
    kiosk.wire.on_request = lambda asked, n: make_ticket(request=asked.id, id=f"t-{asked.id}")
    kiosk.start()
    threads = [threading.Thread(target=kiosk.touch, args=(f"r-{n}",)) for n in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {told.id for told in _printed(kiosk, 2)} == {"p-r-1", "p-r-2"}
    assert len(kiosk.tray.slips) == 2
