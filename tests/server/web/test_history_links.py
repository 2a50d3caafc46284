"""From where people wait too long to one more counter: department, day and hours filled in."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from server.demo.centre import demo_plan
from server.web.history_links import try_more

PLAN = demo_plan(usual_hours=True)


def found(p90_min: dict[int, int], weekday: int = 3, last: str = "2026-11-27") -> dict:
    """Cells of one weekday, by the hour they begin at in minutes."""
    cells = [
        {"weekday": weekday, "at_min": at, "p90_s": minutes * 60, "n": 30}
        for at, minutes in p90_min.items()
    ]
    worst = max(cells, key=lambda one: one["p90_s"]) if cells else None
    return {"from": "2026-11-02", "to": last, "heat": cells, "worst": worst}


LATE_MORNING = {420: 9, 450: 40, 480: 59, 510: 83, 540: 30, 570: 10, 600: 50}


def asked(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


def test_the_late_half_hours_around_the_worst_are_filled_in():
    address = try_more(found(LATE_MORNING), PLAN, {"department": "ca"})
    assert address.startswith("/manage/decide?")
    assert asked(address) == {"day": ["w3"], "change": ["more ca 07:30-09:30"]}


def test_they_stay_inside_the_session():
    lunch = dict.fromkeys(range(600, 840, 30), 60)
    change = asked(try_more(found(lunch), PLAN, {"department": "ca"}))["change"]
    assert change == ["more ca 10:00-11:30"]


def test_of_one_day_it_is_that_day_and_a_group_leads_to_its_department():
    one_day = found(LATE_MORNING, last="2026-11-02")
    assert asked(try_more(one_day, PLAN, {"group": "LX1"})) == {
        "day": ["2026-11-02"],
        "change": ["more ca 07:30-09:30"],
    }


@pytest.mark.parametrize("typed", [{}, {"department": "unknown"}, {"group": "unknown"}])
def test_without_one_department_nothing_is_filled_in(typed):
    assert try_more(found(LATE_MORNING), PLAN, typed) is None


def test_where_nobody_waits_too_long_nothing_is_filled_in():
    assert try_more(found({}), PLAN, {"department": "ca"}) is None
