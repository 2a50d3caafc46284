"""One kiosk on a wire in memory: one touch, one ticket, one paper, whatever happens between."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from broker import messages as m
from broker import topics
from kiosk import agent as agent_module
from kiosk import asking, hall
from kiosk.errors import NoAnswer

Made = Callable[..., m.TicketReply]
WAIT_S = 5.0


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seconds become hundredths."""
    monkeypatch.setattr(asking, "RETRY_S", (0.0, 0.03, 0.09))
    monkeypatch.setattr(asking, "ANSWER_S", 0.2)
    monkeypatch.setattr(agent_module, "LOOK_S", 0.02)


def touch(id: str = "r-1", **more: Any) -> m.KioskRequest:
    """A touch for driving licences."""
    return m.KioskRequest.model_validate({"v": 1, "id": id, "group": "LX1", **more})


def printed(kiosk: Any) -> list[m.Printed]:
    """What the server was told of the paper."""
    return [m.decode(m.Printed, payload) for payload in kiosk.wire.on("/printed")]


def test_a_touch_is_a_ticket_on_paper_and_the_server_hears_of_it(kiosk: Any) -> None:
    kiosk.start()
    kiosk.agent._papers.look()
    reply, on_paper = kiosk.agent.touch(touch(priority=True, dossiers=2, lang="en"))
    assert (reply.number, on_paper) == (3127, True)
    assert len(kiosk.tray.slips) == 1
    assert kiosk.agent.last_slip is kiosk.tray.slips[0]
    (sent,) = kiosk.wire.on("/kiosk/kiosk-1/request")
    assert m.decode(m.KioskRequest, sent) == touch(priority=True, dossiers=2, lang="en")
    assert printed(kiosk) == [m.Printed(id="p-r-1", ticket="t-1", ok=True, paper="ok")]
    assert kiosk.outbox.pending() == []


def test_a_repeated_touch_is_the_same_ticket_and_no_second_paper(kiosk: Any) -> None:
    kiosk.start()
    first, again = kiosk.agent.touch(touch()), kiosk.agent.touch(touch())
    assert first == again
    assert len(kiosk.tray.slips) == len(kiosk.wire.on("/request")) == len(printed(kiosk)) == 1


def test_touches_at_the_same_moment_are_one_ticket_and_one_paper(
    kiosk: Any, make_ticket: Made
) -> None:
    kiosk.start()
    gate, got = threading.Barrier(4), list[Any]()

    def one() -> None:
        gate.wait(WAIT_S)
        got.append(kiosk.agent.touch(touch()))

    fingers = [threading.Thread(target=one) for _ in range(4)]
    for finger in fingers:
        finger.start()
    for finger in fingers:
        finger.join()
    assert [reply.number for reply, on_paper in got if on_paper] == [3127] * 4
    assert len(kiosk.tray.slips) == len(printed(kiosk)) == 1


def test_touches_with_two_ids_are_two_tickets(kiosk: Any, make_ticket: Made) -> None:
    kiosk.wire.on_request = lambda asked, n: make_ticket(
        request=asked.id, id=f"t-{n}", number=3000 + n
    )
    kiosk.start()
    numbers = [kiosk.agent.touch(touch(f"r-{i}"))[0].number for i in (1, 2)]
    assert numbers == [3001, 3002]
    assert len(kiosk.tray.slips) == 2


def test_a_lost_reply_is_asked_for_again_with_the_same_id(kiosk: Any, make_ticket: Made) -> None:
    kiosk.wire.on_request = lambda asked, n: make_ticket(request=asked.id) if n == 3 else None
    kiosk.start()
    reply, _ = kiosk.agent.touch(touch())
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
    kiosk.agent.touch(touch())
    assert len(kiosk.tray.slips) == 1


def test_a_silent_server_is_no_answer_and_a_later_try_gets_the_ticket(
    kiosk: Any, make_ticket: Made
) -> None:
    kiosk.wire.on_request = lambda asked, n: make_ticket(request=asked.id) if n > 3 else None
    kiosk.start()
    with pytest.raises(NoAnswer):
        kiosk.agent.touch(touch())
    assert kiosk.agent.touch(touch())[0].number == 3127
    assert len(kiosk.tray.slips) == 1


