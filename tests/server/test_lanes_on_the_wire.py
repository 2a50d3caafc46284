"""What kiosks and boards hear of lanes, caps, closed groups and holidays."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from broker import topics
from server import boards, effects
from server.announce import Announcer
from server.domain import facts as f
from server.domain.plan import parse_plan
from server.ledger import Actor
from server.store.accounts import Accounts
from server.wire import Wire

GUIDE = Actor("officer", "guide")
INLINE = SimpleNamespace(spawn=lambda call: call(), post=lambda call: call())
NAMED = {"name_vi": "Quốc khánh", "name_en": "National Day"}


class Said:
    """Keeps who listens where, and what was said on each topic."""

    def __init__(self):
        self.handlers, self.said = {}, []

    def subscribe(self, filter, handler):
        self.handlers[filter] = handler

    def publish_message(self, spec, message, **where):
        self.said.append((spec.name, message))

    def last(self, spec):
        return next(message for name, message in reversed(self.said) if name == spec.name)


@pytest.fixture
def found(found_centre, make_document):
    """Makes centres whose group a sends bulk to c, in another zone, with changes."""

    def make(**more):
        document = make_document()
        document["zone"].append({"id": "2", "name_vi": "Khu 2", "name_en": "Zone 2"})
        document["group"][2] |= {"zone": "2"}
        document["counter"][2] |= {"zone": "2"}
        document["group"][0] |= {"bulk": "c", "daily_cap": 5, "need": "collect"}
        return found_centre(parse_plan({**document, **more}))

    return make


@pytest.fixture
def asked(found):
    """A kiosk that asks over the wire, and the reply it gets."""
    centre, link = found(), Said()
    accounts = Accounts(centre.store)
    accounts.create_device("k-1", "kiosk")
    Wire(centre.desk, link, INLINE, accounts).listen()
    handler = link.handlers[topics.subscription("thu", topics.KIOSK_REQUEST)]

    def ask(id, **more):
        body = {"v": 1, "id": id, "group": "a", "lang": "vi", **more}
        topic = topics.build("thu", topics.KIOSK_REQUEST, id="k-1")
        handler(SimpleNamespace(topic=topic, payload=json.dumps(body).encode()))
        return link.last(topics.KIOSK_REPLY)

    ask.centre = centre
    return ask


def test_the_reply_names_the_zone_counters_and_name_of_the_bulk_lane(asked):
    few, many = asked("touch-1", dossiers=5), asked("touch-2", dossiers=6)
    assert (few.group, few.zone, few.counters) == ("a", "1", [1, 2])
    assert (many.group, many.zone, many.counters, many.number) == ("c", "2", [3], 201)
    assert many.zone_name.vi == "Khu 2"


def test_a_kiosk_hears_why_a_group_was_closed(asked):
    asked.centre.desk.close_group(GUIDE, None, "a", "Máy in hỏng", "Printer broke")
    refused = asked("touch-1")
    assert (refused.code, "Printer broke." in refused.reason.en) == ("group-closed", True)


def catalogue(centre, zone="1"):
    found = boards.catalogue(centre.desk.snapshot(), zone)
    return {group.code: group for group in found.groups}


def test_the_catalogue_tells_need_left_bulk_and_the_reason(found):
    centre = found()
    centre.desk.issue(GUIDE, None, group="a")
    group = catalogue(centre)["a"]
    assert (group.need, group.left, group.bulk, group.short.vi) == ("collect", 4, "c", "Tên")
    assert catalogue(centre)["b"].left is None
    centre.desk.close_group(GUIDE, None, "a", "Máy in hỏng")
    group = catalogue(centre)["a"]
    assert (group.open, "Máy in hỏng." in group.reason.vi, group.waiting) == (False, True, 1)


def test_closing_a_group_tells_the_kiosks_of_its_zone_and_no_counter(found):
    centre = found()
    snap = centre.desk.snapshot()
    for fact in (f.GroupClosed("c", "Họp.", "Meeting."), f.GroupReopened("c")):
        assert effects.zones_changed(snap, fact) == {"2"}
        assert effects.counters_named(snap, fact) == set()


def test_a_closed_group_is_said_with_the_next_calm(found):
    centre, link = found(), Said()
    runtime = SimpleNamespace(every=lambda period_s, call: None, breathe=lambda: None)
    announcer = Announcer(centre.desk, link, runtime)
    centre.desk.close_group(GUIDE, None, "c", "Họp")
    snap = centre.desk.snapshot()
    told = f.Recorded(snap.hall.seq, snap.at, "x", 1, f.GroupClosed("c", "Họp.", "Họp."))
    announcer.tell(SimpleNamespace(facts=[told], snapshot=snap))
    announcer.calm()
    said = link.last(topics.CATALOGUE)
    assert (said.zone, [group.open for group in said.groups]) == ("2", [False])


def test_boards_and_devices_hear_of_the_holiday(found):
    centre = found(holiday=[{"date": "2026-11-24", **NAMED}])
    snap = centre.desk.snapshot()
    for said in (boards.board(snap, "hall"), boards.centre_info(snap, "http://hall.test")):
        assert (said.hall, said.reason.vi) == ("closed", "Nghỉ lễ: Quốc khánh.")
        assert said.reopens_at == "2026-11-25T07:30:00+07:00"
    assert boards.centre_info(found().desk.snapshot(), "x").reason is None
