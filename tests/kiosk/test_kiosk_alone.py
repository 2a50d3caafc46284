"""A kiosk whose server is away gives numbers of its own, says only what it knows, hands over."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest

from broker import messages as m
from broker import topics
from kiosk import asking, hall, handover, probe
from kiosk.errors import LeaseUsedUp, NoAnswer
from kiosk.touch.app import create_app

NOW_MS = 1_791_772_800_000
"""What the heartbeat of the kiosk's world says: a Monday, 09:40 in Hải Phòng."""
HOUR_MS = 3_600_000
HOURS = m.LeaseHours(from_ms=NOW_MS - HOUR_MS, until_ms=NOW_MS + HOUR_MS)
Made = Callable[..., m.TicketReply]
pytestmark = pytest.mark.usefixtures("quick")


def lease(kiosk: Any, *numbers: int, hours: list[m.LeaseHours] | None = None) -> m.Lease:
    """Numbers of series 3 for today, as first and last."""
    first, last = numbers
    ranges = [m.LeaseRange(series="3", first=first, last=last)] if first <= last else []
    return m.Lease(
        v=1,
        ep=1,
        rev=1,
        day="2026-10-12",
        ranges=ranges,
        expires_ms=NOW_MS + 15 * HOUR_MS,
        roll=kiosk.agent.solo._roll.id,
        hours=[HOURS] if hours is None else hours,
        terms=[m.LeaseTerms(series="3", groups=["LX1"], credit_s=1800)],
        next=None,
    )


def catalogue(*, open: bool = True, reason: m.Bilingual | None = None) -> m.Catalogue:
    """One zone with driving licences."""
    group = m.CatalogueGroup(
        code="LX1",
        name=m.Bilingual(vi="Giấy phép lái xe", en="Driving licences"),
        department=m.Bilingual(vi="Sở", en="Department"),
        counters=[11, 12],
        open=open,
        reason=reason,
        waiting=4,
        wait=None,
    )
    zone = m.Bilingual(vi="Khu vực 3", en="Area 3")
    return m.Catalogue(v=1, ep=1, rev=2, zone="3", name=zone, groups=[group])


def tell(kiosk: Any, *numbers: int, **more: Any) -> None:
    """Everything that a kiosk must have heard before it is left alone."""
    info = m.CentreInfo(
        v=1,
        ep=1,
        rev=2,
        name=m.Bilingual(vi="Trung tâm", en="Centre"),
        tz="Asia/Ho_Chi_Minh",
        url="https://so.example.vn",
        zones=["3"],
        hall="open",
    )
    kiosk.wire.tell(topics.CENTRE, info)
    kiosk.wire.tell(topics.CATALOGUE, catalogue(**more), zone="3")
    kiosk.wire.tell(topics.KIOSK_LEASE, lease(kiosk, *numbers), id="kiosk-1")


@pytest.fixture
def left(kiosk: Any) -> Any:
    """A kiosk with three numbers that has just lost its broker."""
    kiosk.start()
    tell(kiosk, 3997, 3999)
    kiosk.agent.on_link(True)
    kiosk.agent.on_link(False)
    return kiosk


def test_a_number_of_its_own_is_a_ticket_on_paper_that_says_what_is_not_known(left: Any) -> None:
    reply, on_paper = left.touch(priority=True)
    assert (reply.number, reply.alone, reply.ahead, reply.wait) == (3997, True, None, None)
    assert on_paper and len(left.tray.slips) == 1
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", reply.key)
    assert reply.url == f"https://so.example.vn/t/{reply.key}"
    assert reply.issued_at.startswith("2026-10-12T09:40:0")
    assert reply.mark_at.startswith("2026-10-12T09:10:0")
    assert (reply.zone, reply.counters, reply.group_name.en) == ("3", [11, 12], "Driving licences")
    assert left.wire.on("/request") == []


