"""When a department is short, in words: spans of half hours, and how many counters are missing."""

from __future__ import annotations

from typing import Any

import pytest

from server.virtual.needs import spans
from server.web.i18n import say


def rows(*told: tuple[str, int, float]) -> list[dict[str, Any]]:
    """Short half hours: when, needed, open."""
    return [{"at": at, "needed": needed, "open": opened} for at, needed, opened in told]


def test_the_most_that_is_missing_in_a_span_is_said() -> None:
    found = spans(rows(("07:30", 13, 7), ("08:00", 10, 7), ("08:30", 8, 7)))
    assert found == [{"from": "07:30", "to": "09:00", "more": 6}]


def test_a_half_hour_that_is_not_short_parts_two_spans() -> None:
    found = spans(rows(("07:30", 13, 7), ("08:00", 10, 7), ("09:00", 8, 7)))
    assert found == [
        {"from": "07:30", "to": "08:30", "more": 6},
        {"from": "09:00", "to": "09:30", "more": 1},
    ]


def test_less_than_one_counter_missing_is_one_more() -> None:
    assert spans(rows(("13:30", 3, 2.25))) == [{"from": "13:30", "to": "14:00", "more": 1}]


@pytest.mark.parametrize(
    ("lang", "halves", "who"),
    [("en", "these half hours", "of those served"), ("vi", "nửa giờ này", "người được phục vụ")],
)
def test_who_waited_too_long_is_said_to_be_of_the_short_half_hours(
    lang: str, halves: str, who: str
) -> None:
    said = say(lang, "st_late", 274)
    assert halves in said and f"274 {who}" in said