def test_a_server_that_is_away_is_not_asked(kiosk: Any) -> None:
    kiosk.agent.start()
    kiosk._started = True
    with pytest.raises(NoAnswer, match="away"):
        kiosk.agent.touch(touch())
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
    reply, on_paper = kiosk.agent.touch(touch())
    assert (reply, on_paper) == (make_refusal("r-1"), False)
    assert (kiosk.tray.slips, printed(kiosk)) == ([], [])


def test_a_refused_id_is_asked_again_when_it_is_touched_again(
    kiosk: Any, make_ticket: Made, make_refusal: Callable[[str], m.RefusalReply]
) -> None:
    kiosk.wire.on_request = lambda asked, n: (
        make_refusal(asked.id) if n == 1 else make_ticket(request=asked.id)
    )
    kiosk.start()
    assert kiosk.agent.touch(touch())[1] is False
    assert kiosk.agent.touch(touch())[0].number == 3127


def test_without_paper_the_number_is_kept_and_the_server_hears_that_it_is_not_printed(
    kiosk: Any,
) -> None:
    kiosk.tray.paper = "out"
    kiosk.start()
    reply, on_paper = kiosk.agent.touch(touch())
    assert (reply.number, on_paper, kiosk.agent.paper) == (3127, False, "out")
    assert printed(kiosk) == [m.Printed(id="p-r-1", ticket="t-1", ok=False, paper="out")]


@pytest.mark.parametrize("restart", [False, True])
def test_a_slip_that_failed_never_turns_into_one_that_came_out(kiosk: Any, restart: bool) -> None:
    kiosk.tray.broken = True
    kiosk.start()
    assert kiosk.agent.touch(touch())[1] is False
    kiosk.tray.broken = False
    if restart:
        kiosk.restart()
    assert kiosk.agent.touch(touch())[1] is False
    assert (len(kiosk.tray.slips), len(printed(kiosk))) == (0, 1)


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
    first = kiosk.agent.touch(touch())
    kiosk.restart()
    assert kiosk.agent.touch(touch()) == first
    assert len(kiosk.tray.slips) == len(kiosk.wire.on("/request")) == 1


def test_a_kiosk_killed_before_the_paper_prints_it_when_touched_again(
    kiosk: Any, make_ticket: Made
) -> None:
    kiosk.outbox.answer("r-1", m.encode(make_ticket()))
    kiosk.start()
    reply, on_paper = kiosk.agent.touch(touch())
    assert (reply, on_paper) == (make_ticket(), True)
    assert (len(kiosk.tray.slips), kiosk.wire.on("/request")) == (1, [])


def test_what_was_not_delivered_is_sent_again_in_order_until_it_is(
    kiosk: Any, make_ticket: Made
) -> None:
    kiosk.wire.on_request = lambda asked, n: make_ticket(request=asked.id, id=f"t-{n}")
    kiosk.wire.delivers = False
    kiosk.start()
    for i in (1, 2):
        kiosk.agent.touch(touch(f"r-{i}"))
    kiosk.agent.on_link(False)
    kiosk.agent.on_link(True)
    kiosk.restart()
    kiosk.wire.delivers = True
    kiosk.agent.on_link(True)
    kiosk.agent.on_link(True)
    assert [told.id for told in printed(kiosk)] == ["p-r-1", "p-r-2"] * 3
    assert kiosk.outbox.pending() == []


def test_the_queue_of_letters_is_part_of_the_health(kiosk: Any) -> None:
    kiosk.outbox.put("t", b"1")
    kiosk.start()
    (first, *_) = kiosk.wire.wait_on("/device/kiosk-1/health", 1)
    assert m.decode(m.DeviceHealth, first).queue == 1


def test_birth_and_will_are_statuses_of_one_session() -> None:
    for state in ("online", "offline"):
        told = m.decode(m.DeviceStatus, agent_module.status(state, "s-1"))
        assert (told.state, told.session) == (state, "s-1")
