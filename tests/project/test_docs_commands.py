"""Every command, option and choice is documented, and nothing that does not exist."""

from __future__ import annotations

import argparse
import importlib.util
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

DOCUMENT = "docs/commands.md"
INLINE = {
    "luot-display": [["board"], ["words"], ["pattern"], ["sheet"], ["speak"], ["clips"]],
    "luot-kiosk": [["slip"], ["buttons"]],
}
"""Words that make a program use a parser of its own."""


@pytest.fixture
def commands(
    root: Path, parser_of: Callable[..., argparse.ArgumentParser]
) -> dict[str, argparse.ArgumentParser]:
    """Every parser by the words that a person types."""
    scripts = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found: dict[str, argparse.ArgumentParser] = {}
    for name, target in scripts["scripts"].items():
        if importlib.util.find_spec(target.partition(":")[0]) is None:
            continue
        for arguments in [[], *INLINE.get(name, [])]:
            found.update(_tree(parser_of(target, arguments)))
    return found


def _tree(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    yield parser.prog, parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from _tree(below)


def _arguments(parser: argparse.ArgumentParser) -> dict[str, set[str]]:
    """Every option or place, with its choices."""
    told: dict[str, set[str]] = {}
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction | argparse._SubParsersAction):
            continue
        name = action.option_strings[-1] if action.option_strings else action.dest.upper()
        told[name] = {str(choice) for choice in action.choices or ()}
    return told


@pytest.fixture
def documented(tables: Callable[[str], dict[str, Any]]) -> dict[str, dict[str, str]]:
    """By command, by option: the whole row."""
    return {
        heading: {
            name: " ".join(row) for row in rows for name in re.findall(r"^`(\S+?)[` ]", row[0])
        }
        for heading, rows in tables(DOCUMENT).items()
    }


def test_every_command_is_documented_and_no_other(
    commands: dict[str, argparse.ArgumentParser], root: Path
) -> None:
    text = (root / DOCUMENT).read_text(encoding="utf-8")
    headings = set(re.findall(r"^#{2,4} (luot[a-z -]*)$", text, flags=re.MULTILINE))
    assert headings == set(commands)


def test_every_option_is_documented_and_no_other(
    commands: dict[str, argparse.ArgumentParser], documented: dict[str, dict[str, str]]
) -> None:
    wanted = {prog: set(_arguments(parser)) for prog, parser in commands.items()}
    assert {prog: set(documented.get(prog, {})) for prog in wanted} == wanted


def test_every_choice_is_documented(
    commands: dict[str, argparse.ArgumentParser], documented: dict[str, dict[str, str]]
) -> None:
    missing = [
        f"{prog} {name}: {choice}"
        for prog, parser in commands.items()
        for name, choices in _arguments(parser).items()
        for choice in choices
        if f"`{choice}`" not in documented[prog][name]
    ]
    assert missing == []


BARE = {
    "luot-kiosk --width-mm",
    "luot-display words --style",
    "luot-display words --lang",
    "luot-display words --accent",
}
"""Options that still lack their help. Nothing is to be added here."""


def test_every_option_has_a_help_text(commands: dict[str, argparse.ArgumentParser]) -> None:
    bare = [
        f"{prog} {'/'.join(action.option_strings) or action.dest}"
        for prog, parser in commands.items()
        for action in parser._actions
        if action.option_strings and not action.help
    ]
    assert set(bare) <= BARE
