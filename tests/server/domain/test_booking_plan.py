"""What a plan says of appointments: off unless it says so, and read back as it was written."""

from __future__ import annotations

import pytest

from server.domain.plan import PlanRefused, parse_plan, plan_from_toml, plan_to_document
from server.domain.plan_toml import plan_to_toml


def test_a_plan_without_the_table_has_no_booking_and_is_told_without_it(make_document):
    plan = parse_plan(make_document())
    assert not plan.booking.enabled
    assert "booking" not in plan_to_document(plan)


def test_a_plan_with_booking_is_the_same_after_its_document_and_its_text(make_document):
    document = make_document()
    document["group"][0]["slot_capacity"] = 4
    document["booking"] = {"enabled": True, "slot_s": 1800, "late": "refuse"}
    plan = parse_plan(document)
    assert (plan.booking.slot_s, plan.booking.late) == (1800, "refuse")
    assert parse_plan(plan_to_document(plan)) == plan
    assert plan_from_toml(plan_to_toml(plan)) == plan


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("enabled", 1),
        ("slot_s", 59),
        ("days_ahead", -1),
        ("late", "never"),
        ("late", []),
        ("per_client_day", 0),
        ("hold", 5),
    ],
)
def test_a_wrong_value_is_told_at_its_key(make_document, key, value):
    document = make_document() | {"booking": {key: value}}
    with pytest.raises(PlanRefused) as refused:
        parse_plan(document)
    assert [error.key for error in refused.value.errors] == [f"booking.{key}"]


def test_a_group_takes_at_least_one_a_slot_or_says_nothing(make_document):
    document = make_document()
    document["group"][1]["slot_capacity"] = 0
    with pytest.raises(PlanRefused, match="slot_capacity"):
        parse_plan(document)


def test_the_shipped_centre_takes_appointments_in_some_groups(haiphong):
    booked = [group.code for group in haiphong.groups.values() if group.slot_capacity]
    assert haiphong.booking.enabled
    assert 3 <= len(booked) < len(haiphong.groups) / 2
