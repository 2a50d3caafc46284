"""The starter catalogue: complete, in the groups of the plan, and written in clean Vietnamese."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from server.domain.plan import Plan, plan_from_toml
from server.procedures import generate
from server.procedures.shipped import (
    COLUMNS,
    LEVELS,
    SOURCE_EN,
    SOURCE_VI,
    Shipped,
    Synonym,
    starter,
    starter_rows,
    synonyms,
)

PLAN = Path(__file__).parents[2] / "server/plans/haiphong/plan.toml"
BUSY = {"DD1", "HT1", "CT1", "CC1", "LX1", "DN1", "XD1", "BH1", "TH1"}
OWN_LANES = {"TK1", "HD1", "BC1", "PA1"}
"""What the centre itself does: there is little to tell apart."""
FEWEST, FEWEST_BUSY, FEWEST_LL1 = 8, 12, 6


@pytest.fixture(scope="module")
def plan() -> Plan:
    """The plan that is shipped with the catalogue."""
    return plan_from_toml(PLAN.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def shipped() -> list[Shipped]:
    return starter()


@pytest.fixture(scope="module")
def pairs() -> list[Synonym]:
    return synonyms()


def test_there_are_several_hundred_procedures(shipped: list[Shipped]) -> None:
    assert len(shipped) >= 500


def test_every_procedure_is_of_a_group_of_the_plan(shipped: list[Shipped], plan: Plan) -> None:
    assert {one.group for one in shipped} == set(plan.groups)


def test_every_group_has_enough_to_choose_from(shipped: list[Shipped], plan: Plan) -> None:
    counts = Counter(one.group for one in shipped)
    for code in plan.groups:
        fewest = FEWEST_BUSY if code in BUSY else FEWEST
        if code in OWN_LANES:
            fewest = 3
        assert counts[code] >= (FEWEST_LL1 if code == "LL1" else fewest), code


def test_every_cell_is_filled_and_tidy() -> None:
    rows = starter_rows()
    assert tuple(rows[0]) == COLUMNS
    untidy = [
        f"{row['code']}.{column}: {cell!r}"
        for row in rows
        for column, cell in row.items()
        if not cell or cell != " ".join(cell.split()) or cell.endswith((".", ";", "|", ","))
    ]
    assert untidy == []


def test_codes_are_our_own_and_begin_with_the_group(shipped: list[Shipped]) -> None:
    assert [one for one in shipped if not re.fullmatch(rf"{one.group}-\d\d", one.code)] == []
    assert len({one.code for one in shipped}) == len(shipped)


def test_no_two_procedures_have_one_name(shipped: list[Shipped]) -> None:
    for names in ([one.name_vi for one in shipped], [one.name_en for one in shipped]):
        told = Counter(name.casefold() for name in names)
        assert [name for name, times in told.items() if times > 1] == []


def test_a_name_fits_a_tile_and_begins_with_a_capital(shipped: list[Shipped]) -> None:
    names = [name for one in shipped for name in (one.name_vi, one.name_en)]
    assert [name for name in names if len(name) > 110 or not name[0].isupper()] == []


def test_levels_are_the_three_of_the_portal(shipped: list[Shipped]) -> None:
    assert {one.level for one in shipped} == set(LEVELS)


def test_documents_are_two_to_six_and_the_same_in_both_languages(shipped: list[Shipped]) -> None:
    for one in shipped:
        assert 2 <= len(one.documents_vi) <= 6, one.code
        assert len(one.documents_en) == len(one.documents_vi), one.code
        assert len(set(one.documents_vi)) == len(one.documents_vi), one.code
        assert len(set(one.documents_en)) == len(one.documents_en), one.code


def test_a_document_is_called_the_same_wherever_it_is_asked_for(shipped: list[Shipped]) -> None:
    english: dict[str, set[str]] = {}
    for one in shipped:
        for vi, en in zip(one.documents_vi, one.documents_en, strict=True):
            english.setdefault(vi, set()).add(en)
    assert {vi: en for vi, en in english.items() if len(en) > 1} == {}


def test_a_fee_says_the_same_amounts_in_both_languages(shipped: list[Shipped]) -> None:
    def amounts(text: str) -> list[str]:
        return re.findall(r"\d+", text.replace(".", "").replace(",", ""))

    for one in shipped:
        assert amounts(one.fee_vi) == amounts(one.fee_en), one.code


def test_keywords_are_several_and_differ(shipped: list[Shipped]) -> None:
    for one in shipped:
        assert 2 <= len(one.keywords) <= 8, one.code
        assert len(set(one.keywords)) == len(one.keywords), one.code


def test_every_synonym_leads_to_a_procedure(shipped: list[Shipped], pairs: list[Synonym]) -> None:
    names = [_words(one.name_vi) for one in shipped]
    lost = [pair for pair in pairs if not any(_words(pair.means) <= name for name in names)]
    assert lost == []


def test_what_is_said_means_one_thing_also_without_accents(pairs: list[Synonym]) -> None:
    told = Counter(_plain(pair.said) for pair in pairs)
    assert len(pairs) >= 120
    assert [said for said, times in told.items() if times > 1] == []
    assert [pair for pair in pairs if _plain(pair.said) == _plain(pair.means)] == []


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("sổ đỏ", "giấy chứng nhận quyền sử dụng đất"),
        ("bằng lái", "giấy phép lái xe"),
        ("hộ khẩu", "cư trú"),
        ("giấy độc thân", "xác nhận tình trạng hôn nhân"),
        ("sao y", "chứng thực bản sao"),
    ],
)
def test_everyday_words_are_known(pairs: list[Synonym], said: str, means: str) -> None:
    assert Synonym(said, means) in pairs


def test_the_catalogue_says_that_it_is_unofficial() -> None:
    assert "không chính thức" in SOURCE_VI
    assert "unofficial" in SOURCE_EN


def _plain(text: str) -> str:
    """Lower case without accents."""
    apart = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(char for char in apart if not unicodedata.combining(char))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", _plain(text)))


@pytest.mark.parametrize("count", [0, 7, 1_625, 5_000])
def test_as_many_rows_are_made_as_asked_for(count: int, plan: Plan) -> None:
    made = generate.rows(count)
    assert len(made) == count
    for column in ("code", "name_vi", "name_en"):
        assert len({row[column] for row in made}) == count
    assert {row["group"] for row in made} <= set(plan.groups)
    assert [row for row in made if tuple(row) != COLUMNS] == []


def test_rows_are_the_same_for_the_same_seed_and_begin_with_the_real_ones() -> None:
    first = generate.rows(1_625, seed=3)
    assert generate.rows(1_625, seed=3) == first
    assert generate.rows(1_625, seed=4) != first
    assert generate.rows(5_000, seed=3)[:1_625] == first
    assert first[: len(starter_rows())] == starter_rows()


def test_every_group_grows_with_the_catalogue() -> None:
    less, more = (Counter(row["group"] for row in generate.rows(n)) for n in (1_625, 5_000))
    assert [group for group in less if more[group] <= less[group]] == []


def test_more_than_can_be_made_is_refused() -> None:
    assert len(generate.rows(generate.MOST)) == generate.MOST
    with pytest.raises(ValueError, match="count must be 0 to"):
        generate.rows(generate.MOST + 1)
