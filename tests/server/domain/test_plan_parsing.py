"""A plan is taken whole, or refused with every error and the key at which it stands."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain import plan_check
from server.domain.plan import PlanRefused, parse_plan, plan_from_toml, plan_to_document

SMALL = st.none() | st.booleans() | st.integers(-1, 3000) | st.floats() | st.text(max_size=6)
VALUES = st.recursive(
    SMALL, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner)
)
NAMES = sorted({*plan_check.TABLES["group"], *plan_check.OPTIONAL["group"], "number", "id", "x"})
ROWS = st.lists(st.dictionaries(st.sampled_from(NAMES), VALUES), max_size=2)
DOCUMENTS = st.dictionaries(
    st.sampled_from([*plan_check.TABLES, "grup"]), ROWS | VALUES, max_size=7
) | st.dictionaries(st.text(max_size=8), VALUES, max_size=3)


def keys_of(document):
    with pytest.raises(PlanRefused) as caught:
        parse_plan(document)
    return {error.key for error in caught.value.errors}


def test_five_errors_of_five_kinds_are_told_at_once_each_with_its_key(make_document):
    broken = make_document()
    del broken["centre"]["name_vi"]
    broken["session"][1]["opens"] = "11:00"
    broken["group"][2]["series"] = "Z"
    broken["group"][0]["mean_service_s"] = "five"
    broken["counter"][1]["helps"] = ["c"]
    assert keys_of(broken) == {
        "centre.name_vi",
        "session[1].opens",
        "group[2].series",
        "group[0].mean_service_s",
        "counter[1].helps",
    }


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("centre.id", "Hải Phòng"),
        ("centre.timezone", "Asia/Hai_Phong"),
        ("centre.at_close", "stop"),
        ("centre.priority_credit_s", -1),
        ("session[0].closes", "07:30"),
        ("session[0].last_ticket", "12:00"),
        ("session[0].opens", "25:00"),
        ("session[1].opens", "11:29"),
        ("series[0].last", 100),
        ("series[1]", {"id": "B", "first": 150, "last": 250}),
        ("series[1].id", "A"),
        ("zone[0].name_en", " "),
        ("group[0].code", "b"),
        ("group[0].zone", "9"),
        ("group[0].daily_cap", 1.5),
        ("group[0].cv", 0),
        ("group[0].share", math.nan),
        ("counter[0].number", 2),
        ("counter[0].groups", "a"),
        ("counter[0].groups", ["a", "z"]),
        ("counter[1].help", ["a"]),
        ("counter[2].zone", "9"),
    ],
)
def test_an_error_stands_at_its_key(make_document, path, value):
    broken = make_document()
    *way, last = path.replace("]", "").replace("[", ".").split(".")
    at = broken
    for part in way:
        at = at[int(part) if part.isdigit() else part]
    at[int(last) if last.isdigit() else last] = value
    assert path in keys_of(broken)


@pytest.mark.parametrize("table", ["centre", "session", "series", "zone", "group", "counter"])
def test_a_missing_table_is_named_and_does_not_hide_other_errors(make_document, table):
    broken = make_document()
    del broken[table]
    broken["groups"] = []
    assert {table, "groups"} <= keys_of(broken)


def test_errors_come_in_the_same_order_every_time(make_document):
    broken = make_document(zulu=1, alpha=2) | {"yankee": [], "bravo": []}
    del broken["centre"]["name_vi"], broken["centre"]["name_en"]
    with pytest.raises(PlanRefused) as caught:
        parse_plan(broken)
    told = [error.key for error in caught.value.errors]
    assert told[:4] == ["yankee", "bravo", "centre.name_vi", "centre.name_en"]


@given(DOCUMENTS)
def test_whatever_is_written_only_a_plan_refusal_is_raised(written):
    try:
        parse_plan(written)
    except PlanRefused as refused:
        assert refused.errors
        assert all(error.message for error in refused.errors)


@given(data=st.data())
def test_one_strange_value_anywhere_in_a_good_plan_is_refused_or_taken(make_document, data):
    written = make_document()
    table = data.draw(st.sampled_from(sorted(written)))
    row = written[table] if table == "centre" else data.draw(st.sampled_from(written[table]))
    row[data.draw(st.sampled_from(sorted(row)))] = data.draw(VALUES)
    try:
        plan = parse_plan(written)
    except PlanRefused:
        return
    assert parse_plan(plan_to_document(plan)) == plan


def test_text_that_is_no_toml_is_refused_as_a_plan():
    with pytest.raises(PlanRefused, match=r"plan\.toml"):
        plan_from_toml("[centre")


def test_only_what_has_no_default_must_be_given(small_plan):
    centre = small_plan.centre
    credits_s = (centre.priority_credit_s, centre.appointment_credit_s, centre.help_delay_s)
    assert credits_s == (1800, 1200, 180)
    assert (centre.no_show_s, centre.walk_s, centre.at_close) == (60, 30, "carry")
    assert small_plan.groups["a"].target_wait_s == centre.target_wait_s == 900
    assert small_plan.groups["a"].daily_cap is None
    assert small_plan.counters[1].help == ()


def test_a_department_that_is_only_named_makes_itself(small_plan):
    assert small_plan.departments["Sở"].name_vi == "Sở"


def test_midnight_may_be_the_end_of_a_session(make_document):
    late = make_document()
    late["session"][1] |= {"closes": "24:00", "last_ticket": "24:00"}
    assert parse_plan(late).sessions[1].closes_s == 86_400


def test_a_plan_comes_back_from_its_document_the_same(haiphong):
    assert parse_plan(plan_to_document(haiphong)) == haiphong


def test_the_plan_of_haiphong_has_every_group_on_some_counter(haiphong):
    assert (len(haiphong.counters), len(haiphong.groups)) == (30, 44)
    assert 4 <= len(haiphong.zones) <= 6
    assert [code for code in haiphong.groups if not haiphong.able[code]] == []
    assert sum(group.share for group in haiphong.groups.values()) == pytest.approx(1, abs=0.02)
    assert {c.zone for c in haiphong.counters.values()} == set(haiphong.zones)
