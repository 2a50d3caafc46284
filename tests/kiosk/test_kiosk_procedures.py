"""The kiosk's list of procedures: fetched in parts, exchanged at once, there without a server."""

from __future__ import annotations

import sqlite3

import pytest

import kiosk.procedures as procedures
from broker import messages as m
from broker import topics
from kiosk.touch.app import create_app

pytestmark = pytest.mark.usefixtures("quick")
NAME = m.Bilingual(vi="Khu 3", en="Area 3")
LIVES = m.Heartbeat(ep=1, ms=1_791_772_800_000, tz="Asia/Ho_Chi_Minh")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seconds become hundredths."""
    monkeypatch.setattr(procedures, "RETRY_S", 0.03)


def test_a_new_list_comes_part_by_part_and_is_searched(kiosk, lists):
    kiosk.start()
    one = lists.HallList(3, lists.many(1))
    assert one.parts > 2
    lists.tell(kiosk, one)
    lists.fetch(kiosk, one)
    page = create_app(kiosk.agent).test_client().get("/procedures?q=doi giay").json
    assert (page["version"], page["total"], page["source"]) == (3, 1, "nguồn")
    assert page["rows"][0]["name_vi"] == "Đổi giấy phép"
    assert set(page["rows"][0]) >= {
        *("code", "name_vi", "name_en", "group", "documents_vi", "documents_en"),
        *("level", "fee_vi", "fee_en"),
    }


def test_the_old_list_is_used_until_the_new_one_is_whole(kiosk, lists):
    kiosk.start()
    old, new = lists.HallList(1, ["Cũ"]), lists.HallList(2, lists.many(2))
    lists.tell(kiosk, old)
    lists.fetch(kiosk, old)
    lists.tell(kiosk, new)
    for part in range(new.parts - 1):
        lists.until_wished(kiosk, (2, part))
        lists.give(kiosk, new, part)
    lists.until_wished(kiosk, (2, new.parts - 1))
    assert kiosk.agent.lookup.page("cu", 0, 3).total == 1
    lists.give(kiosk, new, new.parts - 1)
    lists.until_held(kiosk, 2)
    assert kiosk.agent.lookup.page("cu", 0, 3).total == 0


def test_a_list_survives_a_power_cut_and_the_server_is_not_needed(kiosk, lists):
    kiosk.start()
    one = lists.HallList(1, ["Đổi giấy phép"])
    lists.tell(kiosk, one)
    lists.fetch(kiosk, one)
    kiosk.restart()
    kiosk.agent.on_link(False)
    assert kiosk.agent.online is False
    assert kiosk.agent.lookup.page("giay phep", 0, 3).total == 1
    asked = len(lists.wished(kiosk))
    lists.tell(kiosk, one)
    assert len(lists.wished(kiosk)) == asked, "it is the list that we have"


def test_parts_that_are_here_are_not_asked_for_again_after_a_power_cut(kiosk, lists):
    kiosk.start()
    one = lists.HallList(1, lists.many(3))
    lists.tell(kiosk, one)
    for part in (0, 1):
        lists.until_wished(kiosk, (1, part))
        lists.give(kiosk, one, part)
    lists.until_wished(kiosk, (1, 2))
    kiosk.restart()
    kiosk.wire.said.clear()
    lists.tell(kiosk, one)
    lists.fetch(kiosk, one, first=2)
    assert min(part for _, part in lists.wished(kiosk)) == 2


def test_a_part_that_was_lost_is_asked_for_again(kiosk, lists):
    kiosk.start()
    one = lists.HallList(1, ["Một"])
    lists.tell(kiosk, one)
    kiosk.wire.wait_on("/want", 3)
    assert set(lists.wished(kiosk)) == {(1, 0)}
    lists.give(kiosk, one, 0)
    lists.until_held(kiosk, 1)


def test_nothing_is_asked_of_a_server_that_is_away(kiosk, lists):
    kiosk.start()
    kiosk.agent.on_link(False)
    one = lists.HallList(1, ["Một"])
    lists.tell(kiosk, one)
    other = lists.HallList(2, ["Hai"])
    lists.tell(kiosk, other)
    assert lists.wished(kiosk) == []
    kiosk.beat()
    lists.fetch(kiosk, other)


def test_damaged_parts_leave_the_old_list_and_are_not_asked_for_at_once(
    kiosk, lists, caplog, monkeypatch
):
    monkeypatch.setattr(procedures, "RETRY_S", 60.0)
    kiosk.start()
    old, new = lists.HallList(1, ["Cũ"]), lists.HallList(2, ["Mới"])
    lists.tell(kiosk, old)
    lists.fetch(kiosk, old)
    lists.tell(kiosk, new)
    lists.until_wished(kiosk, (2, 0))
    damaged = new.part(0).model_copy(update={"data": old.part(0).data})
    kiosk.wire.tell(topics.KIOSK_PART, damaged, id="kiosk-1")
    newest = lists.HallList(3, ["Cũ"])
    lists.tell(kiosk, newest)
    lists.until_held(kiosk, 3)
    assert "its digest is" in caplog.text
    assert lists.wished(kiosk).count((2, 0)) == 1


@pytest.mark.parametrize("stray", ["other version", "other count", "beyond"])
def test_parts_of_something_else_are_passed_over(kiosk, lists, stray):
    kiosk.start()
    one = lists.HallList(1, ["Một"])
    lists.tell(kiosk, one)
    lists.until_wished(kiosk, (1, 0))
    changes = {"other version": {"version": 9}, "other count": {"parts": 2}, "beyond": {"part": 1}}
    part = one.part(0).model_copy(update={**changes[stray], "data": "AAAA"})
    kiosk.wire.tell(topics.KIOSK_PART, part, id="kiosk-1")
    lists.give(kiosk, one, 0)
    lists.until_held(kiosk, 1)
    assert kiosk.agent.lookup.page("mot", 0, 3).total == 1


def test_going_back_to_a_list_that_is_here_costs_no_part(kiosk, lists):
    kiosk.start()
    one = lists.HallList(1, ["Một"])
    lists.tell(kiosk, one)
    lists.fetch(kiosk, one)
    lists.tell(kiosk, lists.HallList(3, ["Một"]))
    lists.until_held(kiosk, 3)
    assert {version for version, _ in lists.wished(kiosk)} == {1}


def test_an_older_document_is_late_and_ignored(kiosk, lists):
    kiosk.start()
    new, old = lists.HallList(2, ["Mới"], ep=2), lists.HallList(1, ["Cũ"], ep=1)
    kiosk.wire.tell(topics.TIME, LIVES.model_copy(update={"ep": 2}))
    lists.tell(kiosk, new)
    lists.fetch(kiosk, new)
    lists.tell(kiosk, old)
    lists.tell(kiosk, lists.HallList(4, ["Mới"], ep=2))
    lists.until_held(kiosk, 4)
    assert (1, 0) not in lists.wished(kiosk)


def test_a_hall_without_a_list_empties_the_kiosk(kiosk, lists):
    kiosk.start()
    one = lists.HallList(1, ["Một"])
    lists.tell(kiosk, one)
    lists.fetch(kiosk, one)
    nothing = m.ProceduresInForce(v=1, ep=2, rev=1, version=0, count=0, parts=0, digest="")
    kiosk.wire.tell(topics.PROCEDURES, nothing)
    lists.until_held(kiosk, 0)
    assert kiosk.agent.lookup.page("", 0, 3).total == 0


def test_a_damaged_file_is_made_anew(kiosk, lists, caplog):
    path = kiosk.settings.data / "kiosk-1-procedures.db"
    path.write_bytes(b"this is no database at all, but long enough to be looked at" * 99)
    kiosk.start()
    assert "it is fetched anew" in caplog.text
    one = lists.HallList(1, ["Một"])
    lists.tell(kiosk, one)
    lists.fetch(kiosk, one)
    with sqlite3.connect(path) as db:
        assert db.execute("select count(*) from part").fetchone() == (0,)
    db.close()
