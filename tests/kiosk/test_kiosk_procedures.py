"""The kiosk's list of procedures: fetched in parts, exchanged at once, there without a server."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

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


@pytest.fixture
def tell(kiosk: Any) -> Callable[[Any], None]:
    """The server says which list is in force."""
    return lambda one: kiosk.wire.tell(topics.PROCEDURES, one.told())


@pytest.fixture
def give(kiosk: Any) -> Callable[[Any, int], None]:
    """The server sends a part."""
    return lambda one, part: kiosk.wire.tell(topics.KIOSK_PART, one.part(part), id="kiosk-1")


def many(seed: int) -> list[str]:
    """Names that do not fit one part."""
    letters = random.Random(seed)
    return ["Đổi giấy phép", *(f"Thủ tục {letters.random()}" for _ in range(900))]


def wished(kiosk: Any) -> list[tuple[int, int]]:
    """What the kiosk asked for: versions and parts."""
    asked = [m.decode(m.Wanted, payload) for payload in kiosk.wire.on("/want")]
    return [(one.version, one.part) for one in asked]


def until_held(kiosk: Any, version: int) -> None:
    """Wait until the kiosk uses a version."""
    hall = kiosk.agent.hall
    with hall.changed:
        assert hall.changed.wait_for(
            lambda: kiosk.agent.lookup.page("", 0, 1).held.version == version, 5.0
        )


def until_wished(kiosk: Any, wish: tuple[int, int]) -> None:
    """Wait until the kiosk has asked for it."""
    count = 1
    while wish not in wished(kiosk):
        kiosk.wire.wait_on("/want", count)
        count = len(wished(kiosk)) + (wish not in wished(kiosk))


def fetch(kiosk: Any, one: Any, give: Callable[[Any, int], None], first: int = 0) -> None:
    """Answer every wish from part ``first`` on."""
    for part in range(first, one.parts):
        until_wished(kiosk, (one.version, part))
        give(one, part)
    until_held(kiosk, one.version)


def test_a_new_list_comes_part_by_part_and_is_searched(kiosk, lists, tell, give):
    kiosk.start()
    one = lists.HallList(3, many(1))
    assert one.parts > 2
    tell(one)
    fetch(kiosk, one, give)
    page = create_app(kiosk.agent).test_client().get("/procedures?q=doi giay").json
    assert (page["version"], page["total"], page["source"]) == (3, 1, "nguồn")
    assert page["rows"][0]["name_vi"] == "Đổi giấy phép"
    assert set(page["rows"][0]) >= {
        *("code", "name_vi", "name_en", "group", "documents_vi", "documents_en"),
        *("level", "fee_vi", "fee_en"),
    }


def test_the_old_list_is_used_until_the_new_one_is_whole(kiosk, lists, tell, give):
    kiosk.start()
    old, new = lists.HallList(1, ["Cũ"]), lists.HallList(2, many(2))
    tell(old)
    fetch(kiosk, old, give)
    tell(new)
    for part in range(new.parts - 1):
        until_wished(kiosk, (2, part))
        give(new, part)
    until_wished(kiosk, (2, new.parts - 1))
    assert kiosk.agent.lookup.page("cu", 0, 3).total == 1
    give(new, new.parts - 1)
    until_held(kiosk, 2)
    assert kiosk.agent.lookup.page("cu", 0, 3).total == 0


def test_a_list_survives_a_power_cut_and_the_server_is_not_needed(kiosk, lists, tell, give):
    kiosk.start()
    one = lists.HallList(1, ["Đổi giấy phép"])
    tell(one)
    fetch(kiosk, one, give)
    kiosk.restart()
    kiosk.agent.on_link(False)
    assert kiosk.agent.online is False
    assert kiosk.agent.lookup.page("giay phep", 0, 3).total == 1
    asked = len(wished(kiosk))
    tell(one)
    assert len(wished(kiosk)) == asked, "it is the list that we have"


def test_parts_that_are_here_are_not_asked_for_again_after_a_power_cut(kiosk, lists, tell, give):
    kiosk.start()
    one = lists.HallList(1, many(3))
    tell(one)
    for part in (0, 1):
        until_wished(kiosk, (1, part))
        give(one, part)
    until_wished(kiosk, (1, 2))
    kiosk.restart()
    kiosk.wire.said.clear()
    tell(one)
    fetch(kiosk, one, give, first=2)
    assert min(part for _, part in wished(kiosk)) == 2


def test_a_part_that_was_lost_is_asked_for_again(kiosk, lists, tell, give):
    kiosk.start()
    one = lists.HallList(1, ["Một"])
    tell(one)
    kiosk.wire.wait_on("/want", 3)
    assert set(wished(kiosk)) == {(1, 0)}
    give(one, 0)
    until_held(kiosk, 1)


def test_nothing_is_asked_of_a_server_that_is_away(kiosk, lists, tell, give):
    kiosk.start()
    kiosk.agent.on_link(False)
    one = lists.HallList(1, ["Một"])
    tell(one)
    other = lists.HallList(2, ["Hai"])
    tell(other)
    assert wished(kiosk) == []
    kiosk.beat()
    fetch(kiosk, other, give)


def test_damaged_parts_leave_the_old_list_and_are_not_asked_for_at_once(
    kiosk, lists, tell, give, caplog
):
    kiosk.start()
    old, new = lists.HallList(1, ["Cũ"]), lists.HallList(2, ["Mới"])
    tell(old)
    fetch(kiosk, old, give)
    tell(new)
    until_wished(kiosk, (2, 0))
    damaged = new.part(0).model_copy(update={"data": old.part(0).data})
    kiosk.wire.tell(topics.KIOSK_PART, damaged, id="kiosk-1")
    newest = lists.HallList(3, ["Cũ"])
    tell(newest)
    until_held(kiosk, 3)
    assert "its digest is" in caplog.text
    assert wished(kiosk).count((2, 0)) == 1


@pytest.mark.parametrize("stray", ["other version", "other count", "beyond"])
def test_parts_of_something_else_are_passed_over(kiosk, lists, tell, give, stray):
    kiosk.start()
    one = lists.HallList(1, ["Một"])
    tell(one)
    until_wished(kiosk, (1, 0))
    changes = {"other version": {"version": 9}, "other count": {"parts": 2}, "beyond": {"part": 1}}
    part = one.part(0).model_copy(update={**changes[stray], "data": "AAAA"})
    kiosk.wire.tell(topics.KIOSK_PART, part, id="kiosk-1")
    give(one, 0)
    until_held(kiosk, 1)
    assert kiosk.agent.lookup.page("mot", 0, 3).total == 1


def test_going_back_to_a_list_that_is_here_costs_no_part(kiosk, lists, tell, give):
    kiosk.start()
    one = lists.HallList(1, ["Một"])
    tell(one)
    fetch(kiosk, one, give)
    tell(lists.HallList(3, ["Một"]))
    until_held(kiosk, 3)
    assert {version for version, _ in wished(kiosk)} == {1}


def test_an_older_document_is_late_and_ignored(kiosk, lists, tell, give):
    kiosk.start()
    new, old = lists.HallList(2, ["Mới"], ep=2), lists.HallList(1, ["Cũ"], ep=1)
    kiosk.wire.tell(topics.TIME, LIVES.model_copy(update={"ep": 2}))
    tell(new)
    fetch(kiosk, new, give)
    tell(old)
    tell(lists.HallList(4, ["Mới"], ep=2))
    until_held(kiosk, 4)
    assert (1, 0) not in wished(kiosk)


def test_a_hall_without_a_list_empties_the_kiosk(kiosk, lists, tell, give):
    kiosk.start()
    one = lists.HallList(1, ["Một"])
    tell(one)
    fetch(kiosk, one, give)
    nothing = m.ProceduresInForce(v=1, ep=2, rev=1, version=0, count=0, parts=0, digest="")
    kiosk.wire.tell(topics.PROCEDURES, nothing)
    until_held(kiosk, 0)
    assert kiosk.agent.lookup.page("", 0, 3).total == 0


def test_a_damaged_file_is_made_anew(kiosk, lists, tell, give, caplog):
    path = kiosk.settings.data / "kiosk-1-procedures.db"
    path.write_bytes(b"this is no database at all, but long enough to be looked at" * 99)
    kiosk.start()
    assert "it is fetched anew" in caplog.text
    one = lists.HallList(1, ["Một"])
    tell(one)
    fetch(kiosk, one, give)
    with sqlite3.connect(path) as db:
        assert db.execute("select count(*) from part").fetchone() == (0,)
    db.close()


def test_the_page_turns_three_rows_at_a_time(kiosk, lists, tell, give):
    kiosk.start()
    one = lists.HallList(1, [f"Tên {i}" for i in range(7)])
    tell(one)
    fetch(kiosk, one, give)
    page: FlaskClient = create_app(kiosk.agent).test_client()
    sizes = [len(page.get(f"/procedures?q=ten&page={i}").json["rows"]) for i in range(4)]
    assert sizes == [3, 3, 1, 0]
    assert page.get("/procedures?q=ten&page=-5").json["total"] == 7
    assert page.get("/procedures?q=ten&page=x").json["total"] == 7


def test_a_group_says_what_to_bring(kiosk, lists, tell, give):
    kiosk.start()
    one = lists.HallList(1, [f"Tên {i}" for i in range(14)])
    tell(one)
    fetch(kiosk, one, give)
    page = create_app(kiosk.agent).test_client()
    told = page.get("/procedures/group/LX1").json
    assert (told["documents_vi"], told["documents_en"], len(told["rows"])) == (["Đơn"], ["Đơn"], 12)
    assert page.get("/procedures/group/none").json == {
        "documents_vi": [],
        "documents_en": [],
        "rows": [],
    }


def test_without_a_list_the_groups_of_the_hall_are_found(kiosk):
    kiosk.start()
    page = create_app(kiosk.agent).test_client()
    assert page.get("/procedures?q=lai").json["rows"] == []
    name = m.Bilingual(vi="Giấy phép lái xe", en="Driving licences")
    group = m.CatalogueGroup(
        code="LX1", name=name, department=NAME, counters=[11],
        open=True, reason=None, waiting=7, wait=None,
    )  # fmt: skip
    zone = m.Catalogue(v=1, ep=1, rev=1, zone="3", name=NAME, groups=[group])
    kiosk.wire.tell(topics.CATALOGUE, zone, zone="3")
    for typed in ("lai xe", "xe giay", "driving", "lx1"):
        told = page.get("/procedures", query_string={"q": typed}).json
        assert (told["version"], told["rows"][0]["group"]) == (0, "LX1")
    assert page.get("/procedures?q=dat").json["total"] == 0
