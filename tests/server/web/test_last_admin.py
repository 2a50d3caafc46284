"""Somebody can always administer: no page takes away the last administrator who can sign in."""

from __future__ import annotations

import pytest

from server.store.accounts import Accounts

HTML = {"Accept": "text/html"}
REFUSED = {
    "vi": "Phải còn ít nhất một quản trị viên đăng nhập được hôm nay",
    "en": "Somebody must stay administrator who can sign in today",
}
OVER = {"to_day": "2026-11-23"}
NOT_BEGUN = {"from_day": "2026-11-25"}


@pytest.fixture
def root(hall):
    hall.accounts.create_officer("root", "Quản trị", "", ["admin"], "246810")
    return hall.log_in("root")


def save(person, login: str = "root", **form):
    data = {"csrf_token": person.csrf, "name": "Quản trị", "roles": "admin", **form}
    lang = {"lang": data.pop("lang", "vi")}
    path = f"/manage/people/{login}"
    return person.client.post(path, data=data, headers=HTML, query_string=lang)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("change", [OVER, NOT_BEGUN, {"roles": "manager"}])
def test_the_only_administrator_cannot_end_their_own_account(hall, root, change, lang):
    before = hall.accounts.officer("root")
    answered = save(root, lang=lang, **change)
    assert answered.status_code == 422
    assert REFUSED[lang] in answered.text
    assert hall.accounts.officer("root") == before
    assert root.get("/session").status_code == 200


@pytest.mark.parametrize(
    "other", [{"disabled": 1}, {"seconded_to": "2026-11-23"}, {"seconded_from": "2026-11-25"}]
)
@pytest.mark.parametrize("change", [OVER, NOT_BEGUN, {"roles": "manager"}])
def test_an_administrator_who_cannot_sign_in_today_is_none(hall, root, other, change):
    hall.accounts.create_officer("chief", "Quản trị hai", "", ["admin"], "246810")
    hall.accounts.change("chief", **other)
    assert save(root, **change).status_code == 422
    assert hall.accounts.officer("root").roles == {"admin"}


@pytest.mark.parametrize("change", [OVER, NOT_BEGUN, {"roles": "manager"}])
def test_beside_another_administrator_one_may_go(hall, root, change):
    hall.accounts.create_officer("chief", "Quản trị hai", "", ["admin"], "246810")
    assert save(root, **change).status_code == 303


def test_the_only_administrator_may_be_dated_around_today(hall, root):
    assert save(root, from_day="2026-11-24", to_day="2026-11-24").status_code == 303


def test_days_that_are_none_are_told_first(hall, root):
    answered = save(root, to_day="never")
    assert answered.status_code == 422
    assert REFUSED["vi"] not in answered.text


def test_nobody_is_shut_out_who_became_the_last_meanwhile(hall, root):
    hall.accounts.create_officer("chief", "Quản trị hai", "", ["admin"], "246810")
    Accounts(hall.store).disable("root")  # at the command line: this session still holds
    answered = root.client.post(
        "/manage/people/chief/disable", data={"csrf_token": root.csrf}, headers=HTML
    )
    assert answered.status_code == 422
    assert REFUSED["vi"] in answered.text
    assert hall.accounts.officer("chief") is not None


def test_who_is_no_administrator_is_dated_by_whoever_may(hall, boss):
    saved = save(boss, "lan", roles="officer", **OVER)
    assert saved.status_code == 303
