"""The live view's curves: of earlier days in the database, and of today."""

from __future__ import annotations

import json

import pytest

from server.domain.ahead import STEPS, slowness
from server.domain.facts import to_ms
from server.domain.usual import FEWEST_DAYS
from server.hallahead import HallAhead

WEEK_S = 7 * 86_400


@pytest.fixture
def ahead(hall) -> HallAhead:
    return HallAhead(hall.desk, hall.store)


def past_tuesdays(hall, weeks: int, each: int = 12, series: str = "A") -> None:
    """On each of them ``each`` came five minutes from now, and were served half an hour later."""

    def insert(db) -> None:
        for week in range(1, weeks + 1):
            at_ms = to_ms(hall.clock.now()) - week * WEEK_S * 1000 + 5 * 60_000
            day = db.execute("select date(?, 'unixepoch', '+7 hours')", (at_ms // 1000,)).fetchone()
            for i in range(each):
                id_ = f"{series}{week}-{i}"
                ticket = (id_, day[0], f"k{id_}", 1000 + i, series, 0, 1, "kiosk", "vi", at_ms)
                columns = "id, day, key, number, series, priority, dossiers, channel, lang"
                marks = ", ".join("?" * len(ticket))
                db.execute(f"insert into ticket ({columns}, issued_ms) values ({marks})", ticket)
                leg = (id_, 1, "ho-tich", "served", at_ms, at_ms, 1, at_ms + 1_800_000)
                columns = "ticket, no, grp, state, opened_ms, mark_ms, calls, ended_ms"
                marks = ", ".join("?" * len(leg))
                db.execute(f"insert into leg ({columns}) values ({marks})", leg)

    hall.store.write(insert)


def view(hall, ahead) -> dict:
    ahead.refresh()
    told: dict = json.loads(json.dumps(ahead.view(hall.desk.snapshot().hall)))
    return told


def test_what_is_usual_is_of_the_same_weekday_in_local_half_hours(hall, ahead) -> None:
    past_tuesdays(hall, FEWEST_DAYS)
    usual = view(hall, ahead)["usual"]
    assert (usual["weekday"], usual["days"]) == (1, FEWEST_DAYS)
    assert usual["issued"] == [{"start": "09:00", "low": 12, "mid": 12, "high": 12}]
    assert usual["served"] == [{"start": "09:30", "low": 12, "mid": 12, "high": 12}]


def test_one_day_less_is_no_usual_day_but_a_forecast_is_made_of_it(hall, ahead, kiosk) -> None:
    past_tuesdays(hall, FEWEST_DAYS - 1)
    kiosk("ho-tich")
    told = view(hall, ahead)
    assert told["usual"]["issued"] == []
    assert (told["ahead"]["basis"], told["ahead"]["days"]) == ("usual", FEWEST_DAYS - 1)


def test_without_earlier_days_nothing_is_said_before_half_an_hour_and_twenty_people(
    hall, ahead, kiosk, clock
) -> None:
    kiosk("ho-tich")
    assert view(hall, ahead)["ahead"] is None
    for _ in range(20):
        clock.pass_s(95)
        kiosk("ho-tich")
    told = view(hall, ahead)["ahead"]
    assert told["basis"] == "today"
    assert len(told["steps"]) == STEPS
    first = told["steps"][0]
    assert first["low"] <= first["mid"] <= first["high"]
    assert first["high"] >= 21, "nobody is open, so that nobody is served"


def test_what_was_said_is_compared_with_what_came(hall, ahead, kiosk, clock) -> None:
    past_tuesdays(hall, FEWEST_DAYS, each=2)
    kiosk("ho-tich")
    view(hall, ahead)
    clock.pass_s(1800)
    told = view(hall, ahead)["ahead"]
    assert told["scored"] == 1
    assert told["held"] in (0, 1)


def test_nothing_is_said_of_a_closed_hall_nor_beyond_closing(hall, ahead, clock) -> None:
    past_tuesdays(hall, FEWEST_DAYS)
    clock.pass_s(7 * 3600 + 1800)
    late = view(hall, ahead)["ahead"]
    assert len(late["steps"]) < STEPS
    clock.pass_s(2 * 3600)
    assert view(hall, ahead)["ahead"] is None


def test_the_same_minute_says_the_same(hall, ahead, kiosk) -> None:
    past_tuesdays(hall, FEWEST_DAYS)
    kiosk("ho-tich")
    assert view(hall, ahead) == view(hall, HallAhead(hall.desk, hall.store))


def test_a_hall_that_is_slower_than_known_is_told_to_empty_later(
    hall, ahead, kiosk, lan, clock
) -> None:
    past_tuesdays(hall, FEWEST_DAYS, each=1)
    lan.post("/counters/1/open")
    for _ in range(30):
        kiosk("ho-tich")
    before = view(hall, ahead)["ahead"]["steps"][-1]["mid"]
    for _ in range(3):
        lan.post("/counters/1/next")
        clock.pass_s(1500)
        lan.post("/counters/1/finish")
    lan.post("/counters/1/next")
    snap = hall.desk.snapshot()
    times = snap.outlooks.book.times_for(snap.hall.rules, {})
    slow = slowness(snap.hall, times, clock.now())
    assert 1.2 < slow < 2.5, "1500 s a call, where some 600 are known"
    after = view(hall, ahead)["ahead"]["steps"][-1]["mid"]
    assert after > before - 4, "four fewer wait, but they are served more slowly"


def test_a_hall_that_opened_late_is_not_taken_for_a_quiet_one(hall, ahead, kiosk, clock) -> None:
    past_tuesdays(hall, FEWEST_DAYS, each=99)
    clock.pass_s(5400)
    past_tuesdays(hall, FEWEST_DAYS, each=60, series="B")
    for _ in range(10):
        kiosk("ho-tich")
    last = view(hall, ahead)["ahead"]["steps"][-1]
    assert last["mid"] >= 60, "sixty come in this half hour, and nobody is served"
