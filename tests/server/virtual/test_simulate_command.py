"""``luot simulate``: the same people under every rule, and nothing that is no number."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PIL import Image

from server import cli
from server.domain.policy import RULES
from server.virtual.lessons import mark_picture
from server.virtual.measures import NAMES
from server.virtual.svg import to_svg

HAIPHONG = Path(__file__).parents[3] / "server" / "plans" / "haiphong"
PLAN = ("--plan", str(HAIPHONG / "plan.toml"))


def simulate(*arguments):
    return cli.main(["simulate", *PLAN, "--days", "3", *map(str, arguments)])


@pytest.fixture
def told(capsys):
    def told(*arguments):
        assert simulate("--json", *arguments) == 0
        return json.loads(capsys.readouterr().out, parse_constant=pytest.fail)

    return told


@pytest.fixture
def quiet(tmp_path):
    """A scenario of a few people, so that tests are quick."""
    path = tmp_path / "quiet.toml"
    path.write_text("per_day = 150\n", encoding="utf-8")
    return path


def test_every_rule_has_every_figure(told, quiet):
    found = told("--scenario", quiet, *(word for name in RULES for word in ("--policy", name)))
    assert [one["policy"] for one in found["policies"]] == list(RULES)
    assert found["days"] == 3
    for one in found["policies"]:
        assert list(one["figures"]) == list(NAMES)
        mean_s = one["figures"]["mean_s"]
        assert mean_s["low"] <= mean_s["value"] <= mean_s["high"]
    assert [one["policy"] for one in found["differences"]] == list(RULES)[1:]


def test_a_rule_does_not_differ_from_itself_and_differences_add_up(told, quiet):
    found = told("--scenario", quiet, "--policy", "call-mark", "--policy", "fifo")
    ours, theirs = (one["figures"] for one in found["policies"])
    differing = found["differences"][0]
    assert (differing["policy"], differing["minus"]) == ("fifo", "call-mark")
    for name in NAMES:
        gap = theirs[name]["value"] - ours[name]["value"]
        assert differing["figures"][name]["value"] == pytest.approx(gap)


def test_the_same_seed_gives_the_same_figures_and_another_does_not(told, quiet):
    once = told("--scenario", quiet, "--seed", 4)
    assert told("--scenario", quiet, "--seed", 4) == once
    assert told("--scenario", quiet, "--seed", 5)["policies"] != once["policies"]


def test_more_processes_give_the_same_figures(told, quiet):
    alone = told("--scenario", quiet, "--policy", "fifo")
    assert told("--scenario", quiet, "--policy", "fifo", "--processes", 2) == alone


def test_our_rule_overtakes_nobody_of_the_same_group_and_class(told):
    found = told("--policy", "call-mark")
    assert found["policies"][0]["figures"]["overtakes_per_100"]["value"] == 0


def test_days_without_anybody_have_no_figures(told, tmp_path):
    empty = tmp_path / "empty.toml"
    empty.write_text("per_day = 0", encoding="utf-8")
    one = told("--scenario", empty, "--policy", "fifo", "--plot", tmp_path / "empty.svg")
    figures = one["policies"][0]["figures"]
    assert figures["mean_s"] is figures["p95_s"] is figures["worst_group_mean_s"] is None
    assert one["tickets"] == 0


def test_the_table_names_every_rule_and_its_difference(capsys, quiet):
    assert simulate("--scenario", quiet) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("haiphong: 3 days, ")
    assert lines[2].split() == ["call-mark", "fifo", "priority", "own-queue", "fixed-teams"]
    assert "more than call-mark" in "\n".join(lines)
    assert any(line.startswith("mean wait, min") and "±" in line for line in lines)


def test_a_picture_is_drawn_as_its_name_says(capsys, quiet, tmp_path):
    for name in ("waits.svg", "waits.png"):
        assert simulate("--scenario", quiet, "--plot", tmp_path / name) == 0
    root = ET.fromstring((tmp_path / "waits.svg").read_text(encoding="utf-8"))
    texts = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"call-mark", "fixed-teams"} <= set(texts)
    with Image.open(tmp_path / "waits.png") as image:
        assert image.size == (1960, 940)
        assert len(image.getcolors(1_000_000)) > 5


def test_a_picture_of_another_kind_is_refused_before_anything_is_simulated(capsys, tmp_path):
    assert simulate("--plot", tmp_path / "waits.pdf") == 1
    assert "name the picture .svg or .png" in capsys.readouterr().err


def test_a_broken_scenario_is_told_key_by_key(capsys, tmp_path):
    broken = tmp_path / "broken.toml"
    broken.write_text("per_day = -1\nno_show = 3", encoding="utf-8")
    assert simulate("--scenario", broken) == 1
    err = capsys.readouterr().err
    assert "per_day: -1" in err and "no_show: 3" in err


@pytest.mark.parametrize("days", ["1", "0", "-4", "many"])
def test_too_few_days_are_wrong_usage(days, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["simulate", *PLAN, "--days", days])
    assert ended.value.code == 2
    assert "use a whole number from 2" in capsys.readouterr().err


def test_the_picture_of_the_mark_is_the_one_in_the_documents():
    images = Path(__file__).parents[3] / "docs" / "images" / "queueing"
    assert to_svg(mark_picture()) == (images / "mark.svg").read_text(encoding="utf-8")
