"""A ticket of a kiosk that is not taken is kept with its reason, until a person has seen to it."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from broker import messages as m
from broker import topics
from server import helpdesk
from server.domain import leases, refusals
from server.domain.facts import to_ms
from server.ledger import Actor
from server.lending import Lending
from server.store import journal
from server.store.accounts import Accounts
from server.wire import Wire

INLINE = SimpleNamespace(spawn=lambda call: call(), post=lambda call: call())
GUIDE = Actor("officer", "guide")


class Kiosk:
    """kiosk-1 as the server sees it; ``said`` is what it hears of the server."""

    def __init__(self, centre):
        accounts = Accounts(centre.store, lambda: 0.0)
        accounts.create_device("kiosk-1", "kiosk", [])
        self.centre, self.said = centre, []
        handlers = {}
        link = SimpleNamespace(
            subscribe=handlers.__setitem__,
            publish_message=lambda spec, told, **_: self.said.append(told),
        )
        Lending(centre.desk, Wire(centre.desk, link, INLINE, accounts), link, lambda: 1).listen()
        self._hear = handlers[topics.subscription("thu", topics.KIOSK_ISSUED)]
        centre.desk.lend("kiosk-1", "roll", 1)
        self.first = leases.ranges(self.hall, "kiosk-1", "roll", self.hall.day)[0][1]

    @property
    def hall(self):
        return self.centre.desk.snapshot().hall

    def tell(self, n=0, fast_s=0, **more):
        """Hand the n-th ticket over; the server's answer. Its clock is fast by so much."""
        at = self.centre.clock.now() + timedelta(seconds=fast_s)
        told = m.IssuedAlone(
            v=1,
            id=f"r-{n}",
            ticket=f"t-{n}",
            number=self.first + n,
            series="A",
            group="a",
            key=f"{n:022d}",
            priority=True,
            dossiers=2,
            lang="vi",
            issued_ms=to_ms(at),
        ).model_copy(update=more)
        topic = topics.build("thu", topics.KIOSK_ISSUED, id="kiosk-1")
        self._hear(SimpleNamespace(topic=topic, payload=m.encode(told)))
        return self.said[-1]


@pytest.fixture
def kiosk(centre):
    return Kiosk(centre)


def kept(kiosk):
    return refusals.living(kiosk.hall)


def test_it_is_kept_with_what_its_holder_needs(kiosk):
    taken = kiosk.tell(fast_s=3600)
    assert (taken.ok, taken.code) == (False, "issued-in-future")
    (one,) = kept(kiosk)
    assert (one.device, one.number, one.group) == ("kiosk-1", kiosk.first, "a")
    assert (one.priority, one.dossiers, one.lang) == (True, 2, "vi")
    assert one.issued_at == one.told_at + timedelta(hours=1)


def test_a_repeat_is_the_same_one_and_a_ticket_that_is_taken_is_none(kiosk):
    for _ in range(3):
        kiosk.tell(fast_s=3600)
    assert kiosk.tell(1).ok
    assert [one.number for one in kept(kiosk)] == [kiosk.first]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"fast_s": 3600}, "issued-in-future"),
        ({"number": 101}, "not-leased"),
        ({"group": "z"}, "unknown-group"),
        ({"key": "short"}, "bad-key"),
    ],
)
def test_every_reason_is_told_in_both_languages_with_what_to_do(kiosk, more, code):
    kiosk.tell(**more)
    (one,) = kept(kiosk)
    told = refusals.explained(one)
    assert one.code == code
    assert all((told.reason.vi, told.reason.en, told.advice.vi, told.advice.en))
    assert "{" not in told.reason.vi + told.reason.en


def test_two_people_with_one_number_are_two(kiosk):
    kiosk.tell(0)
    kiosk.tell(1, number=kiosk.first)
    kiosk.tell(2, number=kiosk.first)
    assert [(one.code, one.number) for one in kept(kiosk)] == [("number-taken", kiosk.first)] * 2


def test_it_stands_until_somebody_has_seen_to_it_also_over_a_crash(kiosk):
    kiosk.tell(fast_s=3600)
    kiosk.centre.crash()
    (alert,) = helpdesk.alerts(kiosk.hall)
    assert (alert["kind"], alert["device"], alert["state"]) == (
        "refused-ticket",
        "kiosk-1",
        "asked",
    )
    assert alert["ticket"]["number"] == kiosk.first
    assert kiosk.centre.desk.answer_help(GUIDE, None, alert["id"])["state"] == "asked"
    for _ in range(2):
        assert kiosk.centre.desk.finish_help(GUIDE, None, alert["id"])["state"] == "done"
    assert (kept(kiosk), helpdesk.alerts(kiosk.hall)) == ([], [])


def test_calls_and_refused_tickets_stand_in_the_order_in_which_they_came(kiosk):
    kiosk.centre.desk.ask_help(Actor("device", "kiosk-1"), "help-1", "kiosk-1")
    kiosk.centre.clock.pass_s(60)
    kiosk.tell(fast_s=3600)
    kiosk.centre.clock.pass_s(60)
    kiosk.centre.desk.ask_help(Actor("device", "kiosk-2"), "help-2", "kiosk-2")
    kinds = [alert["kind"] for alert in helpdesk.alerts(kiosk.hall)]
    assert kinds == ["help", "refused-ticket", "help"]


def test_the_page_of_the_kiosk_is_not_told_that_staff_were_called(kiosk):
    kiosk.tell(fast_s=3600)
    assert not any(isinstance(told, m.DeskAnswer) for told in kiosk.said)
    assert kiosk.hall.alerts == {}


def test_a_new_day_begins_without_it_and_the_journal_has_it_for_ever(kiosk):
    kiosk.tell(fast_s=3600)
    kiosk.centre.clock.pass_s(24 * 3600)
    kiosk.centre.desk.tick()
    assert kept(kiosk) == []
    with kiosk.centre.store.read() as db:
        kinds = [one.fact.KIND for one in journal.read(db)]
    assert kinds.count("ticket_refused") == 1
