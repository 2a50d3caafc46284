"""A row is taken over as it stands, or told with what to do; nothing in between."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from server.domain.plan import Plan
from server.errors import ProceduresRefused
from server.procedures import importing, tables
from server.procedures.importing import Taken

HEADER = "code,name_vi,name_en,group,level,documents_vi,documents_en,fee_vi,fee_en,keywords\n"
Read = Callable[..., Taken]


@pytest.fixture
def read(tmp_path: Path, small_plan: Plan) -> Read:
    """What becomes of the text of a CSV."""

    def take(text: str | bytes, name: str = "list.csv") -> Taken:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return importing.check(tables.read(path), small_plan)

    return take


@pytest.fixture
def sheet(tmp_path: Path, small_plan: Plan) -> Callable[[list[list[Any]]], Taken]:
    """What becomes of the cells of a workbook."""

    def take(rows: list[list[Any]]) -> Taken:
        book = Workbook()
        assert book.active is not None
        for row in rows:
            book.active.append(row)
        book.save(tmp_path / "list.xlsx")
        return importing.check(tables.read(tmp_path / "list.xlsx"), small_plan)

    return take


def told(taken: Taken) -> list[str]:
    return [one.text("en") for one in taken.wrong]


def test_a_whole_row_is_taken_over(read: Read) -> None:
    taken = read(
        HEADER + "1.001,Đăng ký khai sinh,Birth,a,Toàn trình,Tờ khai | Giấy chứng sinh | "
        ",Form | Certificate,Không,Free,giấy khai sinh; làm khai sinh\n"
    )
    (one,) = taken.procedures
    assert (one.code, one.name_vi, one.name_en) == ("1.001", "Đăng ký khai sinh", "Birth")
    assert (one.group, one.level) == ("a", "toàn trình")
    assert one.documents_vi == ("Tờ khai", "Giấy chứng sinh")
    assert one.documents_en == ("Form", "Certificate")
    assert (one.fee_vi, one.fee_en) == ("Không", "Free")
    assert one.keywords == ("giấy khai sinh", "làm khai sinh")
    assert taken.wrong == ()


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_columns_stand_in_any_order_as_spreadsheets_write_them(
    read: Read, mark: str, separator: str, end: str
) -> None:
    rows = [["Nhóm", "Tên thủ tục", "Mã", "Từ khóa"], ["a", "Tên", "1", '"x; y"'], ["", "", "", ""]]
    taken = read(mark + end.join(separator.join(row) for row in rows) + end)
    (one,) = taken.procedures
    assert (one.code, one.name_vi, one.group, one.keywords) == ("1", "Tên", "a", ("x", "y"))


def test_text_of_excel_in_utf_16_is_read(read: Read) -> None:
    (one,) = read("mã\ttên\tnhóm\n1\tĐất\ta\n".encode("utf-16")).procedures
    assert one.name_vi == "Đất"


def test_decomposed_letters_are_composed(read: Read) -> None:
    (one,) = read("mã,tên,nhóm\n1,Đa\u0302\u0301t,a\n").procedures
    assert one.name_vi == "Đất"


@pytest.mark.parametrize(
    ("row", "where"),
    [
        (",Tên,,a,,,,,,", "row 2, column code: is empty"),
        ("1,,,a,,,,,,", "row 2, column name_vi: is empty"),
        ("1,Tên,,,,,,,,", "row 2, column group: is empty"),
        ("1,Tên,,z,,,,,,", "row 2, column group: “z” is no group of the plan: use one of a, b, c"),
        ("1,Tên,,a,nhanh,,,,,", "row 2, column level: “nhanh” is no level"),
        ("1,=1+1,,a,,,,,,", "row 2, column name_vi: “=1+1” is a formula"),
        ("1,@SUM(A1),,a,,,,,,", "row 2, column name_vi: “@SUM(A1)” is a formula"),
        ("1,Tên,,a,,,,-1+2,,", "row 2, column fee_vi: “-1+2” is a formula"),
        ("1,Tê\x07n,,a,,,,,,", "row 2, column name_vi: has the hidden character U+0007"),
        ("1,Tê\u202en,,a,,,,,,", "row 2, column name_vi: has the hidden character U+202E"),
        (f"1,{'x' * 501},,a,,,,,,", "row 2, column name_vi: 501 characters: use at most 500"),
        (f"{'9' * 65},Tên,,a,,,,,,", "row 2, column code: 65 characters: use at most 64"),
        (f"1,Tên,,a,,{'|'.join(map(str, range(41)))},,,,", "row 2, column documents_vi: 41 entr"),
        ("1,Tên,,a,,x,y,z,u,v,w", "row 2, column –: 11 cells under 10 columns"),
        ("1,Tên,,a", "row 2, column –: 4 cells under 10 columns"),
    ],
)
def test_a_row_that_is_wrong_says_where_and_what_to_do(read: Read, row: str, where: str) -> None:
    taken = read(HEADER + row + "\n")
    assert taken.procedures == ()
    (line,) = told(taken)
    assert line.startswith(where)
    assert taken.wrong[0].text("vi").startswith("dòng 2, cột ")


def test_every_error_of_a_row_is_told_at_once_and_counts_as_one_row(read: Read) -> None:
    taken = read(HEADER + ",,,z,nhanh,,,,,\n")
    assert [one.column for one in taken.wrong] == ["code", "group", "name_vi", "level"]
    assert taken.refused == 1


def test_refused_rows_do_not_keep_the_others_out(read: Read) -> None:
    taken = read(HEADER + "1,Một,,a,,,,,,\n2,,,a,,,,,,\n\n3,Ba,,b,,,,,,\n")
    assert [one.code for one in taken.procedures] == ["1", "3"]
    assert taken.refused == 1


def test_a_code_stands_once_whatever_its_case(read: Read) -> None:
    taken = read(HEADER + "x1,Một,,a,,,,,,\nX1,Hai,,a,,,,,,\n")
    assert [one.name_vi for one in taken.procedures] == ["Một"]
    assert told(taken) == ["row 3, column code: code X1 stands in row 2 already: one row a code"]


def test_a_refused_row_does_not_take_a_code(read: Read) -> None:
    taken = read(HEADER + "1,Một,,z,,,,,,\n1,Hai,,a,,,,,,\n")
    assert [one.name_vi for one in taken.procedures] == ["Hai"]


def test_a_list_with_dashes_is_no_formula(read: Read) -> None:
    (one,) = read(HEADER + "1,Tên,,a,,- Đơn | - Ảnh,,,,\n").procedures
    assert one.documents_vi == ("- Đơn", "- Ảnh")


def test_markup_is_text_like_any_other(read: Read) -> None:
    (one,) = read(HEADER + "1,<script>alert(1)</script>,,a,,,,,,\n").procedures
    assert one.name_vi == "<script>alert(1)</script>"


def test_columns_that_mean_nothing_are_told(read: Read) -> None:
    assert read("mã,tên,nhóm,ghi chú\n1,Tên,a,x\n").ignored == ("ghi chú",)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "has no header"),
        ("\n\n", "has no header"),
        ("mã,tên\n1,x\n", "no column group in row 1"),
        ("mã,tên,nhóm,name_vi\n1,x,a,y\n", "columns 2 and 4 are both name_vi"),
        (b"m\xe3,t\xean,nh\xf3m\n", "line 1 is not in UTF-8"),
        ('mã,tên,nhóm\n1,"x,a\n', "quotation mark"),
    ],
)
def test_a_file_without_sense_is_refused_as_a_whole(
    read: Read, text: str | bytes, why: str
) -> None:
    with pytest.raises(ProceduresRefused, match=why):
        read(text)


def test_too_large_a_file_is_refused(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 2)
    with pytest.raises(ProceduresRefused, match="more than 2 rows"):
        read(HEADER + "".join(f"{i},Tên,,a,,,,,,\n" for i in range(4)))
    monkeypatch.setattr(tables, "LARGEST_BYTES", 10)
    with pytest.raises(ProceduresRefused, match="larger than"):
        read(HEADER)


NAMES = ["mã", "tên", "nhóm", "lệ phí"]


def test_a_workbook_is_read_like_a_csv(sheet: Callable[[list[list[Any]]], Taken]) -> None:
    taken = sheet([NAMES, ["1.001", "Đất", "a", None], [], [12, "Nhà", "b", "Không"]])
    assert [(one.code, one.name_vi) for one in taken.procedures] == [
        ("1.001", "Đất"),
        ("12", "Nhà"),
    ]


@pytest.mark.parametrize(
    ("row", "where"),
    [
        ([1.1, "Tên", "a", ""], "row 2, column code: is a number"),
        (["1", "=A1", "a", ""], "row 2, column name_vi: “=A1” is a formula"),
        (["1", "Tên", "a", date(2026, 1, 1)], "row 2, column fee_vi: is a date"),
        (["1", "#N/A", "a", ""], "row 2, column name_vi: the cell is the error #N/A"),
        (["1", True, "a", ""], "row 2, column name_vi: "),
    ],
)
def test_a_cell_that_is_no_text_is_refused(
    sheet: Callable[[list[list[Any]]], Taken], row: list[Any], where: str
) -> None:
    (line,) = told(sheet([NAMES, row]))
    assert line.startswith(where)


@pytest.mark.parametrize("content", [b"no workbook", b"PK\x03\x04 broken"])
def test_a_file_that_is_no_workbook_says_so(read: Read, content: bytes) -> None:
    with pytest.raises(ProceduresRefused, match="cannot be read as XLSX"):
        read(content, "list.xlsx")


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_what_is_exported_can_be_imported_again(
    read: Read, tmp_path: Path, small_plan: Plan, name: str
) -> None:
    taken = read(HEADER + "1,Một,One,a,một phần,- Đơn | Ảnh,Form,5.000đ,5,x; y\n2,Hai,,b,,,,,,\n")
    made = importing.make(taken.procedures, (), small_plan, "nguồn")
    importing.export(tmp_path / name, made)
    again = importing.check(tables.read(tmp_path / name), small_plan)
    assert again.procedures == made.procedures
    assert (again.wrong, again.ignored) == ((), ())


def test_synonyms_are_pairs(tmp_path: Path) -> None:
    path = tmp_path / "synonyms.csv"
    path.write_text("said,means\nsổ đỏ,giấy chứng nhận\n", encoding="utf-8")
    assert importing.read_synonyms(path) == (("sổ đỏ", "giấy chứng nhận"),)
    path.write_text("said,means\nsổ đỏ,\n", encoding="utf-8")
    with pytest.raises(ProceduresRefused, match="row 2"):
        importing.read_synonyms(path)
    path.write_text("a,b\n", encoding="utf-8")
    with pytest.raises(ProceduresRefused, match="said,means"):
        importing.read_synonyms(path)
