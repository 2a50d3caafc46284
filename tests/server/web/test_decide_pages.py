"""Deciding over HTTP: trials of past days, drafts of the plan, and who may do what."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from server.cli import main
from server.domain.goals import IN_TIME_PERCENT
from server.web.answers_trials import Trial

MONDAY = "2026-11-24"
"""Of the clock of these tests, once it is the next day."""

GOALS = [("decide/staffing", "advice"), ("advice", "decide/staffing")]


def made(boss: Any, wait_until: Any, **asked: Any) -> dict[str, Any]:
    """A trial, once it is over."""
    started = boss.post("/trials", json={"days": [MONDAY], "runs": 2, **asked})
    assert started.status_code == 202, started.text
    path = f"/trials/{started.json['id']}"
    wait_until(lambda: boss.get(path).json["state"] not in ("waiting", "running"), 500)
    found: dict[str, Any] = boss.get(path).json
    Trial.model_validate(found)
    return found


def test_the_result_is_what_luot_replay_gives(
    past: Any, boss: Any, wait_until: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    found = made(boss, wait_until, changes=["open 2"])["result"]
    data = str(past.desk.folder)
    main(["replay", "--journal", MONDAY, "--data", data, "--json", "--what-if", "open 2"])
    theirs = json.loads(capsys.readouterr().out)
    for side in ("as_happened", "replayed", "changed"):
        assert found[side]["p90_s"]["value"] == pytest.approx(theirs[side]["wait"]["p90_s"])
        assert found[side]["served"]["value"] == theirs[side]["served"]
    page = boss.client.get(f"/manage/decide?trial={boss.get('/trials').json['trials'][0]['id']}")
    minutes = f"{theirs['changed']['wait']['p90_s'] / 60:.1f}".replace(".", ",")
    assert f"<b>{minutes}′</b>" in page.text


def test_a_change_is_set_against_the_replay_without_it(
    past: Any, boss: Any, wait_until: Any
) -> None:
    found = made(boss, wait_until, changes=["open 2"])
    page = boss.client.get(f"/manage/decide?trial={found['id']}&lang=en").text
    sides = page.split('<div class="sides">')[1]
    first, second, below = sides.split("<section")[1:4]
    assert "Replayed, unchanged" in first and "With the change" in second

    def minutes(s: float) -> str:
        return f"{s / 60:.1f}".replace("-", "−")

    result = found["result"]
    p90 = {side: result[side]["p90_s"]["value"] for side in ("as_happened", "replayed", "changed")}
    assert f"<b>{minutes(p90['replayed'])}′</b>" in first
    assert f"<b>{minutes(p90['changed'])}′</b>" in second
    assert f"{minutes(result['difference']['p90_s']['value'])}</small>" in second
    x = result["difference"]["p90_s"]
    word = "Faster" if x["high"] < -30 else "Slower" if x["low"] > 30 else "No clear change"
    assert word in second.split('id="verdict"')[1], "the same word as in the table of groups"
    assert "As it happened" in below, "what happened stands beside, smaller"
    said = f"{minutes(p90['as_happened'])}′ as it happened, {minutes(p90['replayed'])}′ replayed"
    assert said in below.split('id="gap"')[1]


def test_the_csv_is_what_the_result_is(past: Any, boss: Any, wait_until: Any) -> None:
    found = made(boss, wait_until, changes=["open 2"])
    for table in ("sides", "curve", "departments", "groups"):
        got = boss.client.get(f"/manage/decide.csv?trial={found['id']}&table={table}")
        assert list(csv.DictReader(io.StringIO(got.data.decode("utf-8-sig"))))
    sides = boss.client.get(f"/manage/decide.csv?trial={found['id']}&table=sides")
    rows = list(csv.DictReader(io.StringIO(sides.data.decode("utf-8-sig"))))
    p90 = next(row for row in rows if (row["department"], row["figure"]) == ("", "p90_s"))
    assert float(p90["changed_value"]) == found["result"]["changed"]["p90_s"]["value"]
    assert boss.client.get(f"/manage/decide.csv?trial={found['id']}&table=x").status_code == 404


def test_a_change_that_cannot_be_made_is_told(past: Any, boss: Any, wait_until: Any) -> None:
    found = made(boss, wait_until, changes=["skill 1 nope"])
    assert found["state"] == "failed"
    assert "no group nope" in found["error"]["en"]
    assert "no group nope" in boss.client.get(f"/manage/decide?trial={found['id']}&lang=en").text


@pytest.mark.parametrize(
    "asked",
    [
        {"days": ["2020-01-01"]},
        {"days": []},
        {"days": [MONDAY], "changes": ["--data"]},
        {"days": [MONDAY], "runs": 0},
        {"days": ["2026-11-25"]},
    ],
)
def test_what_cannot_be_tried_is_refused(past: Any, boss: Any, asked: dict[str, Any]) -> None:
    assert boss.post("/trials", json=asked).status_code == 422
    assert boss.get("/trials").json == {"trials": []}


def test_a_counter_that_is_in_no_plan_is_refused_at_once(past: Any, boss: Any) -> None:
    for change in (
        "close 999",
        "close rm -rf /",
        "close",
        "open x 08:00-09:00",
        "skill 99 dat-dai",
    ):
        refused = boss.post("/trials", json={"days": [MONDAY], "changes": ["open 2", change]})
        assert (refused.status_code, refused.json["code"]) == (422, "no-such-counter")
        assert refused.json["reason"]["vi"] == f"Không có quầy như vậy: {change}."
        assert refused.json["reason"]["en"] == f"There is no such counter: {change}."
    assert boss.get("/trials").json == {"trials": []}


def test_hours_that_end_before_they_begin_are_refused_at_once(past: Any, boss: Any) -> None:
    asked = {"days": [MONDAY], "changes": ["close 1 11:30-08:30"]}
    refused = boss.post("/trials", json=asked)
    assert (refused.status_code, refused.json["code"]) == (422, "hours-backwards")
    assert "Giờ bắt đầu phải trước giờ kết thúc" in refused.json["reason"]["vi"]
    assert "begin before they end" in refused.json["reason"]["en"]
    assert boss.get("/trials").json == {"trials": []}
    typed = f"day={MONDAY}&change=open+2&kind=close&counter=1&from=11:30&to=08:30&add=1"
    page = boss.client.get(f"/manage/decide?{typed}")
    assert page.status_code == 422
    assert "Giờ bắt đầu phải trước giờ kết thúc: 11:30–08:30" in page.text
    assert 'name="change" value="open 2"' in page.text, "what was said before stays"
    assert "close 1 11:30-08:30" not in page.text
    form = {"csrf_token": boss.csrf, "deed": "run", "day": MONDAY, "change": asked["changes"]}
    assert boss.client.post("/manage/decide", data=form).status_code == 422


def test_what_a_change_asks_wrongly_is_told_in_both_languages(
    past: Any, boss: Any, wait_until: Any
) -> None:
    for change, vi, en in (
        ("more nope", "không có đơn vị nope", "there is no department nope"),
        ("walk_s=soon", "không phải là số giây nguyên", "not a whole number of seconds"),
        ("zap 3", "hãy ghi như", 'use "counter'),
    ):
        error = made(boss, wait_until, changes=[change])["error"]
        assert vi in error["vi"], error
        assert en in error["en"] and change in error["en"], error


def test_who_only_looks_starts_nothing(past: Any, lan: Any) -> None:
    asked = {"days": [MONDAY], "changes": ["open 2"]}
    assert past.log_in("audit").post("/trials", json=asked).json["code"] == "not-allowed"
    assert lan.get("/trials").json["code"] == "not-allowed"
    assert 'name="deed" value="run"' not in past.log_in("audit").client.get("/manage/decide").text


def test_a_manager_keeps_a_draft_that_an_administrator_takes_over(
    past: Any, boss: Any, wait_until: Any
) -> None:
    past.accounts.create_officer("root", "Quản trị", "Sở", ["admin"], "246810", None)
    before = past.desk.plan_told()["version"]
    found = made(boss, wait_until, changes=["skill 1 dat-dai", "open 2"])
    kept = boss.post(f"/trials/{found['id']}/draft", json={"note": "Đất đai chờ lâu"}).json
    assert kept == {"url": "/manage/decide", "yours": False, "roster": ["open 2"]}
    assert past.desk.plan_told()["version"] == before, "nothing is adopted silently"
    root = past.log_in("root")
    assert "Đất đai chờ lâu" in root.client.get("/manage/plan?tab=check").text
    first = root.client.get("/manage/plan").text
    assert "Đất đai chờ lâu" in first, "a waiting draft is told on every table of the plan"
    assert '<a href="?tab=check">Xem và quyết định</a>' in first
    form = {"csrf_token": root.csrf, "deed": "take", "login": "boss"}
    root.client.post("/manage/plan/draft", data=form)
    page = root.client.get("/manage/plan?tab=check").text
    assert 'value="Đất đai chờ lâu"' in page
    form = {"csrf_token": root.csrf, "from": "tomorrow", "note": "Đất đai chờ lâu"}
    assert root.client.post("/manage/plan/adopt", data=form).status_code == 303
    coming = past.desk.plan_told()["coming"]
    assert coming["note"] == "Đất đai chờ lâu"
    assert coming["plan"]["counter"][0]["help"] == ["dat-dai"]


def test_keeping_a_draft_is_in_the_audit(past: Any, boss: Any, wait_until: Any) -> None:
    found = made(boss, wait_until, changes=["skill 1 dat-dai"])
    boss.post(f"/trials/{found['id']}/draft", json={"note": "thử"})
    rows = past.log_in("audit").get("/audit?kind=plan_drafted").json["rows"]
    assert [row["data"] for row in rows] == [{"changes": "skill 1 dat-dai", "note": "thử"}]


def test_lunch_by_turns_is_a_draft_without_a_break(past: Any, boss: Any, wait_until: Any) -> None:
    found = made(boss, wait_until, changes=["lunch=rota"])
    kept = boss.post(f"/trials/{found['id']}/draft", json={"note": "thay nhau"})
    assert (kept.status_code, kept.json["roster"]) == (200, ["lunch=rota"])
    before = past.desk.plan_told()["plan"]["session"]
    (after,) = past.web.app.extensions["luot"].plan_drafts["boss"].document["session"]
    assert (after["opens"], after["closes"]) == (before[0]["opens"], before[-1]["closes"])


def test_hours_of_counters_are_no_draft(past: Any, boss: Any, wait_until: Any) -> None:
    found = made(boss, wait_until, changes=["open 2"])
    refused = boss.post(f"/trials/{found['id']}/draft", json={"note": "x"})
    assert refused.json["code"] == "no-plan-change"
    page = boss.client.get(f"/manage/decide?trial={found['id']}").text
    assert "/manage/people/roster?day=2026-11-26" in page
    assert 'value="draft"' not in page


def test_an_administrator_with_a_draft_keeps_it(past: Any, boss: Any, wait_until: Any) -> None:
    past.accounts.create_officer("root", "Quản trị", "Sở", ["admin"], "246810", None)
    root, found = past.log_in("root"), made(boss, wait_until, changes=["skill 1 dat-dai"])
    first = root.post(f"/trials/{found['id']}/draft", json={"note": "một"})
    assert first.json["yours"] is True
    again = root.post(f"/trials/{found['id']}/draft", json={"note": "hai"})
    assert again.json["code"] == "draft-there"
    assert 'value="một"' in root.client.get("/manage/plan?tab=check").text


def test_the_sentence_collects_changes_in_the_address(past: Any, boss: Any) -> None:
    asked = "day=2026-11-24&change=open+2&kind=close&counter=1&from=08:00&to=09:00&add=1"
    moved = boss.client.get(f"/manage/decide?{asked}")
    assert moved.status_code == 303
    assert moved.location.endswith("?day=2026-11-24&change=open+2&change=close+1+08%3A00-09%3A00")
    page = boss.client.get(moved.location).text
    assert "Đóng quầy 1, 08:00–09:00" in page


@pytest.mark.parametrize(("path", "to"), GOALS)
def test_both_pages_of_counters_say_one_goal_and_lead_to_each_other(
    past: Any, boss: Any, path: str, to: str
) -> None:
    said = (
        boss.client.get(f"/manage/{path}?lang=en").text.split('<p id="goal">')[1].split("</p>")[0]
    )
    assert said.startswith(f"Goal: {IN_TIME_PERCENT} % called within")
    assert f'<a href="/manage/{to}">' in said and "the same goal" in said


def test_a_centre_without_past_days_says_so(hall: Any, boss: Any) -> None:
    for path in ("", "/staffing", "/day"):
        assert "nhật ký" in boss.client.get(f"/manage/decide{path}").text
