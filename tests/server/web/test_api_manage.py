"""What managers and auditors see."""

from __future__ import annotations

import pytest


def served_in(clock, kiosk, lan, wait_s: int, service_s: int) -> None:
    kiosk("ho-tich")
    clock.pass_s(wait_s)
    lan.post("/counters/1/next")
    lan.post("/counters/1/start")
    clock.pass_s(service_s)
    lan.post("/counters/1/finish")


def test_the_live_view_is_for_managers_and_auditors(hall, boss, lan):
    assert boss.get("/live").json["counters_total"] == 3
    assert hall.log_in("audit").get("/live").status_code == 200
    assert lan.get("/live").json["code"] == "not-allowed"
    assert hall.client().get("/api/v1/live").json["code"] == "not-logged-in"


def test_the_live_view_counts_todays_tickets(hall, clock, kiosk, lan, boss):
    served_in(clock, kiosk, lan, 120, 300)
    kiosk("ho-tich")
    live = boss.get("/live").json
    assert (live["issued"], live["served"], live["waiting"]) == (2, 1, 1)
    assert live["wait"]["n"] == 1
    assert live["wait"]["p50_s"] == 120


def test_the_live_view_and_the_summary_of_the_day_say_the_same(clock, kiosk, lan, boss):
    served_in(clock, kiosk, lan, 120, 300)
    served_in(clock, kiosk, lan, 1200, 60)
    kiosk("ho-tich")
    clock.pass_s(90)
    lan.post("/counters/1/next")
    lan.post("/counters/1/no-show")
    live = boss.get("/live").json
    (day,) = boss.get("/stats/summary?by=day").json
    assert live["wait"] == {name: day["wait"][name] for name in live["wait"]}
    assert live["wait"]["n"] == 2, "nobody knows how long a no-show has waited"
    assert live["forecast"] == day["forecast"]
    told = (live["within_target"], live["within_target_n"])
    assert told == (day["within_target"], day["within_target_n"]) == (0.5, 2)


def test_a_counter_that_pauses_after_its_citizen_is_at_work_until_then(kiosk, lan, boss):
    kiosk("ho-tich")
    for verb in ("next", "start"):
        lan.post(f"/counters/1/{verb}")
    at_work = boss.get("/live").json["counters_open"]
    lan.post("/counters/1/pause", json={"reason": "lunch"})
    assert boss.get("/live").json["counters_open"] == at_work
    lan.post("/counters/1/finish")
    assert boss.get("/live").json["counters_open"] == at_work - 1


def test_a_summary_has_the_clocks_and_n_beside_them(hall, clock, kiosk, lan, boss):
    served_in(clock, kiosk, lan, 100, 300)
    served_in(clock, kiosk, lan, 200, 500)
    rows = boss.get("/stats/summary?by=group&from=2026-11-24&to=2026-11-24").json
    row = next(row for row in rows if row["key"] == "ho-tich")
    assert (row["n_issued"], row["n_served"], row["n_no_show"]) == (2, 2, 0)
    assert row["wait"]["mean_s"] == pytest.approx(150, abs=1)
    assert row["service"]["max_s"] == pytest.approx(500, abs=1)
    assert row["within_target"] == 1.0


@pytest.mark.parametrize("by", ["group", "counter", "department", "hour", "day"])
def test_a_summary_is_made_by_every_dimension(hall, clock, kiosk, lan, boss, by):
    served_in(clock, kiosk, lan, 60, 60)
    rows = boss.get("/stats/summary", query_string={"by": by}).json
    assert sum(row["n_served"] for row in rows) == 1


@pytest.mark.parametrize(
    "query", ["from=2026-11-25&to=2026-11-24", "from=yesterday", "by=officer", "from=1900-01-01"]
)
def test_days_or_dimensions_that_make_no_sense_are_422(boss, query):
    answered = boss.get(f"/stats/summary?{query}")
    assert (answered.status_code, answered.json["code"]) == (422, "invalid")


def test_figures_are_not_for_officers_at_counters(lan):
    assert lan.get("/stats/summary").status_code == 403
