"""What people type finds what they mean, the simplest case first."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broker.catalogue.document import Procedure, ProcedureList
from broker.catalogue.finder import Finder, build

ROWS = [
    ("1.01", "Đăng ký lại khai sinh", "Birth re-registration", "HT1", ()),
    ("1.02", "Đăng ký khai sinh", "Birth registration", "HT1", ("giấy khai sinh",)),
    ("1.03", "Đăng ký khai tử", "Death registration", "HT1", ()),
    ("2.01", "Đổi giấy phép lái xe", "Driving licence exchange", "LX1", ("đổi bằng lái",)),
    ("2.02", "Cấp lại giấy phép lái xe", "Driving licence reissue", "LX1", ()),
    ("3.01", "Cấp giấy chứng nhận quyền sử dụng đất", "Land use right", "DD1", ("sổ hồng",)),
    ("3.02", "Thẩm định hồ sơ đo đạc", "Survey dossier", "DD2", ()),
    ("3.03", "Cung cấp sơ đồ thửa đất", "Parcel sketch", "DD2", ()),
    ("4.01", "Khai thuế tài sản", "Property tax", "TK1", ()),
    ("4.02", "Khai lệ phí trước bạ", "Registration fee", "TK1", ("mã số thuế",)),
]
SYNONYMS = (
    ("sổ đỏ", "giấy chứng nhận quyền sử dụng đất"),
    ("bằng lái", "giấy phép lái xe"),
)
GROUPS = {"HT1": "Hộ tịch Civil status", "LX1": "Giấy phép lái xe", "TK1": "Thuế Tax"}


def _list() -> ProcedureList:
    made = tuple(
        Procedure(code=code, name_vi=vi, name_en=en, group=group, keywords=keywords)
        for code, vi, en, group, keywords in ROWS
    )
    return ProcedureList(procedures=made, synonyms=SYNONYMS, groups=GROUPS)


@pytest.fixture(scope="module")
def finder() -> Iterator[Finder]:
    db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    with closing(build(db, 3, "d", _list())) as made:
        yield made


@pytest.fixture
def codes(finder: Finder) -> Callable[[str], list[str]]:
    return lambda text: [row["code"] for row in finder.page(text, 0, 100).rows]


@pytest.mark.parametrize(
    "typed", ["khai sinh", "sinh khai", "KHAI  sinh", "Khai sinh", "khai si", "khai sinh dang ky"]
)
def test_accents_order_and_an_unfinished_word_do_not_matter(codes, typed) -> None:
    assert codes(typed)[:2] == ["1.02", "1.01"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ddooir bawngf lais", "2.01"),
        ("d9o63i ba82ng la1i", "2.01"),
        ("đổi bằng lái", "2.01"),
        ("doi bang lai", "2.01"),
        ("soor ddor", "3.01"),
        ("so63 d9o3", "3.01"),
        ("sổ đỏ", "3.01"),
        ("so do", "3.01"),
        ("khai sinhh", "1.02"),
    ],
)
def test_telex_vni_or_none_find_the_same(codes, typed, first) -> None:
    assert codes(typed)[0] == first


def test_an_everyday_word_says_what_it_was_taken_for(finder) -> None:
    assert finder.page("lam so do", 0, 3).synonym == "“sổ đỏ” = giấy chứng nhận quyền sử dụng đất"
    assert finder.page("doi bang lai", 0, 3).synonym == "“bằng lái” = giấy phép lái xe"
    assert finder.page("khai sinh", 0, 3).synonym is None


def test_an_everyday_word_finds_what_it_means_and_no_chance_finds() -> None:
    names = ["Cấp giấy chứng nhận quyền sử dụng đất", "Sổ tay do cá nhân lập", "Số nhà do mất"]
    names += [f"Cấp lại giấy chứng nhận quyền sử dụng đất lần {i}" for i in range(3)]
    made = tuple(Procedure(code=str(i), name_vi=n, group="a") for i, n in enumerate(names))
    document = ProcedureList(procedures=made, synonyms=SYNONYMS)
    db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    with closing(build(db, 1, "d", document)) as finder:
        assert finder.page("so do", 0, 9).total == 4
        more = finder.page("so do ca nhan", 0, 9)
    assert "Sổ tay do cá nhân lập" in [row["name_vi"] for row in more.rows]


def test_accents_that_were_typed_tell_words_apart(codes, finder) -> None:
    assert codes("sơ đồ")[0] == "3.03"
    assert finder.page("sơ đồ", 0, 3).synonym is None


def test_names_that_begin_so_come_first_and_groups_last(codes) -> None:
    found = codes("khai")
    assert found[:2] == ["4.01", "4.02"]
    assert codes("thue") == ["4.01", "4.02"], "in a name, then in a keyword and the group"
    assert codes("ho tich") == ["1.02", "1.03", "1.01"]


@pytest.mark.parametrize(("typed", "code"), [("2.02", "2.02"), ("dd1", "3.01"), ("LX1", "2.01")])
def test_codes_are_words_too(codes, typed, code) -> None:
    assert codes(typed)[0] == code


def test_a_word_that_looks_like_telex_is_still_found(codes) -> None:
    assert codes("tax")[0] == "4.01"
    assert codes("re-registration")[0] == "1.01"


@pytest.mark.parametrize(
    ("typed", "code"),
    [("quyn su dung dat", "3.01"), ("registraton fee", "4.02"),
     ("drivign licence", "2.01"), ("licenc3 exchange", "2.01"), ("giay chugn nhan", "3.01")],
)  # fmt: skip
def test_one_wrong_letter_in_a_long_word_still_finds(codes, typed, code) -> None:
    assert code in codes(typed)


def test_what_is_said_around_it_does_no_harm(codes) -> None:
    assert codes("toi muon lam thu tuc khai sinh")[0] == "1.02"


def test_nothing_is_found_for_what_is_not_there(codes) -> None:
    assert codes("ai") == []
    assert codes("xyzzy") == []


def test_no_words_find_everything_by_pages(finder) -> None:
    page = finder.page("  ", 3, 3)
    assert (page.total, len(page.rows), page.held.version) == (len(ROWS), 3, 3)
    assert finder.page("", 99, 3).rows == []


def test_what_has_no_english_is_shown_in_vietnamese() -> None:
    made = Procedure(code="1", name_vi="Tên", group="a", documents_vi=("Đơn",), fee_vi="Không")
    db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    with closing(build(db, 1, "d", ProcedureList(procedures=(made,)))) as finder:
        row = finder.page("ten", 0, 1).rows[0]
    assert (row["name_en"], row["documents_en"], row["fee_en"]) == ("Tên", ["Đơn"], "Không")


def test_a_group_asks_for_what_half_of_its_procedures_ask_for() -> None:
    asked = [("Đơn", "CCCD"), ("Đơn", "CCCD"), ("Đơn", "Ảnh"), ("Đơn",)]
    english = [("Form", "ID card"), (), (), ()]
    made = tuple(
        Procedure(code=str(i), name_vi="Tên", group="a", documents_vi=vi, documents_en=en)
        for i, (vi, en) in enumerate(zip(asked, english, strict=True))
    )
    db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    with closing(build(db, 1, "d", ProcedureList(procedures=made))) as finder:
        group = finder.group("a", 3)
        assert (group.documents_vi, group.documents_en) == (["Đơn", "CCCD"], ["Form", "ID card"])
        assert len(group.rows) == 3
        assert finder.group("b", 3).rows == []


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_nothing_that_is_typed_breaks_the_search(text: str) -> None:
    db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    with closing(_shared(db)) as finder:
        page = finder.page(text, 0, 3)
    assert 0 <= len(page.rows) <= min(3, page.total)


def _shared(db: sqlite3.Connection) -> Finder:
    return build(db, 1, "d", _list())


@pytest.mark.parametrize("typed", ['"', "a AND", "NEAR(", "name:x", "*", "khai* OR", "'; drop--"])
def test_marks_of_the_query_language_are_only_text(finder, typed) -> None:
    assert finder.page(typed, 0, 3).total >= 0


def test_what_is_no_word_finds_nothing(finder):
    for typed in ("😀😀", "!!!", "…", "???"):
        assert finder.page(typed, 0, 3).total == 0
    assert finder.page("  ", 0, 3).total == finder.page("", 0, 3).total > 0
