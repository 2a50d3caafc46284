"""A trace is read strictly: every error at once, each with its row and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.domain.plan import parse_plan
from server.errors import SheetRefused
from server.virtual.trace import read_trace, unserved

EXAMPLE = Path(__file__).parents[3] / "server" / "plans" / "haiphong" / "trace.csv"
HEAD = "ticket,arrival_s,group,priority,appointment_s,service_s,shows\n"


@pytest.fixture
def errors(trace_file, small_plan):
    """What is said of a trace of these lines, without the name of the file."""

    def read(text):
        path = trace_file(text)
        with pytest.raises(SheetRefused) as refused:
            read_trace(path, small_plan)
        return [line.removeprefix(f"{path}: ") for line in str(refused.value).splitlines()]

    return read


def test_a_row_is_a_citizen_whose_number_is_its_place(trace_file, small_plan):
    text = HEAD + "x,28800,a,1,,300,1\ny,28800.5,b,0,30600,12.25,0\n"
    first, second = read_trace(trace_file(text), small_plan)
    assert (first.ticket, first.number, first.arrival_s, first.kind) == ("x", 1, 28800, "priority")
    assert (first.service_s, first.appointment_s, first.shows) == (300, None, True)
    assert (second.number, second.arrival_s, second.kind) == (2, 28800.5, "appointment")
    assert (second.service_s, second.appointment_s, second.shows) == (12.25, 30600, False)


def test_columns_may_stand_in_any_order_with_others_between(trace_file, small_plan):
    text = "note,shows,service_s,appointment_s,priority,group,arrival_s,ticket\n-,1,300,,0,a,5,x\n"
    (one,) = read_trace(trace_file(text), small_plan)
    assert (one.ticket, one.arrival_s) == ("x", 5)


def test_files_of_spreadsheets_are_read_too(trace_file, small_plan):
    text = "\ufeff" + (HEAD + "x, 5 ,a,0,,300,1\n\n").replace("\n", "\r\n")
    assert [one.arrival_s for one in read_trace(trace_file(text), small_plan)] == [5]


def test_only_a_header_is_a_day_on_which_nobody_came(trace_file, small_plan):
    assert read_trace(trace_file(HEAD), small_plan) == []


def test_times_finer_than_a_millisecond_are_taken_upward(trace_file, small_plan):
    text = HEAD + "x,27000.0001,a,0,,300,1\ny,27000.1,a,0,,300,1\n"
    times = [one.arrival_s for one in read_trace(trace_file(text), small_plan)]
    assert times == [27000.001, 27000.1]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (",5,a,0,,300,1", "ticket: is empty"),
        ("x,-1,a,0,,300,1", "arrival_s: -1 is negative"),
        ("x,,a,0,,300,1", "arrival_s: is empty"),
        ("x,nan,a,0,,300,1", "arrival_s: 'nan' is not a number of seconds"),
        ("x,inf,a,0,,300,1", "arrival_s: 'inf' is not a number of seconds"),
        ("x,1_0,a,0,,300,1", "arrival_s: '1_0' is not a number of seconds"),
        ("x,86401,a,0,,300,1", "arrival_s: 86401 is more than 86400"),
        ("x,5,z,0,,300,1", "group: there is no group 'z' in the plan"),
        ("x,5,,0,,300,1", "group: is empty"),
        ("x,5,a,yes,,300,1", "priority: 'yes': use 0 or 1"),
        ("x,5,a,0,08:30,300,1", "appointment_s: '08:30' is not a number of seconds"),
        ("x,5,a,0,-5,300,1", "appointment_s: -5 is negative"),
        ("x,5,a,0,,-300,1", "service_s: -300 is negative"),
        ("x,5,a,0,,1e999,1", "service_s: 1e999 is more than 86400"),
        ("x,5,a,0,,300,2", "shows: '2': use 0 or 1"),
        ("x,5,a,0,,300,", "shows: '': use 0 or 1"),
        ("x,5,a,0,,300", "all: 6 cells under 7 columns"),
        ("x,5,a,0,,300,1,9", "all: 8 cells under 7 columns"),
    ],
)
def test_a_wrong_cell_is_told_with_its_row_and_column(errors, cells, said):
    assert errors(f"{HEAD}w,4,a,0,,1,1\n{cells}\n") == [f"row 3, {said}"]


def test_every_error_is_told_at_once(errors):
    told = errors(HEAD + "x,-1,z,2,,300,1\ny,5,a,0,,oops,1\n")
    assert told == [
        "row 2, group: there is no group 'z' in the plan",
        "row 2, arrival_s: -1 is negative",
        "row 2, priority: '2': use 0 or 1",
        "row 3, service_s: 'oops' is not a number of seconds",
    ]


def test_the_first_fifty_errors_are_told_and_the_others_counted(errors):
    told = errors(HEAD + "x,5,a,0,,300,2\n" * 53)
    assert len(told) == 51
    assert told[-1] == "and 3 more errors"


def test_a_ticket_that_stands_twice_is_told_with_its_first_row(errors):
    told = errors(HEAD + "x,5,a,0,,300,1\ny,6,a,0,,300,1\nx,7,a,0,,300,1\n")
    assert told == ["row 4, ticket: 'x' stands in row 2 already"]


def test_rows_out_of_order_are_refused(errors):
    told = errors(HEAD + "x,50,a,0,,300,1\ny,40,a,0,,300,1\nz,45,a,0,,300,1\nw,50,a,0,,300,1\n")
    assert told == [
        "row 3, arrival_s: 40 is before a row above: sort the rows",
        "row 4, arrival_s: 45 is before a row above: sort the rows",
    ]


def test_every_missing_column_is_told(errors):
    told = errors("ticket,arrival_s,group,priority,service_s\nx,5,a,0,300\n")
    missing = ("appointment_s", "shows")
    assert told == [f"row 1, {name}: there is no such column" for name in missing]


def test_a_file_without_a_header_is_no_trace(errors):
    assert len(errors("")) == 7


def test_a_column_that_stands_twice_is_told(errors):
    told = errors(HEAD.replace("\n", ",shows\n") + "x,5,a,0,,300,1,0\n")
    assert told == ["row 1, shows: there are two such columns"]


@pytest.mark.parametrize("content", [b"ticket\xff\n", b'ticket,"arri\nx,5\n', b"\x00\n"])
def test_what_is_no_csv_in_utf_8_is_refused(tmp_path, small_plan, content):
    path = tmp_path / "broken.csv"
    path.write_bytes(content)
    with pytest.raises(SheetRefused, match=r"broken\.csv"):
        read_trace(path, small_plan)


def test_a_file_that_is_not_there_is_told(tmp_path, small_plan):
    with pytest.raises(SheetRefused, match="No such file"):
        read_trace(tmp_path / "none.csv", small_plan)


def test_groups_that_nobody_serves_are_counted(make_document, trace_file):
    document = make_document()
    document["counter"] = document["counter"][:1]
    plan = parse_plan(document)
    text = HEAD + "".join(f"{i},5,{code},0,,300,1\n" for i, code in enumerate("abbc"))
    assert unserved(plan, read_trace(trace_file(text), plan)) == {"b": 2, "c": 1}


def test_the_example_beside_the_plan_is_a_trace_of_it(haiphong):
    citizens = read_trace(EXAMPLE, haiphong)
    assert len(citizens) > 100
    assert unserved(haiphong, citizens) == {}
