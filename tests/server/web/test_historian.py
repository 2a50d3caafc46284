"""Past days: what is kept as columns is what the tickets say, and is made anew when it must be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from server import historyview
from server.domain.history_legs import Filter, Legs
from server.domain.history_rows import Row
from server.historian import Historian, rows_of, rules_of
from server.histories import Answerer, Histories
from server.historyview import Asked
from server.store import history_days
from server.store.history_days import Made

TODAY, TOMORROW = date(2026, 11, 24), "2026-11-25"
ASKED = Asked(TODAY, TODAY, Filter(), "wait")


@pytest.fixture
def served(hall, lan, kiosk):
    for _ in range(3):
        kiosk("ho-tich")
    for verb in ("next", "start", "finish"):
        lan.post(f"/counters/1/{verb}")


def by_tickets(hall) -> Legs:
    with hall.store.read() as db:
        return Legs.of(rows_of(db, hall.desk.plan, TODAY))


def same(a: Legs, b: Legs) -> bool:
    return all(list(a.column(name)) == list(b.column(name)) for name in Row._fields)


def read(hall, historian: Historian, today: str = TODAY.isoformat()) -> Legs:
    return historian.days(TODAY, TODAY, hall.desk.now(), today).legs


def kept(hall) -> list[str]:
    with hall.store.read() as db:
        return [day for (day,) in db.execute("select day from history_day")]


def finish(hall, lan) -> None:
    for _ in range(2):
        for verb in ("next", "start", "finish"):
            lan.post(f"/counters/1/{verb}")


def histories(hall) -> Histories:
    return Histories(hall.store, hall.desk, Answerer(hall.store.read).answer)


def test_today_is_told_live_and_not_kept(hall, lan, served):
    historian = Historian(hall.store.read)
    assert same(read(hall, historian), by_tickets(hall))
    lan.post("/counters/1/next")
    assert same(read(hall, historian), by_tickets(hall))
    assert read(hall, historian).n == 3
    assert historian.made == []


def test_a_day_of_which_somebody_is_left_is_not_kept_yet(hall, lan, served):
    historian = Historian(hall.store.read)
    read(hall, historian, TOMORROW)
    assert historian.made == []
    finish(hall, lan)
    assert same(read(hall, historian, TOMORROW), by_tickets(hall))
    assert [one.day for one in historian.made] == [TODAY.isoformat()]


def test_days_that_are_over_are_kept_and_made_once(hall, lan, served, monkeypatch):
    finish(hall, lan)
    parts = histories(hall)
    monkeypatch.setattr(hall.desk, "now", lambda: datetime.fromisoformat(f"{TOMORROW}T02:00+00:00"))
    assert parts.prepare() == 0
    assert kept(hall) == [TODAY.isoformat()]
    monkeypatch.setattr("server.historian._pack", None)
    assert histories(hall).view(ASKED)["whole"]["issued"] == 3


def test_a_rating_that_comes_later_makes_a_day_anew(hall, lan, served, monkeypatch):
    finish(hall, lan)
    parts = histories(hall)
    monkeypatch.setattr(hall.desk, "now", lambda: datetime.fromisoformat(f"{TOMORROW}T02:00+00:00"))
    parts.prepare()
    hall.store.write(lambda db: db.execute("update ticket set rating = 5 where number > 0"))
    assert kept(hall) == []
    fair = ASKED._replace(view="fair")
    assert sum(one["rated"] for one in parts.view(fair)["stars"]) == 3


def test_a_rating_that_comes_while_its_day_is_made_is_not_lost(hall, lan, kiosk, monkeypatch):
    key = kiosk("ho-tich").json["key"]
    finish(hall, lan)
    monkeypatch.setattr(hall.desk, "now", lambda: datetime.fromisoformat(f"{TOMORROW}T02:00+00:00"))
    answerer = Answerer(hall.store.read)

    def rated_meanwhile(question):
        answered = answerer.answer(question)
        hall.client().post(f"/api/v1/tickets/{key}/rating", json={"score": 5})
        return answered

    Histories(hall.store, hall.desk, rated_meanwhile).prepare()
    assert kept(hall) == []
    parts = histories(hall)
    parts.prepare()
    assert kept(hall) == [TODAY.isoformat()]
    assert sum(one["rated"] for one in parts.view(ASKED._replace(view="fair"))["stars"]) == 1


def test_a_fact_of_no_ticket_of_a_day_lets_it_be_kept(hall, lan, served, kiosk, monkeypatch):
    finish(hall, lan)
    monkeypatch.setattr(hall.desk, "now", lambda: datetime.fromisoformat(f"{TOMORROW}T02:00+00:00"))
    answerer = Answerer(hall.store.read)

    def closed_meanwhile(question):
        answered = answerer.answer(question)
        lan.post("/counters/1/close")
        return answered

    Histories(hall.store, hall.desk, closed_meanwhile).prepare()
    assert kept(hall) == [TODAY.isoformat()]


def test_a_purged_day_is_not_kept_again_from_what_was_read_before(hall, lan, served):
    day = Made(TODAY.isoformat(), "rules", b"", 1 << 40)
    hall.store.write(lambda db: history_days.keep(db, [day]))
    assert kept(hall) == [TODAY.isoformat()]
    purged = ("2026-11-25", 1, "link", 1, 1, 1, "test")
    hall.store.write(lambda db: db.execute("insert into purged values (?,?,?,?,?,?,?)", purged))
    hall.store.write(lambda db: history_days.keep(db, [day._replace(columns=b"later")]))
    with hall.store.read() as db:
        assert db.execute("select columns from history_day").fetchone()[0] == b""


def test_days_that_a_page_made_are_all_kept_a_few_at_a_time(hall, lan, served, monkeypatch):
    finish(hall, lan)
    monkeypatch.setattr(hall.desk, "now", lambda: datetime.fromisoformat(f"{TOMORROW}T02:00+00:00"))
    monkeypatch.setattr("server.histories.AT_ONCE", 1)
    answerer, sizes = Answerer(hall.store.read), []

    def three_days(question):
        if question["ask"] == "view":
            answered = answerer.answer(question)
            others = [Made(f"2026-11-{n}", "rules", b"x", 1 << 40) for n in (20, 21)]
            answerer.historian.made = others
            return answered | {"left": len(others)}
        sizes.append(len(answerer.historian.made))
        return answerer.answer(question)

    Histories(hall.store, hall.desk, three_days).view(ASKED)
    assert sizes == [2, 1]
    assert kept(hall) == ["2026-11-20", "2026-11-21", TODAY.isoformat()]


def test_days_that_are_over_are_counted_once_until_a_fact_of_theirs_is_new(
    hall, lan, kiosk, clock, monkeypatch
):
    key = kiosk("ho-tich").json["key"]
    finish(hall, lan)
    counted: list[object] = []
    view = historyview.view
    monkeypatch.setattr(historyview, "view", lambda *said: counted.append(said) or view(*said))
    parts, fair = histories(hall), ASKED._replace(view="fair")
    tomorrow = datetime.fromisoformat(f"{TOMORROW}T02:00+00:00")
    monkeypatch.setattr(hall.desk, "now", lambda: tomorrow)
    for _ in range(3):
        assert parts.view(fair)["stars"][0]["rated"] == 0
        lan.post("/counters/1/close")
        lan.post("/counters/1/open")
    assert len(counted) == 1
    hall.client().post(f"/api/v1/tickets/{key}/rating", json={"score": 5})
    assert parts.view(fair)["stars"][0]["rated"] == 1
    assert len(counted) == 2


def test_today_is_counted_again_however_little_is_new(hall, lan, served, monkeypatch):
    counted: list[object] = []
    view = historyview.view
    monkeypatch.setattr(historyview, "view", lambda *said: counted.append(said) or view(*said))
    parts = histories(hall)
    parts.view(ASKED)
    lan.post("/counters/1/close")
    parts.view(ASKED)
    assert len(counted) == 2


def test_a_new_plan_counts_days_that_are_over_anew(hall, lan, served, clock, monkeypatch):
    clock.pass_s(60)
    finish(hall, lan)
    parts = histories(hall)
    monkeypatch.setattr(hall.desk, "now", lambda: datetime.fromisoformat(f"{TOMORROW}T02:00+00:00"))
    assert parts.view(ASKED)["whole"]["in_time"] == 1
    plan = hall.desk.plan
    strict = {code: replace(one, target_wait_s=1) for code, one in plan.groups.items()}
    hall.desk._ledger.adopt(replace(plan, groups=strict))
    assert parts.view(ASKED)["whole"]["in_time"] < 1


def test_the_same_question_is_answered_from_memory_until_a_fact_is_new(hall, lan, served):
    asked: list[object] = []
    answerer = Answerer(hall.store.read)

    def ask(question):
        asked.append(question)
        return answerer.answer(question)

    parts = Histories(hall.store, hall.desk, ask)
    assert parts.view(ASKED) is parts.view(ASKED)
    assert len(asked) == 1
    lan.post("/counters/1/next")
    assert parts.view(ASKED)["whole"]["called"] == 2


def test_other_hours_are_other_waits_and_nothing_else_is(hall):
    plan = hall.desk.plan
    later = replace(plan, sessions=(replace(plan.sessions[0], name="Sớm"), *plan.sessions[1:]))
    named = replace(plan, centre=replace(plan.centre, name_vi="Tên khác"))
    assert rules_of(later) != rules_of(plan)
    assert rules_of(named) == rules_of(plan)


def test_days_without_a_number_are_no_days_not_even_a_leap_day(hall, served):
    found = Historian(hall.store.read).days(
        date(2024, 2, 28), date(2024, 3, 1), hall.desk.now(), TODAY.isoformat()
    )
    assert found.legs.n == 0
    assert (
        histories(hall).view(ASKED._replace(first=date(2024, 2, 29), last=date(2024, 2, 29)))[
            "whole"
        ]["issued"]
        == 0
    )


def test_all_days_with_numbers_are_found_between_empty_ones(hall, served):
    found = Historian(hall.store.read).days(
        date(2024, 2, 28), date(2030, 1, 1), hall.desk.now(), TODAY.isoformat()
    )
    assert found.legs.words["day"] == [TODAY.isoformat()]