def test_the_same_touch_gets_the_same_ticket_and_one_paper_also_over_a_power_cut(left: Any) -> None:
    first = left.touch()
    left.stop()
    left._make()
    left.agent.start()
    left._started = True
    assert left.touch() == first
    assert left.touch("r-2")[0].number == 3998
    assert len(left.tray.slips) == 2


def test_the_lease_used_up_is_said_and_the_page_knows_which(left: Any) -> None:
    for i in range(3):
        left.touch(f"r-{i}")
    with pytest.raises(LeaseUsedUp):
        left.touch("r-4")
    client = create_app(left.agent).test_client()
    refused = client.post("/touch", json={"id": "r-5", "group": "LX1"})
    assert (refused.status_code, refused.get_json()["code"]) == (503, "lease-used-up")
    told = client.get("/state").get_json()["alone"]
    assert (told["can_issue"], told["used_up"]) == (False, ["3"])


def test_the_page_is_told_of_a_ticket_given_alone(left: Any) -> None:
    client = create_app(left.agent).test_client()
    answer = client.post("/touch", json={"id": "r-1", "group": "LX1"})
    told = answer.get_json()
    assert answer.status_code == 201
    assert (told["alone"], told["ahead"], told["wait"], told["told"]) == (True, None, None, None)
    state = client.get("/state").get_json()
    assert state["alone"]["can_issue"] is True and state["online"] is False


def test_outside_the_hours_nobody_gets_a_number(kiosk: Any) -> None:
    kiosk.start()
    tell(kiosk, 3997, 3999)
    night = m.LeaseHours(from_ms=NOW_MS + HOUR_MS, until_ms=NOW_MS + 2 * HOUR_MS)
    kiosk.wire.tell(topics.KIOSK_LEASE, lease(kiosk, 3997, 3999, hours=[night]), id="kiosk-1")
    kiosk.agent.on_link(False)
    reply, on_paper = kiosk.touch()
    assert (reply.code, on_paper) == ("group-closed", False)
    assert kiosk.agent.solo.state()["can_issue"] is False


def test_a_group_that_was_closed_in_this_session_stays_closed(kiosk: Any) -> None:
    kiosk.start()
    full = m.Bilingual(vi="Hết số.", en="No numbers left.")
    tell(kiosk, 3997, 3999, open=False, reason=full)
    kiosk.agent.on_link(False)
    assert kiosk.touch()[0].reason == full


def test_a_lease_of_another_memory_is_not_ours(kiosk: Any) -> None:
    kiosk.start()
    tell(kiosk, 3997, 3996)
    foreign = lease(kiosk, 3901, 3999).model_copy(update={"roll": "another", "rev": 9})
    kiosk.wire.tell(topics.KIOSK_LEASE, foreign, id="kiosk-1")
    kiosk.agent.on_link(False)
    with pytest.raises(NoAnswer):
        kiosk.touch()


def test_a_silent_server_costs_a_citizen_a_second_and_a_half(kiosk: Any, make_ticket: Made) -> None:
    """The late answer is a ghost: it is neither printed nor shown."""
    kiosk.wire.on_request = lambda *_: None
    kiosk.start()
    tell(kiosk, 3997, 3999)
    took_s = []
    for nth in (1, 2, 3):
        began_s = time.monotonic()
        reply, on_paper = kiosk.touch(f"r-{nth}")
        took_s.append(time.monotonic() - began_s)
        assert (reply.number, on_paper) == (3996 + nth, True)
    assert asking.ALONE_S <= min(took_s) < 1.5 + 0.3  # and its paper; a busy machine is late once
    ghost = make_ticket(request="r-1", id="t-ghost", number=3001)
    kiosk.wire.tell(topics.KIOSK_REPLY, ghost, id="kiosk-1")
    assert kiosk.touch()[0].number == 3997
    assert kiosk.agent.late == [] and len(kiosk.tray.slips) == 3


