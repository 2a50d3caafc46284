"""History of days, groups or departments that nobody can have is refused with a sentence."""

from __future__ import annotations

import pytest

from server.domain.report_periods import read

SPAN = "from=2026-11-24&to=2026-11-24"
FAR = [
    "to=0001-01-01",
    "from=0001-01-01&to=0001-01-03&compare=1",
    "from=9999-12-01",
    "from=1999-12-31&to=2000-01-02",
]
OTHERS_FAR = [
    "from=2026-11-01&to=2026-11-24&with_from=9999-12-30",
    "from=2026-11-01&to=2026-11-24&with_from=2099-12-30",
    f"{SPAN}&with_from=0001-01-01&with_to=0001-01-01",
]


@pytest.mark.parametrize("asked", FAR)
def test_the_interface_refuses_days_that_no_centre_had(boss, asked):
    refused = boss.get(f"/stats/history?{asked}")
    assert (refused.status_code, refused.json["code"]) == (422, "day-far")
    assert "01/01/2000" in refused.json["reason"]["vi"]
    assert "2000-01-01" in refused.json["reason"]["en"]


@pytest.mark.parametrize("asked", FAR + OTHERS_FAR)
def test_page_and_csv_refuse_them_too(boss, asked):
    page = boss.client.get(f"/manage/history?{asked}&lang=en")
    assert page.status_code == 422
    assert "Only days from 2000-01-01 to 2099-12-31" in page.text
    assert "từ 01/01/2000" in boss.client.get(f"/manage/history?{asked}&lang=vi").text
    assert boss.client.get(f"/manage/history.csv?{asked}&table=parts").status_code == 422


def test_a_report_of_such_a_day_is_refused(boss):
    form = {"kind": "daily", "lang": "vi", "form": "xlsx", "day": "0001-01-01"}
    form["csrf_token"] = boss.csrf
    refused = boss.client.post("/manage/reports", data=form)
    assert refused.headers["Location"].endswith("?wrong=day")
    for kind, name in (("daily", "0001-01-01"), ("monthly", "1999-12"), ("daily", "9999-12-31")):
        with pytest.raises(ValueError, match="from 2000 to 2099"):
            read(kind, name)


def test_other_days_need_their_first(boss):
    page = boss.client.get(f"/manage/history?{SPAN}&with_to=2026-11-23&lang=en")
    assert page.status_code == 422
    assert "Choose also the first of the other days" in page.text
    csv = boss.client.get(f"/manage/history.csv?{SPAN}&with_to=2026-11-23&table=parts")
    assert csv.json["code"] == "first-day-needed"


def test_who_says_no_to_comparing_is_not_compared(boss, kiosk):
    kiosk("ho-tich")
    for said, compared in (("1", True), ("0", False), ("", False)):
        page = boss.client.get(f"/manage/history?{SPAN}&compare={said}&lang=en").text
        assert ("beside 23/11/2026" in page) == compared, said
        assert ('value="1" checked' in page) == compared, said


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        ("group=nowhere", "unknown-group", "There is no group nowhere."),
        ("department=nowhere", "unknown-department", "There is no department nowhere."),
    ],
)
def test_a_group_that_nobody_knows_is_said_not_to_be_there(boss, kiosk, asked, code, said):
    kiosk("ho-tich")
    refused = boss.get(f"/stats/history?{SPAN}&{asked}")
    assert (refused.status_code, refused.json["code"]) == (404, code)
    page = boss.client.get(f"/manage/history?{SPAN}&{asked}&lang=en")
    assert page.status_code == 404
    assert said in page.text
    assert boss.client.get(f"/manage/history.csv?{SPAN}&{asked}&table=parts").status_code == 404
