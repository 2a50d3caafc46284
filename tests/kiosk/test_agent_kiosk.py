"""One kiosk on a wire in memory: one touch, one ticket, whatever happens between."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from broker import messages as m
from broker import topics
from kiosk import hall
from kiosk.errors import NoAnswer

Made = Callable[..., m.TicketReply]
WAIT_S = 30.0
TOUCH = {"v": 1, "id": "r-1", "group": "LX1"}
pytestmark = pytest.mark.usefixtures("quick")


def test_a_touch_is_a_ticket_on_paper_and_the_server_hears_of_it(kiosk: Any) -> None:
    kiosk.start()
    kiosk.agent._papers.look()
    reply, on_paper = kiosk.touch(priority=True, dossiers=2, lang="en")
    assert (reply.number, on_paper) == (3127, True)
    assert len(kiosk.tray.slips) == 1
    assert kiosk.agent.last_slip is kiosk.tray.slips[0]
    (sent,) = set(kiosk.wire.on("/kiosk/kiosk-1/request"))  # a slow machine asks twice
    assert m.decode(m.KioskRequest, sent) == m.KioskRequest.model_validate(
        {**TOUCH, "priority": True, "dossiers": 2, "lang": "en"}
    )
    assert kiosk.printed() == [
        m.Printed(id="p-r-1", ticket="t-1", ok=True, paper="ok", confirmed="status")
    ]
    assert kiosk.outbox.pending() == []


def test_a_repeated_touch_is_the_same_ticket_and_no_second_paper(kiosk: Any) -> None:
    kiosk.start()
    first, again = kiosk.touch(), kiosk.touch()
    assert first == again
    assert len(kiosk.tray.slips) == len(kiosk.printed()) == 1
    assert len(set(kiosk.wire.on("/request"))) == 1


def test_touches_at_the_same_moment_are_one_ticket_and_one_paper(
    kiosk: Any, make_ticket: Made
) -> None:
    kiosk.start()
    gate, got = threading.Barrier(4), list[Any]()

    def one() -> None:
        gate.wait(WAIT_S)
        got.append(kiosk.touch())

    fingers = [threading.Thread(target=one) for _ in range(4)]
    for finger in fingers:
        finger.start()
    for finger in fingers:
        finger.join()
    assert [reply.number for reply, on_paper in got if on_paper] == [3127] * 4
    assert len(kiosk.tray.slips) == len(kiosk.printed()) == 1


def test_touches_with_two_ids_are_two_tickets(kiosk: Any, make_ticket: Made) -> None:
    kiosk.wire.on_request = lambda asked, n: make_ticket(
        request=asked.id, id=f"t-{n}", number=3000 + n
    )
    kiosk.start()
    numbers = [kiosk.touch(f"r-{i}")[0].number for i in (1, 2)]
    assert numbers == [3001, 3002]
    assert len(kiosk.tray.slips) == 2


def test_a_lost_reply_is_asked_for_again_with_the_same_id(kiosk: Any, make_ticket: Made) -> None:
    kiosk.wire.on_request = lambda asked, n: make_ticket(request=asked.id) if n == 3 else None
    kiosk.start()
    reply, _ = kiosk.touch()
    assert reply.number == 3127
    assert {m.decode(m.KioskRequest, sent).id for sent in kiosk.wire.on("/request")} == {"r-1"}
    assert len(kiosk.wire.on("/request")) == 3
    assert len(kiosk.tray.slips) == 1


def test_a_reply_that_comes_three_times_is_printed_once(kiosk: Any, make_ticket: Made) -> None:
    topic = topics.build("thu", topics.KIOSK_REPLY, id="kiosk-1")

    def answer(asked: m.KioskRequest, _: int) -> m.TicketReply:
        for _ in range(2):
            kiosk.wire.hear(topic, m.encode(make_ticket(request=asked.id)))
        return make_ticket(request=asked.id)

    kiosk.wire.on_request = answer
    kiosk.start()
    kiosk.touch()
    assert len(kiosk.tray.slips) == 1


def test_a_silent_server_is_no_answer_and_a_later_try_gets_the_ticket(
    kiosk: Any, make_ticket: Made
) -> None:
    kiosk.wire.on_request = lambda asked, n: make_ticket(request=asked.id) if n > 3 else None
    kiosk.start()
    with pytest.raises(NoAnswer):
        kiosk.touch()
    assert kiosk.touch()[0].number == 3127
    assert len(kiosk.tray.slips) == 1


def test_a_server_that_is_away_is_not_asked(kiosk: Any) -> None:
    kiosk.agent.start()
    kiosk._started = True
    with pytest.raises(NoAnswer, match="away"):
        kiosk.touch()
    assert kiosk.wire.on("/request") == []


def test_a_lost_broker_is_known_at_once_and_the_next_heartbeat_heals_it(kiosk: Any) -> None:
    kiosk.start()
    assert kiosk.agent.online
    kiosk.agent.on_link(False)
    assert not kiosk.agent.online
    kiosk.agent.on_link(True)
    assert not kiosk.agent.online
    kiosk.beat()
    assert kiosk.agent.online


def test_a_server_that_falls_silent_is_known_and_the_page_is_told(
    kiosk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hall, "LOST_AFTER_S", 0.2)
    kiosk.start()
    with kiosk.agent.hall.changed:
        assert kiosk.agent.hall.changed.wait_for(lambda: not kiosk.agent.online, WAIT_S)


def test_a_refusal_is_handed_on_in_both_languages_and_prints_nothing(
    kiosk: Any, make_refusal: Callable[[str], m.RefusalReply]
) -> None:
    kiosk.wire.on_request = lambda asked, _: make_refusal(asked.id)
    kiosk.start()
    reply, on_paper = kiosk.touch()
    assert (reply, on_paper) == (make_refusal("r-1"), False)
    assert (kiosk.tray.slips, kiosk.printed()) == ([], [])


def test_a_refused_id_is_asked_again_when_it_is_touched_again(
    kiosk: Any, make_ticket: Made, make_refusal: Callable[[str], m.RefusalReply]
) -> None:
    kiosk.wire.on_request = lambda asked, n: (
        make_refusal(asked.id) if n == 1 else make_ticket(request=asked.id)
    )
    kiosk.start()
    assert kiosk.touch()[1] is False
    assert kiosk.touch()[0].number == 3127
