"""Asking the server: the same id again and again, and no longer than a citizen waits."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from broker import messages as m
from kiosk import asking
from kiosk.asking import Asking, parse_reply
from kiosk.errors import NoAnswer

Made = Callable[..., m.TicketReply]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seconds become hundredths."""
    monkeypatch.setattr(asking, "RETRY_S", tuple(s / 100 for s in asking.RETRY_S))
    monkeypatch.setattr(asking, "ANSWER_S", asking.ANSWER_S / 100)


def request(id: str = "r-1") -> m.KioskRequest:
    """A touch for driving licences."""
    return m.KioskRequest(v=1, id=id, group="LX1")


def test_the_schedule_is_pauses_of_three_and_six_seconds_and_an_end_at_twelve() -> None:
    schedule_s = [s * 100 for s in (*asking.RETRY_S, asking.ANSWER_S)]
    assert schedule_s == pytest.approx([0, 3, 9, 12])


def test_a_lost_reply_is_asked_for_again_with_the_same_id(make_ticket: Made) -> None:
    sent: list[m.KioskRequest] = []

    def send(asked: m.KioskRequest) -> None:
        sent.append(asked)
        if len(sent) == 3:
            under_test.heard(m.encode(make_ticket(request=asked.id)))

    under_test = Asking(send)
    reply = under_test.ask(request())
    assert isinstance(reply, m.TicketReply)
    assert sent == [request()] * 3


def test_silence_ends_as_no_answer_and_leaves_nothing_behind(make_ticket: Made) -> None:
    sent: list[str] = []
    under_test = Asking(lambda asked: sent.append(asked.id))
    began_s = time.monotonic()
    with pytest.raises(NoAnswer):
        under_test.ask(request())
    assert asking.ANSWER_S <= time.monotonic() - began_s < asking.ANSWER_S + 2
    assert sent == ["r-1"] * 3
    under_test.heard(m.encode(make_ticket(request="r-1")))
    with pytest.raises(NoAnswer):
        under_test.ask(request())


class Waiters(threading.Event):
    """An event that knows how many threads have waited for it."""

    def __init__(self) -> None:
        super().__init__()
        self.threads: set[int] = set()
        self.more = threading.Condition()

    def wait(self, timeout: float | None = None) -> bool:
        """Count the caller, then wait."""
        with self.more:
            self.threads.add(threading.get_ident())
            self.more.notify_all()
        return super().wait(timeout)


def test_touches_with_one_id_are_one_question_and_all_get_its_answer(
    make_ticket: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "ANSWER_S", 5.0)
    pending, sent, replies = asking.Pending(), list[str](), list[asking.Reply]()
    pending.answered = waiters = Waiters()
    monkeypatch.setattr(asking, "Pending", lambda: pending)
    under_test = Asking(lambda one: sent.append(one.id))
    touches = [
        threading.Thread(target=lambda: replies.append(under_test.ask(request()))) for _ in range(3)
    ]
    for touch in touches:
        touch.start()
    with waiters.more:
        assert waiters.more.wait_for(lambda: len(waiters.threads) == 3, 5)
    sent_before = list(sent)
    under_test.heard(m.encode(make_ticket(request="r-1")))
    for touch in touches:
        touch.join()
    assert replies == [make_ticket(request="r-1")] * 3
    assert set(sent_before) == {"r-1"} and len(sent_before) <= 3


def test_the_answer_to_another_request_is_not_ours_but_a_late_one(make_ticket: Made) -> None:
    late: list[m.TicketReply] = []
    other = make_ticket(request="r-2")
    under_test = Asking(lambda _: under_test.heard(m.encode(other)), late.append)
    with pytest.raises(NoAnswer):
        under_test.ask(request())
    assert late == [other] * 3


@pytest.mark.parametrize("payload", [b"", b"{}", b"\xff\xfe", b'{"number": "7"}', b"[" * 9000])
def test_a_malformed_reply_is_dropped_and_stops_nothing(make_ticket: Made, payload: bytes) -> None:
    def send(asked: m.KioskRequest) -> None:
        under_test.heard(payload)
        under_test.heard(m.encode(make_ticket(request=asked.id)))

    under_test = Asking(send)
    assert isinstance(under_test.ask(request()), m.TicketReply)


def test_replies_are_tickets_or_refusals(
    make_ticket: Made, make_refusal: Callable[[str], m.RefusalReply]
) -> None:
    assert parse_reply(m.encode(make_ticket())) == make_ticket()
    assert parse_reply(m.encode(make_refusal("r-1"))) == make_refusal("r-1")
    said = m.Bilingual(vi='nói "number"', en='say "number"')
    odd = make_refusal("r-1").model_copy(update={"reason": said})
    assert parse_reply(m.encode(odd)) == odd
