"""Commands end with 0, 1 or 2, and say what to do in one line: never a traceback."""

from __future__ import annotations

import json
from datetime import date

import pytest

from server.cli import main


@pytest.fixture
def told(capsys):
    """Runs ``luot`` and answers its exit code and what it said on stderr."""

    def run(*words):
        try:
            code = main([str(word) for word in words])
        except SystemExit as ended:
            code = ended.code
        return code, capsys.readouterr().err

    return run


@pytest.mark.parametrize("port", ["99999", "-1", "http", "80.5", ""])
@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_port_that_cannot_be_is_wrong_usage(monkeypatch, told, command, port):
    monkeypatch.setattr("server.cli._patch_before_imports", lambda arguments: None)
    code, said = told(command, f"--port={port}")
    assert code == 2
    assert "from 0 to 65535" in said


def test_a_plan_that_is_not_there_is_named(told, tmp_path):
    code, said = told("init", "--plan", tmp_path / "plan.toml", "--data", tmp_path / "data")
    assert code == 1
    assert said == f"luot: {tmp_path}/plan.toml: No such file or directory; check the path\n"


def test_a_backup_that_cannot_be_written_says_where_and_what_to_check(told, tmp_path, centre):
    code, said = told("backup", tmp_path / "nowhere" / "b.db", "--data", centre.data)
    assert code == 1
    assert said.count("\n") == 1
    assert "nowhere/b.db" in said and "folder" in said


@pytest.mark.parametrize("words", [("--from", "yesterday"), ("--from", "2026-13-01")])
def test_a_day_that_is_none_is_wrong_usage(told, centre, words):
    code, said = told("stats", *words, "--to", "2026-11-24", "--data", centre.data)
    assert code == 2
    assert "write it as 2026-11-24" in said


def test_a_span_that_ends_before_it_begins_is_wrong_usage(told, centre):
    code, said = told("stats", "--from", "2026-11-25", "--to", "2026-11-24", "--data", centre.data)
    assert (code, said) == (2, "luot: --from is after --to: swap them\n")


@pytest.mark.parametrize(("first", "n"), [(date(2026, 11, 25), 2), (date(2026, 11, 26), 0)])
def test_the_journal_counts_days_as_the_centre_does(capsys, centre, officer, first, n):
    """A quarter past midnight in Hải Phòng is still the day before in UTC."""
    centre.clock.pass_s(15.25 * 3600)
    centre.desk.open(officer, None, 1)
    centre.desk.open(officer, None, 2)
    main(["journal", "--from", first.isoformat(), "--data", str(centre.data)])
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    opened = [row for row in rows if row["kind"] == "counter_opened"]
    assert len(opened) == n
    assert all(row["at"].endswith("+07:00") for row in opened)


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (
            ("user", "add", "an", "--name", "An", "--role", "officer", "--counter", "77"),
            "counter 77",
        ),
        (
            ("user", "add", "an", "--name", "An", "--role", "officer", "--department", "x"),
            "department x",
        ),
        (("device", "add", "box", "--role", "terminal", "--counter", "77"), "counter 77"),
        (("device", "add", "led", "--role", "display", "--zone", "zz"), "zone zz"),
    ],
)
def test_a_place_that_the_plan_does_not_have_is_refused_with_those_that_there_are(
    told, centre, words, what
):
    code, said = told(*words, "--data", centre.data)
    assert code == 1
    assert f"the plan has no {what}: use one of" in said
