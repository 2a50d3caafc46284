"""Two windows on one person, or on one day of the roster: the later save loses nothing."""

from __future__ import annotations

import re

import pytest

HTML = {"Accept": "text/html"}
HOME = "/manage/people"
DAY = "2026-11-24"
LAN = {"name": "Cán bộ lan", "roles": "officer", "counter": "1"}
MOVED = {
    "vi": "Chưa lưu: người khác vừa đổi",
    "en": "Not saved: somebody has changed this meanwhile",
}


class Window:
    """A form that somebody has open, as it was when it was drawn."""

    def __init__(self, person, query: str, path: str) -> None:
        self.person, self.path = person, path
        self.base = based(person.client.get(f"{HOME}{query}", headers=HTML).text)

    def save(self, lang: str = "vi", **form):
        data = {"csrf_token": self.person.csrf, "base": self.base, **form}
        address = f"{HOME}{self.path}?lang={lang}"
        return self.person.client.post(address, data=data, headers=HTML)


def based(page: str) -> str:
    return re.search(r'name="base" value="(\w+)"', page).group(1)


def skill(group: str) -> dict[str, str]:
    return {"skill_what": group, "skill_main": "main", "skill_from": "", "skill_to": ""}


@pytest.fixture
def people(hall):
    return hall.web.app.extensions["luot"].people


@pytest.fixture
def lan_open(boss):
    return lambda: Window(boss, "?who=lan", "/lan")


@pytest.fixture
def day_open(boss):
    return lambda: Window(boss, f"/roster?day={DAY}", "/roster")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_late_save_of_a_person_keeps_what_the_other_window_kept(people, lan_open, lang):
    one, other = lan_open(), lan_open()
    assert other.save(**LAN, **skill("ho-tich")).status_code == 303
    late = one.save(lang, **LAN | {"name": "Lê Thị Lan"})
    assert late.status_code == 409
    assert MOVED[lang] in late.text and "Lê Thị Lan" not in late.text
    assert [had.group for had in people.skills()] == ["ho-tich"]
    assert '<option value="ho-tich" selected>' in late.text
    one.base = based(late.text)
    assert one.save(**LAN | {"name": "Lê Thị Lan"}, **skill("ho-tich")).status_code == 303


@pytest.mark.parametrize(
    "other",
    [{"name": "Lan"}, {"roles": "guide"}, {"counter": "2"}, {"to_day": "2026-12-31"}],
)
def test_whatever_was_changed_of_a_person_makes_another_window_late(lan_open, other):
    late = lan_open()
    assert lan_open().save(**LAN | other).status_code == 303
    assert late.save(**LAN).status_code == 409


def test_a_new_pin_or_another_person_makes_no_window_late(lan_open, boss):
    window = lan_open()
    assert boss.client.post(f"{HOME}/lan/pin", data={"csrf_token": boss.csrf}).status_code == 200
    assert Window(boss, "?who=minh", "/minh").save(**LAN | {"counter": "2"}).status_code == 303
    assert window.save(**LAN).status_code == 303


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_late_save_of_a_day_keeps_the_seats_of_the_other_window(people, day_open, lang):
    one, other = day_open(), day_open()
    assert other.save(day=DAY, seat_3_0="lan").status_code == 303
    late = one.save(lang, day=DAY, seat_2_0="minh")
    assert late.status_code == 409
    assert MOVED[lang] in late.text
    assert [(seat.counter, seat.login) for seat in people.roster(DAY)] == [(3, "lan")]
    assert '<option value="lan" selected>' in late.text
    one.base = based(late.text)
    assert one.save(day=DAY, seat_3_0="lan", seat_2_0="minh").status_code == 303
    assert len(people.roster(DAY)) == 2


def test_another_day_makes_no_window_late(day_open, boss):
    window = day_open()
    tomorrow = Window(boss, "/roster?day=2026-11-25", "/roster")
    assert tomorrow.save(day="2026-11-25", seat_3_0="lan").status_code == 303
    assert window.save(day=DAY, seat_3_0="lan").status_code == 303


def test_a_window_whose_errors_were_told_is_as_late_as_before(day_open, lan_open):
    one, window = lan_open(), day_open()
    one.base = based(one.save(**LAN | {"name": ""}).text)
    window.base = based(window.save(day=DAY, seat_3_0="nobody").text)
    assert lan_open().save(**LAN, **skill("ho-tich")).status_code == 303
    assert day_open().save(day=DAY, seat_3_0="lan").status_code == 303
    assert one.save(**LAN).status_code == 409
    assert window.save(day=DAY).status_code == 409


def test_who_says_no_base_saves_as_ever(boss, lan_open, day_open):
    assert lan_open().save(**LAN, **skill("ho-tich")).status_code == 303
    assert day_open().save(day=DAY, seat_3_0="lan").status_code == 303
    for path, form in (("/lan", LAN), ("/roster", {"day": DAY})):
        data = {"csrf_token": boss.csrf, **form}
        assert boss.client.post(f"{HOME}{path}", data=data, headers=HTML).status_code == 303
