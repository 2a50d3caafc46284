"""The pages of people and the roster: who may, and that everything wrong is told at once."""

from __future__ import annotations

import re

import pytest

from server.store.accounts import hashed

HTML = {"Accept": "text/html"}
PERSON = {"name": "Lê Quốc Bảo", "department": "Sở Tư pháp", "roles": "officer", "counter": "2"}


class Office:
    """Somebody who manages people, with the token of their session."""

    def __init__(self, person) -> None:
        self.client, self.csrf = person.client, person.csrf

    def send(self, path: str = "", **form):
        data = {"csrf_token": self.csrf, **form}
        return self.client.post(f"/manage/people{path}", data=data, headers=HTML)

    def see(self, query: str = ""):
        return self.client.get(f"/manage/people{query}", headers=HTML).text


@pytest.fixture
def office(boss):
    return Office(boss)


def shown_pin(answered) -> str:
    return re.search(r'class="pin">(\d{6})<', answered.text).group(1)


def test_somebody_new_gets_a_pin_that_is_shown_once_and_signs_in(hall, office):
    made = office.send(login="bao", **PERSON)
    assert (made.status_code, made.headers["Cache-Control"]) == (200, "no-store")
    pin = shown_pin(made)
    assert pin not in office.see("?who=bao")
    told = hall.client().post("/api/v1/session", json={"login": "bao", "pin": pin})
    assert (told.json["name"], told.json["counter"]) == ("Lê Quốc Bảo", 2)


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_kept(hall, office):
    wrong = {
        "login": "lan",
        "name": "",
        "department": "Sở Lạ",
        "counter": "99",
        "from_day": "2026-02-02",
        "to_day": "2026-02-01",
        "skill_what": "nothing",
        "skill_main": "main",
        "skill_from": "never",
        "skill_to": "",
    }
    answered = office.send(**wrong)
    assert answered.status_code == 422
    for said in (
        "Tài khoản này đã có",
        "Cần họ tên",
        "không có trong sơ đồ",
        "ít nhất một vai trò",
        "không có quầy này",
        "trước ngày bắt đầu",
        "Ngày không đúng",
        "không còn trong sơ đồ",
    ):
        assert said in answered.text
    assert "còn 8 chỗ" in answered.text
    assert hall.accounts.officer("lan").name == "Cán bộ lan"


@pytest.mark.parametrize("counter", ["٢", "２", "²", "00020", "-2", "2.0"])
def test_a_counter_is_written_in_plain_digits(hall, office, counter):
    refused = office.send("/lan", **PERSON | {"counter": counter})
    assert refused.status_code == 422
    assert "không có quầy này" in refused.text
    assert hall.accounts.officer("lan").counter == 1


def test_secondment_and_skills_are_kept_and_shown_again(hall, office):
    days = {"from_day": "2026-01-01", "to_day": "2026-12-31"}
    skill = {"skill_what": "ho-tich", "skill_main": "help", "skill_from": "", "skill_to": ""}
    other = {"other_what": "minh", "other_main": "main", "other_from": "", "other_to": "2026-12-01"}
    saved = office.send("/lan", **PERSON, **days, **skill, **other)
    assert saved.status_code == 303
    lan = hall.accounts.officer("lan")
    assert (lan.seconded_to, lan.counter) == ("2026-12-31", 2)
    page = office.see("?who=lan")
    assert 'value="2026-12-31"' in page and 'value="2026-12-01"' in page
    assert '<option value="help" selected>' in page


def test_nobody_gives_more_than_they_may_and_nobody_changes_who_may_more(hall, office):
    more = office.send(login="bao", **{**PERSON, "roles": "admin"})
    assert more.status_code == 422
    assert "rộng hơn quyền của mình" in more.text
    hall.accounts.create_officer("chief", "Quản trị", "", ["admin"], "246810")
    for path in ("/chief", "/chief/pin", "/chief/disable"):
        assert office.send(path, **PERSON).status_code == 403
    assert hall.accounts.officer("chief").roles == {"admin"}


def test_a_new_pin_is_for_one_sign_in(hall, office):
    pin = shown_pin(office.send("/lan/pin"))
    told = hall.client().post("/api/v1/session", json={"login": "lan", "pin": pin})
    assert told.json["must_change"] is True


