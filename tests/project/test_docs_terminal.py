"""What the page of the terminal says of settings and pins is what the program takes."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

PAGE = "docs/terminal.md"


@pytest.fixture(scope="module")
def tables_of_settings(root: Path) -> dict[str, ast.expr]:
    """The dictionaries of ``config.py``, by their names."""
    tree = ast.parse((root / "firmware_scripts/terminal/terminal/config.py").read_text("utf-8"))
    return {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }


def test_every_setting_is_on_the_page_and_no_other(root, tables, tables_of_settings) -> None:
    known = {
        key
        for name in ("REQUIRED", "OPTIONAL")
        for key in ast.literal_eval(tables_of_settings[name])
    }
    told = {row[0].strip("`") for row in tables(PAGE)["Settings"]}
    assert told == known


def test_what_the_page_says_of_left_out_settings_is_so(tables, tables_of_settings) -> None:
    optional = ast.literal_eval(tables_of_settings["OPTIONAL"])
    told = {row[0].strip("`"): row[1] for row in tables(PAGE)["Settings"]}
    for key in ("port", "offline_restart_s"):
        assert told[key] == str(optional[key][1])
    for key in ("buttons", "number", "lamp"):
        assert json.loads(told[key].strip("`")) == optional[key][1]


def test_the_example_on_the_page_is_part_of_the_one_that_is_delivered(root) -> None:
    page = (root / PAGE).read_text("utf-8")
    shown = json.loads(re.findall(r"```json\n(.*?)```", page, re.DOTALL)[0])
    path = root / "firmware_scripts/terminal/config.example.json"
    assert shown.items() <= json.loads(path.read_text("utf-8")).items()


def test_the_drawing_shows_the_pins_that_are_used_when_none_are_named(
    root, tables_of_settings
) -> None:
    optional = ast.literal_eval(tables_of_settings["OPTIONAL"])
    number, lamp = optional["number"][1], optional["lamp"][1]
    used = [*optional["buttons"][1].values(), number["clock"], number["data"], *lamp]
    drawn = re.findall(r">GP(\d+)<", (root / "docs/images/terminal.svg").read_text("utf-8"))
    assert sorted(map(int, drawn)) == sorted(used)
