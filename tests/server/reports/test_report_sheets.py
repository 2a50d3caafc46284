"""A workbook, opened again: every cell is of its type and says what the interface says."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest

from server.domain.report_periods import day_of, month_of
from server.reports.sheets import workbook
from tests.tools.history_world import MONDAY, leg

DAY = date(2026, 10, 30)
TOP = 6
"""The first row under the headings."""


def opened(facts, lang="en"):
    return openpyxl.load_workbook(io.BytesIO(workbook(facts, lang)))


def rows_of(sheet):
    """Rows by heading."""
    heads = [cell.value for cell in sheet[TOP - 1]]
    found = []
    for row in sheet.iter_rows(min_row=TOP, max_col=len(heads), values_only=True):
        if row[0] is None:
            break
        found.append(dict(zip(heads, row, strict=True)))
    return found


def seconds(value):
    if isinstance(value, time):
        value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
    return round(value.total_seconds())


def test_a_day_is_a_row_with_the_figures_of_history(facts):
    told = facts(month_of(DAY))
    rows = rows_of(opened(told)["By day"])
    assert len(rows) == len(told.days) == 8
    for row, one in zip(rows, told.days, strict=True):
        assert row["Day"] == datetime.fromisoformat(one["key"])
        for name, key in (("Given", "issued"), ("Served", "served"), ("No-show", "no_show")):
            assert row[name] == one[key]
        assert row["n waits"] == one["wait"]["n"]
        assert seconds(row["Wait, P90"]) == one["wait"]["p90_s"]
        assert row["Within target"] == pytest.approx(one["in_time"])
        assert seconds(row["Service, median"]) == one["service"]["p50_s"]


def test_departments_and_the_whole_centre_are_those_of_history(facts):
    told = facts(month_of(DAY))
    rows = rows_of(opened(told)["By department"])
    names = [row["Department"] for row in rows]
    assert names == [*(one["name"]["en"] for one in told.departments), "Whole centre"]
    for row, one in zip(rows, [*told.departments, told.whole], strict=True):
        assert row["Given"] == one["issued"]
        assert row["Forgotten finish"] == one["forgotten"]
        assert row["n services"] == one["service"]["n"]
    assert rows[-1]["Given"] == sum(row["Given"] for row in rows[:-1])


def test_the_period_before_stands_beside_each_figure_with_its_n(facts):
    told = facts(day_of(DAY))
    assert told.before == day_of(date(2026, 10, 23))
    rows = {row["Figure"]: row for row in rows_of(opened(told)["Overall"])}
    for name, key in (("Tickets given", "issued"), ("Legs served", "served"), ("Left", "left")):
        assert rows[name]["This period"] == told.whole[key]
        assert rows[name]["Period before"] == told.earlier[key] is not None
    wait = rows["Wait, P90"]
    assert (wait["n"], wait["n before"]) == (told.whole["wait"]["n"], told.earlier["wait"]["n"])
    assert seconds(wait["Period before"]) == told.earlier["wait"]["p90_s"]
    assert told.earlier["issued"] > 0


def test_the_funnel_closings_and_forecasts_are_told(facts):
    told = facts(month_of(DAY))
    book = opened(told)
    funnel = {row["Step"]: row for row in rows_of(book["Tickets, given to rated"])}
    assert [row["Tickets"] for row in funnel.values()] == list(told.whole["funnel"].values())
    share = told.whole["funnel"]["served"] / told.whole["funnel"]["issued"]
    assert funnel["Served"]["Of those given"] == pytest.approx(share)
    closings = rows_of(book["Carried over"])
    assert [row["Not yet called"] for row in closings] == [one["n"] for one in told.carried]
    assert {row["Closes at"] for row in closings} == {time(11, 30), time(17)}
    rows = {row["Figure"]: row for row in rows_of(book["Overall"])}
    assert rows["Carried over, all closings"]["This period"] == sum(
        one["n"] for one in told.carried
    )
    held = [one for one in told.calibration if one["n"]]
    assert [row["n"] for row in rows_of(book["Forecasts and what came"])] == [
        one["n"] for one in held
    ]


def test_closed_time_is_left_out_and_shown(told_of):
    rows = [leg(540, closed_ms=5_400_000)] * 6 + [leg(600)] * 4
    told = told_of(rows, day_of(MONDAY))
    found = {row["Figure"]: row for row in rows_of(opened(told)["Overall"])}
    closed = found["Closed time left out of waits, sum"]
    assert (seconds(closed["This period"]), closed["n"]) == (6 * 5400, 6)
    assert seconds(found["Wait, median"]["This period"]) == 600
    assert seconds(found["Wait with closed time, median"]["This period"]) == 600 + 5400


def test_formats_say_percent_hours_and_days(facts):
    sheet = opened(facts(month_of(DAY)))["By day"]
    heads = {cell.value: cell.column for cell in sheet[TOP - 1]}
    formats = {name: sheet.cell(TOP, column).number_format for name, column in heads.items()}
    assert formats["Within target"] == "0.0%"
    assert formats["Wait, P90"] == "[h]:mm:ss"
    assert formats["Day"] == "dd/mm/yyyy"
    assert formats["Given"] == "#,##0"


def test_every_figure_of_the_summary_leads_to_its_definition(facts):
    book = opened(facts(month_of(DAY)))
    names = {row["Figure"] for row in rows_of(book["Definitions"])}
    cells = [row[5] for row in book["Overall"].iter_rows(min_row=TOP) if row[5].value]
    assert len(cells) == len(rows_of(book["Overall"])) >= 20
    assert {cell.value for cell in cells} <= names
    assert {cell.hyperlink.location for cell in cells} == {"'Definitions'!A1"}


def test_sheets_print_on_a4_lying_with_heads_on_every_page_and_stay_in_sight(facts):
    book = opened(facts(month_of(DAY), officers=True))
    for sheet in book:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert (sheet.freeze_panes, sheet.print_title_rows) == ("B6", "$5:$5")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "&P" in sheet.oddFooter.right.text
    drawn = {sheet.title for sheet in book if sheet._charts}
    assert drawn >= {"By department", "By day", "By the time of the number", "Carried over"}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_counters_are_told_only_to_who_may_know(facts, lang):
    name, counter = {"vi": ("Theo quầy", "Quầy"), "en": ("By counter", "Counter")}[lang]
    assert name not in opened(facts(month_of(DAY)), lang).sheetnames
    told = facts(month_of(DAY), officers=True)
    rows = rows_of(opened(told, lang)[name])
    assert [row[counter] for row in rows] == [int(one["key"]) for one in told.counters]


def test_both_languages_have_the_same_sheets_and_figures(facts):
    told = facts(month_of(DAY))
    both = [opened(told, lang).worksheets for lang in ("vi", "en")]
    for vi, en in zip(*both, strict=True):
        assert (vi.max_row, vi.max_column) == (en.max_row, en.max_column)
        for a, b in zip(vi.iter_rows(min_row=TOP), en.iter_rows(min_row=TOP), strict=True):
            assert [cell.value for cell in a if not isinstance(cell.value, str)] == [
                cell.value for cell in b if not isinstance(cell.value, str)
            ]


def test_a_day_without_numbers_says_so(facts):
    book = opened(facts(day_of(date(2026, 10, 31))), "vi")
    assert book.sheetnames == ["Kết quả chung", "Định nghĩa"]
    said = [row[0] for row in book["Kết quả chung"].iter_rows(values_only=True)]
    assert "Trong kỳ này trung tâm không cấp số nào." in said


def test_few_say_nothing_of_how_long(facts):
    rows = rows_of(opened(facts(day_of(DAY)))["By group of procedures"])
    assert any(row["n waits"] < 5 for row in rows)
    for row in rows:
        assert (row["Wait, P90"] is None) == (row["n waits"] < 5)
        assert (row["Within target"] is None) == (row["n targets"] < 5)


def test_four_ratings_of_a_department_are_counted_and_not_told(told_of):
    few = [leg(department="Ít", rating=5)] * 4 + [leg(department="Ít")] * 3
    enough = [leg(department="Đủ", rating=4)] * 5
    rows = rows_of(opened(told_of(few + enough, day_of(MONDAY)))["Satisfaction by department"])
    told = {row["Department"]: row for row in rows}
    assert (told["Ít"]["Rated"], told["Ít"]["Satisfied (4 or 5 stars)"]) == (4, None)
    assert (told["Đủ"]["Mean of stars (1 to 5)"], told["Đủ"]["Satisfied (4 or 5 stars)"]) == (4, 1)
