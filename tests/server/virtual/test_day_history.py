"""Earlier days are read back from the files of calls; what does not help is told."""

from __future__ import annotations

import pytest

from server.domain.book import BEGINNER
from server.domain.forecast import Signals
from server.errors import SheetRefused
from server.virtual.calls import COLUMNS, calls_csv, plain
from server.virtual.history import NEEDED, read_history
from server.virtual.people import Citizen
from server.virtual.replay import replay

NINE = 9 * 3600
PEOPLE = [
    Citizen("1", 1, NINE, "b", 100),
    Citizen("2", 2, NINE + 5, "b", 200.5, shows=False),
    Citizen("3", 3, NINE + 10, "b", 300),
    Citizen("4", 4, 23 * 3600, "a", 300),
]
CONTRACT = (
    "ticket,counter,called_s,started_s,finished_s,outcome,"
    "forecast_low_s,forecast_mid_s,forecast_high_s"
)


@pytest.fixture
def written(small_plan):
    return calls_csv(replay(small_plan, PEOPLE, "call-mark", BEGINNER))


def test_the_columns_of_the_contract_come_first(written):
    head = written.splitlines()[0]
    assert head.startswith(CONTRACT + ",group,wait_s,forward_s,last_s,head_s,ahead")
    assert ",".join(COLUMNS) == CONTRACT


def test_cells_of_what_did_not_happen_are_empty(written):
    served, missed, _, expired = (line.split(",") for line in written.splitlines()[1:])
    assert served[:6] == ["1", "2", "32400", "32430", "32530", "served"]
    assert missed[:6] == ["2", "2", "32530", "", "32590", "no_show"]
    assert expired[:10] == ["4", "", "", "", "", "expired", "", "", "", "a"]
    assert set(expired[10:]) == {""}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (0, "0"),
        (5.0, "5"),
        (0.25, "0.25"),
        (1 / 3, "0.333"),
        (-0.0001, "0"),
        (100, "100"),
    ],
)
def test_seconds_are_plain_numbers(value, text):
    assert plain(value) == text


def test_a_day_is_read_back_as_it_was(tmp_path, written):
    (tmp_path / "day-1.csv").write_text(written, encoding="utf-8")
    first, missed, _, expired = read_history(tmp_path).lessons
    assert (first.day, first.group, first.counter, first.service_s) == ("day-1", "b", 2, 100)
    assert (first.wait_s, first.shown, first.signals.ahead) == (0, True, 0)
    assert isinstance(first.signals, Signals)
    assert (missed.service_s, missed.shown, missed.wait_s) == (None, False, 125)
    assert (expired.signals, expired.wait_s, expired.shown) == (None, None, None)


def test_days_come_in_the_order_of_their_names_and_other_files_are_left_alone(tmp_path, written):
    for name in ("b.csv", "a.csv", "c.txt"):
        (tmp_path / name).write_text(written, encoding="utf-8")
    assert [lesson.day for lesson in read_history(tmp_path).lessons] == ["a"] * 4 + ["b"] * 4


def test_a_file_without_signals_is_skipped_with_a_warning(tmp_path):
    (tmp_path / "old.csv").write_text(CONTRACT + "\n", encoding="utf-8")
    found = read_history(tmp_path)
    assert found.lessons == ()
    assert f"old.csv: no {', '.join(NEEDED)}" in found.warnings[0]
    assert "those of a new centre" in found.warnings[1]


def test_no_earlier_day_is_said(tmp_path):
    assert len(read_history(tmp_path).warnings) == 1


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(SheetRefused, match="no such folder"):
        read_history(tmp_path / "none")


@pytest.mark.parametrize(
    ("place", "cell", "said"),
    [
        (1, "x", "counter: 'x' is not a whole number"),
        (4, "-5", "finished_s: -5 is negative"),
        (4, "5", "finished_s: is before started_s"),
        (5, "gone", "outcome: 'gone'"),
        (9, "", "group: is empty"),
        (10, "nan", "wait_s: 'nan' is not a number"),
        (13, "x", "head_s: 'x' is not a number"),
    ],
)
def test_a_wrong_cell_of_an_earlier_day_is_told(tmp_path, written, place, cell, said):
    lines = [line.split(",") for line in written.splitlines()]
    lines[1][place] = cell
    path = tmp_path / "bad.csv"
    path.write_text("\n".join(map(",".join, lines)), encoding="utf-8")
    with pytest.raises(SheetRefused) as refused:
        read_history(tmp_path)
    assert str(refused.value).startswith(f"{path}: row 2, {said}")