def test_disabling_shuts_out_and_nobody_disables_themselves(hall, office, lan):
    assert office.send("/lan/disable").status_code == 303
    assert lan.get("/session").status_code == 401
    assert office.send("/lan/pin").status_code == 403
    assert office.send("/lan/enable").status_code == 303
    assert hall.accounts.officer("lan") is not None
    assert office.send("/boss/disable").status_code == 403


def test_the_list_says_whose_secondment_is_over_or_not_begun(hall, office):
    hall.accounts.change("lan", seconded_to="2026-11-23")
    hall.accounts.change("minh", seconded_from="2026-11-25")
    assert "Hết biệt phái" in office.see() and "Chưa đến ngày" in office.see()


def test_an_unknown_person_is_not_found(office):
    assert office.send("/nobody", **PERSON).status_code == 404


def test_an_officer_may_not_see_the_page(lan):
    answered = lan.client.get("/manage/people", headers=HTML)
    assert answered.status_code == 403
    assert "người quản lý cán bộ" in answered.text


def test_who_is_on_the_roster_may_sign_in_there_that_day(hall, office):
    told = {"login": "lan", "pin": "246810", "counter": 3}
    assert hall.client().post("/api/v1/session", json=told).status_code == 403
    saved = office.send("/roster", day="2026-11-24", seat_3_0="lan")
    assert saved.status_code == 303
    assert '<option value="lan" selected>' in office.see("/roster?day=2026-11-24")
    assert '<option value="lan" selected>' not in office.see("/roster?day=2026-11-25")
    assert hall.client().post("/api/v1/session", json=told).status_code == 200


def test_the_roster_tells_everything_that_is_wrong_and_keeps_nothing(hall, office):
    hall.accounts.change("minh", seconded_to="2026-11-23")
    form = {"seat_1_0": "lan", "seat_2_0": "lan", "seat_3_1": "minh", "seat_3_0": "nobody"}
    answered = office.send("/roster", day="2026-11-24", **form)
    assert answered.status_code == 422
    for said in ("ở quầy khác cùng buổi", "không biệt phái ở đây", "không có hoặc đã bị khóa"):
        assert said in answered.text
    assert hall.web.app.extensions["luot"].people.roster("2026-11-24") == []
    assert office.send("/roster", day="tomorrow").status_code == 422


@pytest.mark.parametrize("day", ["2026-02-30", "tomorrow", "٢٠٢٦-11-24"])
def test_the_roster_of_a_day_that_is_none_says_so_and_shows_today_as_kept(hall, office, day):
    office.send("/roster", day="2026-11-24", seat_3_0="lan")
    asked = {"day": day}
    path = "/manage/people/roster"
    for lang, words in (("vi", "Ngày không đúng"), ("en", "This is no day")):
        query = {**asked, "lang": lang}
        seen = office.client.get(path, query_string=query, headers=HTML)
        assert seen.status_code == 422
        assert words in seen.text and '<option value="lan" selected>' in seen.text
    refused = office.send("/roster", **asked)
    assert refused.status_code == 422
    assert '<option value="lan" selected>' in refused.text


def test_the_roster_without_a_day_is_todays(office):
    assert 'value="2026-11-24"' in office.see("/roster")
    assert "Ngày không đúng" not in office.see("/roster?day=")


def test_the_roster_marks_who_has_no_skill_for_the_counter(hall, office):
    skill = {"skill_what": "dat-dai", "skill_main": "main", "skill_from": "", "skill_to": ""}
    office.send("/lan", **PERSON, **skill)
    office.send("/roster", day="2026-11-24", seat_1_0="lan", seat_3_1="lan")
    page = office.see("/roster?day=2026-11-24")
    assert page.count("Chưa có nghiệp vụ của quầy này") == 1


def test_only_hashing_is_sent_to_other_threads_for_writing_has_its_own(hall, office, monkeypatch):
    sent_away = []

    def offload(call, *values):
        sent_away.append(call)
        return call(*values)

    monkeypatch.setattr(hall.runtime, "offload", offload)
    shown_pin(office.send(login="bao", **PERSON))
    shown_pin(office.send("/lan/pin"))
    form = {"csrf_token": office.csrf, "old": "246810", "new": "998877", "again": "998877"}
    assert office.client.post("/secret", data=form, headers=HTML).status_code == 303
    assert sent_away == [hashed, hashed, hall.accounts.verify_pin, hashed]
