"""A plan as text is the same plan when it is read again."""

from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from server.domain.plan import parse_plan, plan_from_toml, plan_to_document
from server.domain.plan_toml import plan_to_toml

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(str.strip)
WHOLE = st.integers(1, 10**9)
GROUP = st.fixed_dictionaries(
    {"name_vi": WORDS, "name_en": WORDS, "department": WORDS},
    optional={
        "short_vi": WORDS,
        "target_wait_s": WHOLE,
        "daily_cap": st.integers(0, 10**9),
        "cv": st.floats(0, 10, exclude_min=True) | st.integers(1, 10),
        "share": st.floats(0, 1) | st.integers(0, 1),
    },
)


@given(names=st.tuples(WORDS, WORDS), changes=st.tuples(GROUP, GROUP), credit_s=WHOLE)
def test_any_plan_comes_back_from_its_text(make_document, names, changes, credit_s):
    document = make_document(name_vi=names[0], name_en=names[1], priority_credit_s=credit_s)
    document["session"][0]["name"] = names[0]
    document["department"] = [{"id": names[1], "name_vi": names[0], "name_en": names[1]}]
    for group, change in zip(document["group"], changes, strict=False):
        group.update(change)
    document["counter"][2]["groups"] = []
    plan = parse_plan(document)
    text = plan_to_toml(plan)
    assert plan_to_document(plan_from_toml(text)) == plan_to_document(plan)
    assert plan_to_toml(plan_from_toml(text)) == text


def test_the_plan_of_the_product_comes_back_with_every_table(haiphong):
    document = tomllib.loads(plan_to_toml(haiphong))
    assert parse_plan(document) == haiphong
    assert len(document["group"]) == len(haiphong.groups)


def test_what_is_empty_is_left_out(small_plan):
    assert "help = []" not in plan_to_toml(small_plan)
    assert 'help = ["c"]' in plan_to_toml(small_plan)
