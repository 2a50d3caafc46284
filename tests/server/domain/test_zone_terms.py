"""Credits and the help delay hold for the centre, or for a zone that has its own."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server.domain import facts as f
from server.domain import policy
from server.domain.fold import apply
from server.domain.hall import Hall
from server.domain.plan import parse_plan, plan_to_document


@pytest.fixture
def two_zones(make_document):
    """Group c lies in zone 2, which gives priority an hour and helps after ten minutes."""
    document = make_document()
    (zone,) = document["zone"]
    own = {"priority_credit_s": 3600, "help_delay_s": 600}
    document["zone"] = [zone, {**zone, "id": "2", **own}]
    document["group"][2]["zone"] = "2"
    return parse_plan(document)


def test_a_zones_own_terms_come_before_the_centres(two_zones):
    assert two_zones.terms["a"].priority_credit_s == 1800
    assert two_zones.terms["c"].priority_credit_s == 3600
    assert two_zones.terms["c"].appointment_credit_s == 1200


def test_the_mark_follows_the_zone_of_the_group(two_zones, folded):
    for group, credit_s in (("a", 1800), ("c", 3600)):
        mark = policy.call_mark(two_zones.terms[group], folded.at, True)
        assert mark == folded.at - timedelta(seconds=credit_s)


def test_help_counts_later_by_the_zone_of_the_helped_group(two_zones, folded):
    hall = Hall()
    told = [f.PlanAdopted(plan_to_document(two_zones)), f.DayOpened("2026-11-24")]
    told.append(f.CounterOpened(2, None))
    for number, group, after_s in ((201, "c", 0), (101, "a", 500)):
        mark = f.to_ms(folded.at + timedelta(seconds=after_s))
        series = "A" if group == "a" else "B"
        told.append(
            f.TicketIssued(f"t{number}", f"k{number}", number, series, group, False, 1, "kiosk",
                           "vi", mark, 0)
        )  # fmt: skip
    for seq, fact in enumerate(told, 1):
        apply(hall, f.Recorded(seq, folded.at, "system:test", seq, fact))
    first = policy.candidates(hall, two_zones.counters[2])[0]
    assert first.number == 101, "ten minutes of delay, not three"
