"""What the tests of the project itself share: its files, and tables of its documents."""

from __future__ import annotations

import argparse
import ast
import importlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("broker", "kiosk", "displays", "server")
TEXT = {".py", ".js", ".css", ".html", ".json", ".svg", ".sh", ".toml", ".yaml", ".md", ".service"}
THEIRS = {"vendor", "fonts", "__pycache__"}


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in TEXT and THEIRS.isdisjoint(path.relative_to(ROOT).parts):
            yield path


@pytest.fixture(scope="session")
def product_files() -> list[Path]:
    """Every text file of the four packages and of the scripts, without what others wrote."""
    return [path for name in (*PACKAGES, "firmware_scripts") for path in _files(ROOT / name)]


@pytest.fixture(scope="session")
def files_of_tests() -> list[Path]:
    """Every test and every tool of the tests."""
    return list(_files(ROOT / "tests"))


@pytest.fixture(scope="session")
def trees(product_files: list[Path]) -> dict[str, ast.Module]:
    """Every Python file of the product, parsed, by its path in the project."""
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in product_files
        if path.suffix == ".py"
    }


Rows = list[list[str]]


@pytest.fixture(scope="session")
def tables() -> Callable[[str], dict[str, Rows]]:
    """Reads the tables of a document: cells of every row, by the heading above them."""

    def read(name: str) -> dict[str, Rows]:
        found: dict[str, Rows] = {}
        heading = ""
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                heading = line.lstrip("# ").strip()
            elif line.startswith("|") and not re.fullmatch(r"[|:\- ]+", line):
                cells = re.split(r"(?<!\\)\|", line.strip()[1:-1])
                found.setdefault(heading, []).append([cell.strip() for cell in cells])
        return {heading: rows[1:] for heading, rows in found.items()}

    return read


class Captured(Exception):
    """Carries the parser that a program was about to use."""


@pytest.fixture
def parser_of(monkeypatch: pytest.MonkeyPatch) -> Callable[..., argparse.ArgumentParser]:
    """The parser that ``main(arguments)`` would read its command line with."""

    def capture(parser: argparse.ArgumentParser, *_: Any, **__: Any) -> None:
        raise Captured(parser)

    monkeypatch.setattr(argparse.ArgumentParser, "parse_args", capture)

    def find(target: str, arguments: list[str]) -> argparse.ArgumentParser:
        module, _, function = target.partition(":")
        with pytest.raises(Captured) as caught:
            getattr(importlib.import_module(module), function)(arguments)
        found = caught.value.args[0]
        assert isinstance(found, argparse.ArgumentParser)
        return found

    return find
