"""Every view, in every split, as JSON, CSV and page: what is promised comes, and nothing else."""

from __future__ import annotations

import csv
import io
import re

import pytest

from server.historyview import BYS, VIEWS
from server.web.answers_history import History
from server.web.historytables import TABLES, flat

SPAN = "from=2026-11-24&to=2026-11-24"

TOLD = ("legs", "tickets")


@pytest.fixture
def served(lan, kiosk):
    for _ in range(2):
        kiosk("ho-tich")
    for verb in ("next", "start", "finish"):
        lan.post(f"/counters/1/{verb}")


@pytest.mark.parametrize("view", VIEWS)
def test_answers_are_as_documented_in_every_split(boss, served, view):
    for by in BYS:
        found = boss.get(f"/stats/history?{SPAN}&view={view}&by={by}")
        assert found.status_code == 200
        told = History.model_validate(found.json).model_dump(by_alias=True, exclude_unset=True)
        assert told == found.json, by


@pytest.mark.parametrize("view", VIEWS)
def test_every_table_is_a_csv_with_the_rows_of_the_answer(boss, served, view):
    found = boss.get(f"/stats/history?{SPAN}&view={view}").json
    for table in TABLES[view]:
        answered = boss.client.get(f"/manage/history.csv?{SPAN}&view={view}&table={table}")
        rows = list(csv.DictReader(io.StringIO(answered.data.decode("utf-8-sig"))))
        assert len(rows) == len(found[table]), table


@pytest.mark.parametrize("view", VIEWS)
def test_a_table_without_rows_has_the_head_of_one_with_rows(boss, view, request):
    def heads() -> dict[str, str]:
        asked = f"/manage/history.csv?{SPAN}&view={view}&table="
        found = {table: boss.client.get(asked + table).data.decode() for table in TABLES[view]}
        return {table: text.splitlines()[0] for table, text in found.items()}

    empty = heads()
    request.getfixturevalue("served")
    assert empty == heads()
    assert all("," in head for head in empty.values())


def test_seconds_in_a_csv_end_at_the_millisecond():
    row = {"at_min": 540, "p50_s": 1524.2116000000005, "inside": 0.123456, "n": 3}
    head, rows = flat({"view": "wait", "bands": [row]}, "bands")
    assert dict(zip(head, *rows, strict=True)) == row | {"p50_s": 1524.212, "inside": 0.1235}


def test_the_line_has_the_words_of_the_page(boss, served):
    asked = f"/manage/history.csv?{SPAN}&view=fair&table=classes"
    rows = list(csv.DictReader(io.StringIO(boss.client.get(asked).data.decode("utf-8-sig"))))
    assert [(r["key"], r["name.vi"], r["name.en"]) for r in rows] == [
        ("normal", "Thường", "Ordinary")
    ]


def test_a_table_of_another_view_is_not_there(boss, served):
    assert boss.client.get(f"/manage/history.csv?{SPAN}&view=fair&table=heat").status_code == 404


@pytest.mark.parametrize("view", VIEWS)
def test_any_other_days_stand_beside(boss, served, view):
    asked = f"/manage/history?{SPAN}&view={view}&lang=en&with_from=2026-11-24"
    page = boss.client.get(asked).text
    assert "beside 24/11/2026 to 24/11/2026" in page
    assert "before " in page


@pytest.mark.parametrize(("lang", "legs", "tickets"), [("vi", "lượt", "vé"), ("en", *TOLD)])
def test_flow_says_what_is_legs_and_what_is_tickets(boss, lan, served, lang, legs, tickets):
    """A ticket that moved on was called twice: two legs, one ticket."""
    lan.post("/counters/1/next")
    lan.post("/counters/1/transfer", json={"group": "ho-tich"})
    lan.post("/counters/1/next")
    page = boss.client.get(f"/manage/history?{SPAN}&view=flow&lang={lang}").text
    called = re.findall(r'#called".*?<b>(\d+)</b><small>([^<]*)<', page)
    assert called == [("3", legs)]
    funnel = page[page.index('id="funnel"') : page.index('id="carried"')]
    assert re.findall(r"<b>(\d+)</b> ([^<]*)<", funnel)[:2] == [("2", tickets)] * 2


@pytest.mark.parametrize("who", ["lan"])
def test_officers_see_no_history_and_nobody_sees_a_persons(hall, served, boss, who):
    officer = hall.log_in(who)
    assert officer.get(f"/stats/history?{SPAN}").status_code == 403
    for view in VIEWS:
        told = boss.get(f"/stats/history?{SPAN}&view={view}").text
        assert '"lan"' not in told
        assert "officer" not in told


@pytest.mark.parametrize("asked", ["view=counters", "by=counter", "counter=1"])
def test_a_counters_figures_are_a_persons_and_only_for_who_may_see_them(hall, served, boss, asked):
    hall.accounts.create_officer("sup", "Trưởng ca", "Sở", ["supervisor"], "246810", None)
    supervisor = hall.log_in("sup")
    assert boss.get(f"/stats/history?{SPAN}&{asked}").status_code == 200
    assert supervisor.get(f"/stats/history?{SPAN}&{asked}").status_code == 403
    view = "counters" if asked == "view=counters" else "wait"
    table = f"/manage/history.csv?{SPAN}&{asked}&table={TABLES[view][0]}"
    assert supervisor.client.get(table).status_code == 403
    page = supervisor.client.get(f"/manage/history?{SPAN}&{asked}&lang=en").text
    assert "those of one person" in page
    assert "<section" not in page
    ours = supervisor.client.get(f"/manage/history?{SPAN}").text
    assert "counters" not in ours and 'name="counter"' not in ours


def test_a_summary_by_counter_is_only_for_who_may_see_officers(hall, served, boss):
    hall.accounts.create_officer("sup", "Trưởng ca", "Sở", ["supervisor"], "246810", None)
    supervisor = hall.log_in("sup")
    assert boss.get("/stats/summary?by=counter").status_code == 200
    assert supervisor.get("/stats/summary?by=counter").status_code == 403
    assert supervisor.get("/stats/summary?by=group").status_code == 200
