"""``luot report``: a file, whole or not at all, or a sentence that says what to do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from server.cli import main


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF-"), ("xlsx", b"PK")])
def test_a_month_is_written_to_the_file(october, tmp_path, capsys, form, begins):
    out = tmp_path / f"october.{form}"
    asked = ["--month", "2026-10", "--format", form, "--out", str(out), "--data", str(october)]
    assert main(["report", "monthly", *asked]) == 0
    assert out.read_bytes().startswith(begins)
    assert "2026-10" in capsys.readouterr().out
    assert [one.name for one in tmp_path.iterdir()] == [out.name], "nothing is left beside it"


def test_a_day_that_has_not_begun_is_refused(october, tmp_path, capsys):
    day = (datetime.now(UTC).date() + timedelta(days=3)).isoformat()
    out = tmp_path / "x.pdf"
    code = main(["report", "daily", "--date", day, "--out", str(out), "--data", str(october)])
    assert (code, out.exists()) == (1, False)
    assert "is not here yet" in capsys.readouterr().err


@pytest.mark.parametrize(("kind", "text"), [("monthly", "2026-13"), ("daily", "24/11/2026")])
def test_a_wrong_period_says_how_it_is_written(october, tmp_path: Path, capsys, kind, text):
    option = "--month" if kind == "monthly" else "--date"
    with pytest.raises(SystemExit):
        main(["report", kind, option, text, "--out", str(tmp_path / "x"), "--data", str(october)])
    assert f"'{text}' is not a" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_said(october, tmp_path, capsys):
    out = tmp_path / "none" / "x.pdf"
    asked = ["--month", "2026-10", "--out", str(out), "--data", str(october)]
    assert main(["report", "monthly", *asked]) == 1
    assert "make it, or choose another" in capsys.readouterr().err