def test_a_server_without_numbers_is_helped_out_of_the_lease(kiosk: Any) -> None:
    reason = m.Bilingual(vi="Hết số.", en="None left.")
    kiosk.wire.on_request = lambda asked, _: m.RefusalReply(
        id=asked.id, request=asked.id, code="series-exhausted", reason=reason
    )
    kiosk.start()
    tell(kiosk, 3997, 3999)
    assert kiosk.touch()[0].number == 3997


def test_a_server_that_stops_answering_pings_is_away_and_its_next_answer_is_the_return(
    kiosk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probe, "PING_S", 0.01)
    monkeypatch.setattr(hall, "SILENT_AFTER_S", 60.0)
    kiosk.start()
    kiosk.agent.on_link(True)
    (*_, ping) = kiosk.wire.wait_on("/ping", 1)
    assert kiosk.agent.online, "it never answered a ping: its heartbeat counts"
    assert answer(kiosk, ping)
    monkeypatch.setattr(hall, "SILENT_AFTER_S", 0.2)
    with kiosk.agent.hall.changed:
        assert kiosk.agent.hall.changed.wait_for(lambda: not kiosk.agent.online, 30)
    assert not answer(kiosk, ping), "an answer that was held up proves nothing"
    counts = (len(kiosk.wire.on("/ping")) + 1 for _ in range(20))  # a busy machine holds some up
    assert any(answer(kiosk, kiosk.wire.wait_on("/ping", count)[-1]) for count in counts)


def test_the_first_heartbeat_does_not_make_the_kiosk_forget_that_pings_are_answered() -> None:
    under_test = hall.Hall()
    under_test.answer(9.9, 10.0)
    under_test.beat(m.Heartbeat(ep=7, ms=NOW_MS, tz="UTC"), 10.0)
    assert under_test.lives(11.2) and not under_test.lives(11.4)
    under_test.beat(m.Heartbeat(ep=8, ms=NOW_MS, tz="UTC"), 11.5)
    assert under_test.lives(20.0), "a new server that has answered none is judged by its heartbeat"


def answer(kiosk: Any, ping: bytes) -> bool:
    n = m.decode(m.Ping, ping).n
    kiosk.wire.tell(topics.KIOSK_PONG, m.Pong(v=1, n=n), id="kiosk-1")
    return bool(kiosk.agent.online)


def test_all_is_handed_over_in_order_each_when_the_one_before_was_taken(
    left: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handover, "RESEND_S", 0.05)
    given = [left.touch(f"r-{i}")[0] for i in range(3)]
    assert left.wire.on("/issued") == [] and left.printed() == []
    left.agent.on_link(True)
    left.beat()
    left.agent.solo._handover.wake()
    for i, reply in enumerate(given):
        told = next_issued(left, f"r-{i}")
        assert (told.number, told.ticket, told.key) == (reply.number, reply.id, reply.key)
        taken = m.Taken(v=1, id=told.id, ok=i != 1, code=None if i != 1 else "not-leased")
        left.wire.tell(topics.KIOSK_TAKEN, taken, id="kiosk-1")
        assert [one.ticket for one in left.printed()] == [one.id for one in given[: i + 1]]
    assert left.agent.solo.counts() == {"alone": 0, "refused": 1}
    assert list(dict.fromkeys(issued(left))) == ["r-0", "r-1", "r-2"]


def issued(kiosk: Any) -> list[str]:
    """The requests that were told of; each is repeated until it is taken."""
    return [m.decode(m.IssuedAlone, said).id for said in kiosk.wire.on("/issued")]


def next_issued(kiosk: Any, id: str) -> m.IssuedAlone:
    """The next that is told; a repeat of the one before may have been on its way."""
    while id not in (ids := issued(kiosk)):
        kiosk.wire.wait_on("/issued", len(ids) + 1)
    return m.decode(m.IssuedAlone, kiosk.wire.on("/issued")[ids.index(id)])
