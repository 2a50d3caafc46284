"""Ids that stand in a form, a query or a file's name open nothing that is not one's own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.hooks import events
from server.procedures.shelf import Shelf
from server.store.hooks import HookBook
from server.web import context

HTML = {"Accept": "text/html"}
LIST = "code,name_vi,name_en,group\n1.1,Thủ tục,Procedure,ho-tich\n"


@pytest.fixture
def person(hall):
    """``person(login, role)``: somebody else, signed in."""

    def made(login: str, role: str):
        hall.accounts.create_officer(login, login.title(), "Sở", [role], "246810", None)
        return hall.log_in(login)

    return made


def form(who, path: str, **fields):
    return who.client.post(path, data={"csrf_token": who.csrf, **fields}, headers=HTML)


@pytest.mark.parametrize("role", ["manager", "supervisor", "guide", "officer", "auditor"])
def test_tokens_and_webhooks_are_for_administrators_by_any_id(hall, person, role):
    hall.web.app.extensions["luot"].tokens.add("bi", ["figures"], None)
    HookBook(hall.store).add("case-system", "https://example.test", events.NAMES, "secret of both")
    who = person("other", role)
    for deed, id in (("revoke", "bi"), ("pause", "case-system"), ("test", "case-system")):
        assert form(who, "/manage/open", deed=deed, id=id).status_code == 403
    (token,) = hall.web.app.extensions["luot"].tokens.all()
    assert not token.revoked and not HookBook(hall.store).find("case-system").paused


def test_a_draft_of_procedures_is_its_makers_alone(hall, boss, person):
    shelf = Shelf(hall.store, hall.desk._ledger, hall.runtime)
    context.attach(hall.web.app, replace(hall.web.app.extensions["luot"], shelf=shelf))
    made = boss.client.post(
        "/manage/procedures/file?name=list.csv",
        data=LIST.encode(),
        content_type="application/octet-stream",
        headers={"X-CSRF-Token": boss.csrf},
    ).json["draft"]
    other = person("other", "manager")
    assert form(other, "/manage/procedures/adopt", draft=made).status_code == 409
    assert "1.1" not in other.client.get(f"/manage/procedures?draft={made}", headers=HTML).text
    assert form(boss, "/manage/procedures/adopt", draft=made, few="on").status_code == 302
    shelf.close()


def test_a_draft_of_the_plan_is_its_makers_alone(hall, person):
    one, other = person("one", "admin"), person("other", "admin")
    row = {"tab": "zone", "row": "0", "id": "1", "name_vi": "Khu vắng", "name_en": "Empty"}
    assert form(one, "/manage/plan/row", **row).status_code == 303
    assert "Khu vắng" in one.client.get("/manage/plan?tab=zone&row=0", headers=HTML).text
    assert "Khu vắng" not in other.client.get("/manage/plan?tab=zone&row=0", headers=HTML).text


def test_a_version_of_the_plan_is_none_of_the_other_facts(hall, person, kiosk):
    kiosk("ho-tich")
    admin = person("root", "admin")
    plans = {one["seq"] for one in admin.get("/plan/history").json["versions"]}
    with hall.store.read() as db:
        (last,) = db.execute("select max(seq) from journal").fetchone()
    for seq in {*range(last + 2)} - plans:
        assert admin.get(f"/plan/history/{seq}").status_code == 404
        restored = admin.post(f"/plan/history/{seq}/restore", json={"base": "x"})
        assert restored.status_code in {404, 409}


@pytest.mark.parametrize(
    "name", ["..%2f..%2fluot.db", "%2e%2e/luot.db", "../luot.db", "luot.db", "%00", "a" * 64]
)
def test_no_name_of_a_picture_leads_to_another_file(hall, name):
    with hall.client().get(f"/media/{name}") as told:
        assert told.status_code in {301, 308, 404} and b"SQLite" not in told.data


def test_the_announcement_of_a_place_that_is_none_cannot_be_ended(hall):
    guide = hall.log_in("guide")
    for place in ("9", "hall2", "..", "%2e"):
        assert guide.post(f"/announcements/{place}/end", json={}).status_code == 404
