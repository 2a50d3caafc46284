"""What the touch page is answered when somebody looks for a procedure."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from broker import messages as m
from broker import topics
from kiosk.touch.app import create_app

pytestmark = pytest.mark.usefixtures("quick")
NAME = m.Bilingual(vi="Khu 3", en="Area 3")


def test_the_page_turns_three_rows_at_a_time(kiosk, lists):
    kiosk.start()
    one = lists.HallList(1, [f"Tên {i}" for i in range(7)])
    lists.tell(kiosk, one)
    lists.fetch(kiosk, one)
    page: FlaskClient = create_app(kiosk.agent).test_client()
    sizes = [len(page.get(f"/procedures?q=ten&page={i}").json["rows"]) for i in range(4)]
    assert sizes == [3, 3, 1, 0]
    assert page.get("/procedures?q=ten&page=-5").json["total"] == 7
    assert page.get("/procedures?q=ten&page=x").json["total"] == 7


def test_a_group_says_what_to_bring(kiosk, lists):
    kiosk.start()
    one = lists.HallList(1, [f"Tên {i}" for i in range(14)])
    lists.tell(kiosk, one)
    lists.fetch(kiosk, one)
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
