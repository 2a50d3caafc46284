"""Advice over HTTP: who may read it, who may ask for it, and every state that it can be in."""

from __future__ import annotations

import json
from typing import Any

from server.child import Ran
from server.domain.goals import IN_TIME_PERCENT
from server.web.answers_advice import AdviceState

FIGURE = {"value": -84.0, "low": -126.0, "high": -42.0}
FIGURES = {"mean_s": FIGURE, "p95_s": None, "within_target": FIGURE, "unserved_a_day": FIGURE}
NOTHING = {"state": "none", "basis": None, "made_at": None, "took_s": None, "advice": None,
           "error": None}  # fmt: skip


def authorisation(counter: int, group: str) -> dict[str, Any]:
    return {"counter": counter, "group": group, "effect": FIGURES, "after": FIGURES}


def printed(*authorisations: dict[str, Any], counters: Any = None) -> Ran:
    """What ``luot advise --json`` prints."""
    found = {"centre": "thu", "days": 4, "took_s": 7.4, "before": FIGURES, "together": FIGURES}
    return Ran(0, json.dumps({**found, "authorisations": authorisations, "counters": counters}), "")


def done(hall, boss, how: Ran, until) -> dict[str, Any]:
    hall.child.end(how)
    assert boss.post("/advice").status_code == 202
    until(lambda: boss.get("/advice").json["state"] != "running")
    return boss.get("/advice").json


def test_advice_is_read_by_managers_and_auditors(hall, boss, lan):
    assert boss.get("/advice").json == NOTHING
    assert hall.log_in("audit").get("/advice").json == NOTHING
    assert lan.get("/advice").json["code"] == "not-allowed"
    assert hall.client().get("/api/v1/advice").json["code"] == "not-logged-in"


def test_advice_is_asked_for_by_managers_with_a_token(hall, boss, lan):
    assert hall.log_in("audit").post("/advice").json["code"] == "not-allowed"
    assert lan.post("/advice").json["code"] == "not-allowed"
    assert boss.client.post("/api/v1/advice").json["code"] == "csrf"
    assert hall.child.asked == []


def test_asking_again_while_it_is_computed_starts_nothing(hall, boss, wait_until):
    assert [boss.post("/advice").status_code for _ in range(2)] == [202, 202]
    assert boss.get("/advice").json == {**NOTHING, "state": "running"}
    assert done(hall, boss, printed(), wait_until)["state"] == "done"
    assert len(hall.child.asked) == 1


def test_the_answer_says_what_it_is_based_on_and_names_what_it_speaks_of(hall, boss, wait_until):
    opening = {
        "from": ["07:30"],
        "departments": [{"department": "Sở Tư pháp", "counters": [1, 2], "open": [2],
                         "in_time": [0.8]}],
        "after": FIGURES, "effect": FIGURES,
    }  # fmt: skip
    advice = printed(authorisation(3, "ho-tich"), authorisation(1, "gone"), counters=opening)
    found = done(hall, boss, advice, wait_until)
    AdviceState.model_validate(found)
    assert found["basis"] == {"kind": "plan", "days": 8, "first": None, "last": None}
    assert (found["made_at"], found["took_s"]) == ("2026-11-24T09:00:00+07:00", 7.4)
    known, gone = found["advice"]["authorisations"]
    assert known["name"] == {"vi": "Đăng ký hộ tịch", "en": "Civil status"}
    assert (known["cross"], gone["cross"], gone["name"]["vi"]) == (True, False, "gone")
    assert (found["advice"]["counters"]["goal"], found["advice"]["counters"]["starts"]) == (
        IN_TIME_PERCENT / 100,
        ["07:30"],
    )


def test_a_failure_is_told_in_both_languages(hall, boss, wait_until):
    found = done(hall, boss, Ran(1, "", "luot: no such plan\n"), wait_until)
    assert (found["state"], found["advice"]) == ("failed", None)
    assert found["error"] == {
        "vi": "luot advise báo: no such plan",
        "en": "luot advise says: no such plan",
    }


def test_the_same_key_asks_once(hall, boss, wait_until):
    done(hall, boss, printed(), wait_until)
    key = {"Idempotency-Key": "once"}
    hall.child.end(printed())
    first = boss.post("/advice", headers=key).json
    wait_until(lambda: boss.get("/advice").json["state"] == "done")
    assert boss.post("/advice", headers=key).json == first
    assert len(hall.child.asked) == 2
