"""Reports by their page, on schedule and by e-mail: none is lost, and officers stay private."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

import openpyxl
import pypdf
import pytest

from server.reports.clerk import clerk_of
from server.reports.words import minutes, share
from server.settings import Settings
from tests.tools.postbox import Postbox

EVENING = datetime(2026, 11, 24, 11, 30, tzinfo=UTC)
"""18:30 in the centre."""


def past(hall):
    return hall.web.app.extensions["luot"].histories.view


@pytest.fixture
def box():
    made = Postbox()
    yield made
    made.stop()


@pytest.fixture
def scheduled(box) -> Settings:
    return Settings(
        **{"report_daily": "18:00", "report_to": ("office@hall.test",), "smtp_host": "127.0.0.1"},
        **{"smtp_port": box.port, "smtp_tls": "none", "smtp_from": "luot@hall.test"},
    )


@pytest.fixture
def clerk(hall, scheduled):
    return clerk_of(hall.store, hall.desk, past(hall), hall.runtime, scheduled)


def make(person, wait_for=303, **typed):
    usual = {"kind": "daily", "day": "2026-11-24", "form": "xlsx", "lang": "vi"}
    form = usual | typed | {"csrf_token": person.csrf}
    answered = person.client.post("/manage/reports", data=form)
    assert answered.status_code == wait_for
    return answered.headers["Location"].partition("?")[2]


def page(person) -> str:
    return person.client.get("/manage/reports?lang=vi").text


def test_a_report_is_made_listed_and_downloaded_with_the_figures_of_the_interface(
    hall, lan, kiosk, boss
):
    for _ in range(7):
        kiosk("ho-tich")
        lan.post("/counters/1/next")
        lan.post("/counters/1/start")
    assert make(boss) == "made=luot-2026-11-24-vi.xlsx"
    assert "luot-2026-11-24-vi.xlsx" in page(boss)
    answered = boss.client.get("/manage/reports/luot-2026-11-24-vi.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answered.data))
    rows = {row[0]: row[1:3] for row in book["Kết quả chung"].iter_rows(values_only=True)}
    told = boss.get("/stats/history?from=2026-11-24&to=2026-11-24").json["whole"]
    assert rows["Vé đã cấp"][0] == told["issued"] == 7
    assert rows["Lượt đã phục vụ"][0] == told["served"]
    assert rows["Chờ, trung vị"][1] == told["wait"]["n"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_document_says_what_the_interface_answers(hall, lan, kiosk, boss, clock, lang):
    for n in range(7):
        kiosk("ho-tich")
        clock.pass_s(97 + n)
        for verb in ("next", "start", "finish"):
            lan.post(f"/counters/1/{verb}")
    name = make(boss, form="pdf", lang=lang).partition("=")[2]
    pages = pypdf.PdfReader(io.BytesIO(boss.client.get(f"/manage/reports/{name}").data)).pages
    said = " ".join(" ".join(page.extract_text() for page in pages).split())
    whole = boss.get("/stats/history?from=2026-11-24&to=2026-11-24").json["whole"]
    names = {
        "vi": ("Vé đã cấp", "Chờ, P90 (phút)", "Chờ trong mục tiêu"),
        "en": ("Tickets given", "Wait, P90 (min)", "Within target"),
    }[lang]
    wait = whole["wait"]
    assert f"{names[0]} {whole['issued']} 0" in said
    assert f"{names[1]} {minutes(lang, wait['p90_s'])} {wait['n']} - 0" in said
    assert f"{names[2]} {share(lang, whole['in_time'])} {whole['in_time_n']} - 0" in said


def test_who_made_which_report_is_in_the_audit(hall, boss):
    make(boss, counters="1", form="pdf")
    make(boss, kind="weekly")
    rows = hall.log_in("audit").get("/audit?kind=report_made").json["rows"]
    assert [(row["by"], row["data"]) for row in rows] == [
        (
            "officer:boss",
            {
                **{"report": "luot-2026-11-24-counters-vi.pdf", "period": "2026-11-24"},
                **{"form": "pdf", "lang": "vi", "counters": True},
            },
        )
    ]


def test_what_the_schedule_makes_is_nobodys_in_the_audit(hall, clerk, clock):
    clock.at = EVENING
    clerk.make_scheduled(clerk.due()[0])
    rows = hall.log_in("audit").get("/audit?kind=report_made").json["rows"]
    assert rows == [] and clerk.book.newest(9)


def test_figures_of_officers_are_only_for_who_may_see_them(hall, boss):
    hall.accounts.create_officer("sup", "Trưởng ca", "Sở", ["supervisor"], "246810", None)
    name = make(boss, counters="1").partition("=")[2]
    supervisor = hall.log_in("sup")
    assert name in page(boss) and "counters" in name
    assert name not in page(supervisor) and "counters" not in page(supervisor)
    assert supervisor.client.get(f"/manage/reports/{name}").status_code == 404
    assert make(supervisor, counters="1") == "wrong=form"
    assert boss.client.get(f"/manage/reports/{name}").status_code == 200


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"day": "2026-11-25"}, "day"),
        ({"day": "x"}, "day"),
        ({"kind": "weekly"}, "form"),
        ({"form": "doc"}, "form"),
        ({"lang": "fr"}, "form"),
    ],
)
def test_what_cannot_be_made_is_said(boss, typed, wrong):
    assert make(boss, **typed) == f"wrong={wrong}"
    assert 'role="alert"' in boss.client.get(f"/manage/reports?wrong={wrong}").text


def test_no_name_leads_out_of_the_folder(boss):
    for name in ("..%2Fluot.db", "luot.db", "%2e%2e"):
        assert boss.client.get(f"/manage/reports/{name}").status_code == 404


def test_the_day_is_made_once_at_its_hour_and_sent(hall, clerk, clock, box):
    clock.at = EVENING.replace(hour=10)
    assert [one.name for one in clerk.due()] == ["2026-11-23"]
    clerk.make_scheduled(clerk.due()[0])
    assert clerk.due() == []
    clock.at = EVENING
    (today,) = clerk.due()
    assert today.name == "2026-11-24"
    clerk.make_scheduled(today)
    clerk.send_waiting()
    assert clerk.due() == []
    assert [len(list(letter.iter_attachments())) for letter in box.letters] == [2, 2]
    assert {one.mail for one in clerk.book.newest(9)} == {"sent"}
    assert "ngày 24/11/2026" in box.letters[1]["Subject"]
    clerk.send_waiting()
    assert len(box.letters) == 2


def test_what_was_not_sent_is_shown_and_sent_later(hall, clerk, clock, box):
    clock.at = EVENING
    boss = hall.log_in("boss")
    box.refused = {"office@hall.test"}
    clerk.make_scheduled(clerk.due()[0])
    clerk.send_waiting()
    assert clerk.failing == 2
    assert "Chưa gửi được, đã thử 1 lần; thử lại lúc 18:31" in page(boss)
    assert "refused office@hall.test" in page(boss)
    box.refused = set()
    clerk.send_waiting()
    assert box.letters == []
    clock.pass_s(61)
    clerk.send_waiting()
    assert len(box.letters) == 1 and clerk.failing == 0
    assert "Đã gửi" in page(boss)


def test_who_starts_anew_sends_what_was_left(hall, clerk, clock, box, scheduled):
    clock.at = EVENING
    clerk.make_scheduled(clerk.due()[0])
    again = clerk_of(hall.store, hall.desk, past(hall), hall.runtime, scheduled)
    assert again.due() == []
    again.send_waiting()
    assert len(box.letters) == 1


def test_a_file_that_is_gone_is_said_and_not_forgotten(hall, clerk, clock, box):
    clock.at = EVENING
    clerk.make_scheduled(clerk.due()[0])
    for one in clerk.book.newest(9):
        (clerk.folder / one.name).unlink()
    clerk.send_waiting()
    assert {one.mail for one in clerk.book.newest(9)} == {"failed"}
    assert "make it once more" in clerk.book.newest(1)[0].error


def test_looking_holds_nobody_up(hall, clerk, clock, box, wait_until):
    clock.at = EVENING
    clerk.look()
    wait_until(lambda: len(box.letters) == 1, 120)


def test_a_month_is_due_on_its_last_day(hall, clock, scheduled):
    monthly = replace(scheduled, report_daily="", report_monthly="18:00")
    clerk = clerk_of(hall.store, hall.desk, past(hall), hall.runtime, monthly)
    clock.at = EVENING
    assert [one.name for one in clerk.due()] == ["2026-10"]
    clock.at = EVENING.replace(day=30)
    assert [one.name for one in clerk.due()] == ["2026-11"]
