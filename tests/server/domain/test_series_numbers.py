"""Numbers: each at most once a day, in order, never outside the series; caps and hours hold."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain import facts as f
from server.domain import issue, numbers
from server.domain.errors import Refused
from server.domain.plan import Series


@pytest.fixture
def give(folded):
    """Issues one ticket by the rule; returns its fact."""

    def one(group="a", priority=False):
        name = f"t{folded.hall.seq}"
        (fact,) = issue.issue(
            folded.hall,
            folded.at,
            ticket=name,
            key=f"key-{name}",
            group=group,
            priority=priority,
            dossiers=1,
            channel="kiosk",
            lang="vi",
        )
        folded.tell(fact)
        return fact

    return one


@given(st.integers(1, 999), st.integers(0, 30))
def test_a_series_gives_every_number_once_and_then_is_exhausted(first, length):
    series, given_numbers, highest = Series("A", first, first + length), [], None
    for _ in range(length + 1):
        highest = numbers.next_number(series, highest)
        given_numbers.append(highest)
    assert given_numbers == list(range(first, first + length + 1))
    with pytest.raises(numbers.SeriesExhausted):
        numbers.next_number(series, highest)


def test_a_series_that_was_moved_during_the_day_stays_inside_its_new_band():
    assert numbers.next_number(Series("A", 1001, 1999), 57) == 1001


def test_groups_that_share_a_series_never_share_a_number(give):
    assert [give(group).number for group in "abcab"] == [101, 102, 201, 103, 104]


def test_a_day_begins_with_the_first_number_again(folded, give):
    give(), give()
    folded.at += timedelta(days=1)
    folded.tell(f.DayOpened("2026-11-25"))
    assert give().number == 101


def test_the_hundredth_ticket_of_99_numbers_is_refused_in_words(give):
    for _ in range(99):
        give()
    with pytest.raises(Refused, match="series-exhausted") as caught:
        give("b")
    assert "Hướng dẫn" in caught.value.reason.vi
    assert give("c").number == 201


def test_a_cap_counts_the_group_alone(folded, make_document, give):
    capped = make_document()
    capped["group"][0]["daily_cap"] = 1
    folded.tell(f.PlanAdopted(capped))
    give("a")
    with pytest.raises(Refused, match="cap-reached"):
        give("a")
    assert give("b").number == 102


@pytest.mark.parametrize(
    ("hours", "code", "words"),
    [(2.4, "too-late", "13:30"), (3, "group-closed", "13:30"), (9, "group-closed", "25/11")],
)
def test_out_of_hours_the_refusal_says_when_it_opens(folded, give, hours, code, words):
    folded.at += timedelta(hours=hours)
    with pytest.raises(Refused, match=code) as caught:
        give()
    assert words in caught.value.reason.vi
    assert words in caught.value.reason.en


def test_an_unknown_group_is_404(give):
    with pytest.raises(Refused, match="unknown-group") as caught:
        give("z")
    assert caught.value.status == 404


def test_ahead_is_how_many_of_the_group_would_be_called_before(folded, give):
    assert [give("a").ahead, give("a").ahead, give("b").ahead] == [0, 1, 0]
    folded.at += timedelta(minutes=29)
    assert give("a", priority=True).ahead == 0
    assert give("a").ahead == 3
