"""``luot legs``: a flat table of what history counts, and percentiles that no engine changes."""

from __future__ import annotations

import json
import random
import sqlite3
from contextlib import closing

import pytest

from server import cli
from server.store import columnar


@pytest.fixture
def served(centre, officer):
    """Three numbers of a Tuesday."""
    for i in range(3):
        centre.desk.issue(officer, f"k{i}", group="a")
    return centre


def write(centre, file) -> int:
    return cli.main(["legs", "write", str(file), "--data", str(centre.data)])


def test_every_leg_is_a_row(served, tmp_path, capsys):
    file = tmp_path / "legs.db"
    assert write(served, file) == 0
    assert "3 legs" in capsys.readouterr().out
    with closing(sqlite3.connect(file)) as db:
        rows = db.execute("select day, grp, hour, first_leg from legs").fetchall()
    assert rows == [("2026-11-24", "a", 9, 1)] * 3


def test_a_no_show_has_no_wait(served, officer, tmp_path):
    served.desk.open(officer, None, 1)
    for verb in ("no_show", "start"):
        served.desk.next(officer, None, 1)
        getattr(served.desk, verb)(officer, None, 1)
    assert write(served, tmp_path / "legs.db") == 0
    with closing(sqlite3.connect(tmp_path / "legs.db")) as db:
        rows = db.execute(
            "select outcome, wait_ms from legs order by outcome desc, wait_ms desc"
        ).fetchall()
    assert rows == [("no_show", None), (None, 0), (None, None)]


def test_a_file_that_is_there_is_left_alone(served, tmp_path, capsys):
    file = tmp_path / "legs.db"
    file.write_text("mine")
    assert write(served, file) == 1
    assert "choose another file" in capsys.readouterr().err
    assert file.read_text() == "mine"


def made(file, legs: int) -> None:
    dice = random.Random(legs)
    rows = [
        (
            *("2026-01-01", 3, 7 + i % 3, f"G{i % 4}", None, 1, 0, 1),
            dice.choice(["served", "no_show", None]),
            *(dice.choice([None, dice.randrange(3_600_000)]), 0, None, None, 0),
        )
        for i in range(legs)
    ]
    assert columnar.write(file, [rows]) == legs


def test_percentiles_leave_out_who_has_no_wait(tmp_path, capsys):
    file = tmp_path / "legs.db"
    made(file, 200)
    assert cli.main(["legs", "percentiles", str(file), "--engine", "sqlite"]) == 0
    rows = json.loads(capsys.readouterr().out)
    with closing(sqlite3.connect(file)) as db:
        known = db.execute("select count(*) from legs where wait_ms > -1").fetchone()[0]
    assert sum(row["n"] for row in rows) == known
    assert all(row["p50_ms"] <= row["p90_ms"] <= row["p95_ms"] for row in rows)


@pytest.mark.skipif(not columnar.available(), reason="DuckDB is an extra")
@pytest.mark.parametrize("legs", [1, 2, 999, 20_000])
def test_duckdb_says_the_same_on_the_file_and_on_its_copy(tmp_path, legs):
    file, copy = tmp_path / "legs.db", tmp_path / "legs.duckdb"
    made(file, legs)
    columnar.copy(file, copy)
    assert columnar.by_duckdb(file) == columnar.by_sqlite(file)
    assert columnar.by_duckdb(copy) == columnar.by_sqlite(file)


def test_without_duckdb_it_says_what_to_install(tmp_path, capsys, monkeypatch):
    file = tmp_path / "legs.db"
    made(file, 5)
    monkeypatch.setattr(columnar, "available", lambda: False)
    assert cli.main(["legs", "percentiles", str(file), "--engine", "duckdb"]) == 1
    assert "luot[columnar]" in capsys.readouterr().err
    assert cli.main(["legs", "percentiles", str(file)]) == 0
