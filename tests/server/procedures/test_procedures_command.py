"""``luot procedures``: what it does to a centre, and what it says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from server import cli, founding
from server.domain.plan import Plan
from server.procedures import starter

GOOD = "code,name_vi,group\n1,Một,a\n2,Hai,b\n"
ONE_BAD = "code,name_vi,group\n1,Một,a\n3,Ba,z\n"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, small_plan: Plan, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs ``luot procedures``; names of files are in the folder beside the centre."""
    data = tmp_path / "centre"
    founding.create(data, small_plan)

    def go(*words: str, **files: str) -> tuple[int, str, str]:
        for name, text in files.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        given = [str(tmp_path / word) if "." in word else word for word in words]
        code = cli.main(["procedures", *given, "--data", str(data)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return go


def test_an_import_is_a_version_that_can_be_gone_back_to(run: Run) -> None:
    assert run("import", "a.csv", a=GOOD)[0] == 0
    code, out, _ = run("import", "b.csv", b=ONE_BAD)
    assert code == 0
    assert "row 3, column group: “z” is no group" in out
    assert "Rows: 1 good, 1 refused." in out
    assert "luot procedures restore 1" in out
    assert [line.split("\t")[1] for line in run("list")[1].splitlines()] == ["a"]
    assert "Version 3 is version 1 again: 2 procedures." in run("restore", "1")[1]
    assert len(run("list")[1].splitlines()) == 2
    versions = run("versions")[1].splitlines()
    assert [line.split("\t")[0] for line in versions] == ["3", "2", "1"]
    assert "1 refused" in versions[1] and "b.csv" in versions[1]


def test_the_same_list_again_is_no_new_version(run: Run) -> None:
    run("import", "a.csv", a=GOOD)
    mixed = "name_vi,group,code\nHai,b,2\nMột,a,1\n"
    assert "In force already: version 1" in run("import", "b.csv", b=mixed)[1]
    assert len(run("versions")[1].splitlines()) == 1


@pytest.mark.parametrize("option", ["--dry-run", "--strict"])
def test_a_trial_and_a_strict_import_change_nothing(run: Run, option: str) -> None:
    code, out, err = run("import", "b.csv", option, b=ONE_BAD)
    assert "row 3, column group" in out
    assert code == (1 if option == "--strict" else 0)
    assert "nothing was changed" in (err if option == "--strict" else out.lower())
    assert run("versions")[1] == ""


def test_a_strict_import_of_good_rows_is_an_import(run: Run) -> None:
    assert run("import", "a.csv", "--strict", a=GOOD)[0] == 0
    assert len(run("versions")[1].splitlines()) == 1


def test_the_report_speaks_vietnamese_when_asked(run: Run) -> None:
    assert "dòng 3, cột group" in run("import", "b.csv", "--lang", "vi", b=ONE_BAD)[1]


def test_a_list_of_refused_rows_only_is_a_failure_and_changes_nothing(run: Run) -> None:
    code, _, err = run("import", "b.csv", b="code,name_vi,group\n1,Một,z\n")
    assert (code, err.count("\n")) == (1, 1)
    assert "no row that can be taken over" in err
    assert run("versions")[1] == ""


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("import", "nothing.csv"), "check the path"),
        (("restore", "7"), "no procedures yet"),
        (("list",), "no procedures yet"),
        (("export", "o.csv"), "no procedures yet"),
    ],
)
def test_a_failure_is_one_line_that_says_what_to_do(
    run: Run, words: tuple[str, ...], says: str
) -> None:
    code, _, err = run(*words)
    assert (code, err.count("\n")) == (1, 1)
    assert says in err


def test_wrong_usage_is_2(run: Run) -> None:
    with pytest.raises(SystemExit) as stopped:
        run("restore", "one")
    assert stopped.value.code == 2


def test_synonyms_stay_until_others_are_given(run: Run) -> None:
    said = "said,means\nsố một,Một\n"
    run("import", "a.csv", "--synonyms", "s.csv", a=GOOD, s=said)
    assert run("list", "so mot")[1].startswith("1\t")
    run("import", "b.csv", b=GOOD + "3,Ba,a\n")
    assert run("list", "so mot")[1].startswith("1\t")
    run("import", "b.csv", "--synonyms", "s.csv", s="said,means\nx,Ba\n")
    assert run("list", "so mot")[1] == ""


def test_an_export_says_where_the_list_is_from(run: Run, tmp_path: Path) -> None:
    run("import", "a.csv", "--source", "Quyết định thử", a=GOOD)
    assert run("export", "o.csv")[0] == 0
    text = (tmp_path / "o.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[1].endswith("Quyết định thử")
    assert run("list")[1].startswith("# Quyết định thử\n")


def test_a_new_centre_gets_the_starter_list_only_where_it_fits(
    tmp_path: Path, small_plan: Plan, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    listed = tmp_path / "starter.csv"
    monkeypatch.setattr(starter, "LIST", listed)
    for name, text in (("fits", GOOD), ("not", ONE_BAD)):
        listed.write_text(text, encoding="utf-8")
        founding.create(tmp_path / name, small_plan)
        cli.main(["procedures", "versions", "--data", str(tmp_path / name)])
        told = capsys.readouterr().out
        assert (starter.SOURCE in told) == (name == "fits")


def test_a_list_of_less_than_half_replaces_nothing_unless_that_is_meant(run: Run) -> None:
    many = "code,name_vi,group\n" + "".join(f"{n},Việc {n},a\n" for n in range(1, 6))
    assert run("import", "many.csv", many=many)[0] == 0
    code, _, err = run("import", "few.csv", few=GOOD)
    assert code == 1
    assert "2 good rows would replace 5 procedures" in err and "--fewer" in err
    assert len(run("list")[1].splitlines()) == 5
    assert run("import", "few.csv", "--fewer", few=GOOD)[0] == 0
    assert len(run("list")[1].splitlines()) == 2
