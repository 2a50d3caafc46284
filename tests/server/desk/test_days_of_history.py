"""Days unlike others: with a crash, a forgotten finish, across UTC midnight, in February."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from server.domain.history_legs import Filter
from server.histories import Answerer, Histories
from server.historyview import Asked
from server.store import projection

TUESDAY = date(2026, 11, 24)


@pytest.fixture
def told(centre):
    """A view of the days from ``first`` to ``last``, of the centre as it is now."""

    def view(name: str = "wait", first: date = TUESDAY, last: date | None = None, at=centre):
        parts = Histories(at.store, at.desk, Answerer(at.store.read).answer)
        return parts.view(Asked(first, last or first, Filter(), name))

    return view


def serve(centre, officer, service_s: float = 300, finish: bool = True) -> None:
    centre.desk.next(officer, None, 1)
    centre.clock.pass_s(20)
    centre.desk.start(officer, None, 1)
    centre.clock.pass_s(service_s)
    if finish:
        centre.desk.finish(officer, None, 1)


@pytest.fixture
def open_at_nine(centre, officer):
    """Counter 1 works; four wait for it, five minutes apart."""
    centre.desk.open(officer, None, 1)
    for _ in range(4):
        centre.desk.issue(officer, None, group="a")
        centre.clock.pass_s(300)
    return centre


def all_views(told) -> list[object]:
    return [told(name) for name in ("wait", "flow", "service", "counters", "fair")]


def test_a_crash_changes_no_figure(open_at_nine, officer, told):
    serve(open_at_nine, officer)
    serve(open_at_nine, officer, finish=False)
    before = all_views(told)
    open_at_nine.crash()
    assert all_views(told) == before
    open_at_nine.desk.finish(officer, None, 1)
    assert told("flow")["whole"]["served"] == 2


def test_tables_made_anew_from_the_journal_give_the_same_figures(open_at_nine, officer, told):
    serve(open_at_nine, officer)
    open_at_nine.desk.next(officer, None, 1)
    open_at_nine.desk.no_show(officer, None, 1)
    before = all_views(told)
    open_at_nine.store.write(projection.rebuild)
    assert all_views(told) == before


def test_a_finish_that_the_day_pressed_is_served_and_its_length_unknown(
    open_at_nine, officer, told
):
    serve(open_at_nine, officer, 300)
    serve(open_at_nine, officer, finish=False)
    open_at_nine.clock.pass_s(24 * 3600)
    open_at_nine.desk.tick()
    whole = told("service")["whole"]
    assert (whole["served"], whole["forgotten"], whole["expired"]) == (2, 1, 2)
    assert (whole["service"]["n"], whole["service"]["max_s"]) == (1, 300)
    (counter,) = told("counters")["counters"]
    assert counter["serving_s"] == 300


@pytest.mark.parametrize(("hours", "forgotten"), [(0.9, 0), (1.5, 1)])
def test_much_longer_than_usual_is_forgotten(open_at_nine, officer, told, hours, forgotten):
    serve(open_at_nine, officer, hours * 3600)
    whole = told("service")["whole"]
    assert (whole["served"], whole["forgotten"]) == (1, forgotten)
    assert whole["service"]["n"] == 1 - forgotten


def test_lunch_does_not_make_a_service_long(open_at_nine, officer, told):
    open_at_nine.clock.at = datetime(2026, 11, 24, 4, 20, tzinfo=UTC)
    serve(open_at_nine, officer, 2.5 * 3600)
    assert told("service")["whole"]["forgotten"] == 0


def test_closed_time_is_off_the_wait_and_beside_it(open_at_nine, officer, told):
    open_at_nine.clock.at = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
    serve(open_at_nine, officer)
    whole = told()["whole"]
    assert whole["wait"]["max_s"] == 2.5 * 3600
    assert (whole["raw"]["max_s"], whole["over_closed"]) == (4.5 * 3600, 1)
    assert whole["closed_s"] == 2 * 3600


def test_a_day_that_begins_before_utc_midnight_is_one_day(found_centre, small_plan, officer, told):
    early = replace(small_plan.sessions[0], opens_s=6 * 3600)
    centre = found_centre(replace(small_plan, sessions=(early, small_plan.sessions[1])))
    wednesday = TUESDAY + timedelta(days=1)
    centre.clock.at = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    centre.desk.tick()
    centre.desk.issue(officer, None, group="a")
    centre.clock.pass_s(3600)
    centre.desk.issue(officer, None, group="a")
    found = told("flow", wednesday, at=centre)
    assert found["whole"]["issued"] == 2
    assert [one["at_min"] for one in found["bands"] if one["issued"]] == [390, 450]
    assert told("flow", at=centre)["whole"]["issued"] == 0


def test_a_leap_day_is_a_day_between_two_others(found_centre, officer, told):
    centre = found_centre()
    for day in (28, 29, 30):
        centre.clock.at = datetime(2028, 2, 1, 2, tzinfo=UTC) + timedelta(days=day - 1)
        centre.desk.tick()
        centre.desk.issue(officer, None, group="a")
    centre.clock.pass_s(24 * 3600)
    centre.desk.tick()
    found = told("flow", date(2028, 2, 28), date(2028, 3, 1), at=centre)
    assert [one["key"] for one in found["outcomes"]] == ["2028-02-28", "2028-02-29", "2028-03-01"]
    assert told("flow", date(2028, 2, 29), at=centre)["whole"]["expired"] == 1


def test_one_ticket_has_figures_in_every_view(centre, officer, told):
    centre.desk.issue(officer, None, group="a")
    assert [one["whole"]["issued"] for one in all_views(told)] == [1] * 5
    assert told("fair")["classes"][0]["wait"]["n"] == 0


def test_who_waits_before_the_close_is_not_carried_over_before_it(centre, officer, told):
    centre.clock.at = datetime(2026, 11, 24, 6, 40, tzinfo=UTC)
    for _ in range(3):
        centre.desk.issue(officer, None, group="a")
    assert [one["at_min"] for one in told("flow")["carried"]] == [690]


def test_a_close_is_told_at_its_minute_even_if_nothing_happened_since(centre, officer):
    centre.clock.at = datetime(2026, 11, 24, 9, tzinfo=UTC)
    centre.desk.issue(officer, None, group="a")
    centre.clock.pass_s(59 * 60)
    parts = Histories(centre.store, centre.desk, Answerer(centre.store.read).answer)
    asked = Asked(TUESDAY, TUESDAY, Filter(), "flow")
    assert [one["n"] for one in parts.view(asked)["carried"]] == [0]
    centre.clock.pass_s(60)
    assert [one["n"] for one in parts.view(asked)["carried"]] == [0, 1]


def kinds_of(told) -> list[tuple[str, int]]:
    """The spans of counter 1 in which it had somebody, and their lengths."""
    spans = [one for one in told("counters")["gantt"] if one["kind"] in ("called", "serving")]
    return [(one["kind"], one["to_s"] - one["from_s"]) for one in spans]


def test_a_no_show_who_leaves_an_hour_later_kept_the_counter_for_the_call_only(
    open_at_nine, officer, told
):
    ticket = open_at_nine.desk.issue(officer, None, group="a")
    open_at_nine.desk.call(officer, None, 1, ticket["number"], "asked")
    open_at_nine.clock.pass_s(90)
    open_at_nine.desk.no_show(officer, None, 1)
    serve(open_at_nine, officer)
    open_at_nine.clock.pass_s(3600)
    open_at_nine.desk.leave(officer, None, ticket["key"])
    assert kinds_of(told) == [("called", 90), ("called", 20), ("serving", 300)]
    assert told("counters")["counters"][0]["busy_s"] == 410


def test_a_no_show_that_is_undone_keeps_the_counter(open_at_nine, officer, told):
    open_at_nine.desk.next(officer, None, 1)
    open_at_nine.clock.pass_s(90)
    open_at_nine.desk.no_show(officer, None, 1)
    open_at_nine.clock.pass_s(5)
    open_at_nine.desk.undo(officer, None, 1)
    open_at_nine.clock.pass_s(5)
    open_at_nine.desk.finish(officer, None, 1)
    assert kinds_of(told) == [("called", 100)]
