"""The pages' shells: whom they let in, and what they say to whom they do not."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

HTML = {"Accept": "text/html"}


def page(officer, path: str):
    """A page as a browser asks for it."""
    client = getattr(officer, "client", officer)
    return client.get(path, headers=HTML)


def test_another_counters_console_is_refused_with_the_way_to_the_own_one(hall, lan):
    answered = page(lan, "/console/2")
    assert answered.status_code == 403
    assert "Quầy này không phải của ông/bà" in answered.text
    assert 'href="/console/1"' in answered.text
    assert "Mất kết nối" not in answered.text
    assert page(lan, "/console/1").status_code == 200


def test_managers_open_every_console(boss):
    assert page(boss, "/console/2").status_code == 200


def test_a_counter_that_is_not_planned_has_no_console(boss):
    answered = page(boss, "/console/99")
    assert answered.status_code == 404
    assert "Không có quầy 99" in answered.text


@pytest.mark.parametrize("path", ["/console", "/console/1"])
def test_who_has_no_counter_is_told_so(hall, path):
    answered = page(hall.log_in("guide"), path)
    assert answered.status_code == 403
    assert "chưa gắn với quầy nào" in answered.text


@pytest.mark.parametrize(
    "path", ["/console", "/console/1", "/manage", "/manage/balance", "/manage/advice", "/desk"]
)
def test_strangers_sign_in_first_and_then_come_back(hall, path):
    answered = page(hall.client(), path)
    assert (answered.status_code, answered.location) == (302, f"/login?next={path}")


def test_a_link_keeps_what_it_asks_for_through_the_login(hall):
    answered = page(hall.client(), "/manage/history?from=2026-11-02&view=flow")
    place = parse_qs(urlsplit(answered.location).query)["next"]
    assert place == ["/manage/history?from=2026-11-02&view=flow"]


def test_an_officer_at_the_managers_page_is_told_what_to_do_and_may_sign_out(lan):
    answered = page(lan, "/manage")
    assert answered.status_code == 403
    assert "dành cho quản lý" in answered.text
    assert 'id="leave"' in answered.text
    assert 'href="/console/1"' in answered.text


def test_an_unknown_ticket_is_a_page_that_is_not_found(hall, kiosk):
    answered = page(hall.client(), "/t/unknown")
    assert answered.status_code == 404
    assert "Không tìm thấy vé này" in answered.text
    assert page(hall.client(), f"/t/{kiosk('ho-tich').json['key']}").status_code == 200


@pytest.mark.parametrize(
    ("path", "vi", "en"),
    [
        ("/nothing", "Không có trang này", "There is no such page"),
        ("/t/unknown", "Không tìm thấy vé này", "This ticket was not found"),
        ("/board/nowhere", "Không có bảng “nowhere”", "There is no board “nowhere”"),
    ],
)
def test_what_is_not_there_is_said_on_a_page_of_ours_in_both_languages(hall, path, vi, en):
    for lang, first, second in (("vi", vi, en), ("en", en, vi)):
        answered = page(hall.client(), f"{path}?lang={lang}")
        assert answered.status_code == 404
        assert 'href="/static/luot.css"' in answered.text
        before, _, after = answered.text.partition('class="also"')
        assert (first in before, second in after) == (True, True)


def test_a_pin_never_stands_in_an_address_even_before_the_script_has_come(hall):
    assert '<form id="login" method="post">' in page(hall.client(), "/login").text
    assert page(hall.client(), "/login").text.count('name="pin"') == 1
    assert hall.client().post("/login", data={"pin": "246810"}, headers=HTML).status_code == 405


def test_only_a_refusal_says_when_to_come_again(hall, lan):
    for path in ("/", "/login", "/api/v1/centre", "/nothing"):
        assert "Retry-After" not in page(hall.client(), path).headers
    assert "Retry-After" not in lan.get("/counters/1").headers


def test_a_phone_names_the_centre_shortly(hall):
    from server.web.i18n import short

    assert short("Trung tâm Phục vụ hành chính công thành phố Hải Phòng") == (
        "Trung tâm Phục vụ hành chính công Hải Phòng"
    )


def test_what_is_open_now_is_for_everybody_and_only_staff_may_close_there(hall, lan, boss):
    for reader in (hall.client(), lan):
        answered = page(reader, "/now")
        assert answered.status_code == 200
        assert "Đang phục vụ lúc này" in answered.text
        assert "data-acts" not in answered.text
    for closer in (boss, hall.log_in("guide")):
        assert "data-acts" in page(closer, "/now").text
    assert 'href="/now"' in page(hall.client(), "/").text


def test_the_guidance_desk_is_for_guides_and_managers(hall, lan, boss):
    assert page(hall.log_in("guide"), "/desk").status_code == page(boss, "/desk").status_code == 200
    answered = page(lan, "/desk")
    assert answered.status_code == 403
    assert "dành cho bàn Hướng dẫn" in answered.text


def test_citizens_find_feedback_and_what_is_open_from_every_page_of_theirs(hall, kiosk):
    key = kiosk("ho-tich").json["key"]
    pages = {path: hall.client().get(path).text for path in ("/now", "/book", f"/t/{key}")}
    assert [path for path, text in pages.items() if 'href="/feedback' not in text] == []
    assert [path for path, text in pages.items() if path != "/now" and "/now" not in text] == []


@pytest.mark.parametrize("path", ["/manage", "/manage/balance", "/manage/advice", "/desk"])
def test_staff_find_the_inbox_of_feedback(hall, boss, path):
    assert 'href="/manage/feedback"' in boss.client.get(path).text
