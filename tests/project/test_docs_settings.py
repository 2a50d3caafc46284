"""Every setting is documented, and nothing is documented that is not a setting."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

DOCUMENT = "docs/settings.md"
NAME = re.compile(r"LUOT_[A-Z0-9_]*[A-Z0-9]|--[a-z][a-z-]*")
SECRET = re.compile(r"password|secret|token|logins$|pin$")


@dataclass(frozen=True)
class Field:
    """A field of a settings class: the names of its variable and option, and its default."""

    place: str
    name: str
    told: str
    default: ast.expr | None

    @property
    def names(self) -> set[str]:
        """What stands before the colon of its docstring, or in all of it."""
        return set(NAME.findall(re.split(r":\s", self.told, maxsplit=1)[0]))


def _fields(root: Path) -> Iterator[Field]:
    for path in sorted(root.glob("*/settings.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and node.name == "Settings":
                yield from _of_class(path.parent.name, node.body)


def _of_class(place: str, body: list[ast.stmt]) -> Iterator[Field]:
    for at, node in enumerate(body):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield Field(place, node.target.id, _string(body[at + 1 : at + 2]), node.value)


def _string(following: list[ast.stmt]) -> str:
    match following:
        case [ast.Expr(value=ast.Constant(value=str(told)))]:
            return " ".join(told.split())
    return ""


@pytest.fixture(scope="module")
def fields(root: Path) -> list[Field]:
    return list(_fields(root))


@pytest.fixture(scope="module")
def documented(tables: Callable[[str], dict[str, Any]]) -> dict[str, dict[str, list[str]]]:
    """By place, by name: the cells of the row."""
    return {
        heading: {name: row for row in rows for name in NAME.findall(row[0])}
        for heading, rows in tables(DOCUMENT).items()
    }


def test_every_place_with_settings_is_looked_at(fields: list[Field]) -> None:
    assert {field.place for field in fields} == {"broker", "server", "kiosk", "displays"}


def test_every_field_says_what_it_means(fields: list[Field]) -> None:
    assert [f"{field.place}.{field.name}" for field in fields if not field.names] == []


def test_the_document_names_exactly_the_settings_there_are(
    fields: list[Field], documented: dict[str, dict[str, list[str]]]
) -> None:
    wanted: dict[str, set[str]] = {}
    for field in fields:
        wanted.setdefault(field.place, set()).update(field.names)
    assert {place: set(rows) for place, rows in documented.items()} == wanted


def test_the_document_tells_the_real_defaults(
    fields: list[Field], documented: dict[str, dict[str, list[str]]]
) -> None:
    told = {
        (field.place, name): documented[field.place][name][1]
        for field in fields
        for name in field.names
        if _default(field.default)
    }
    real = {
        (field.place, name): _default(field.default)
        for field in fields
        for name in field.names
        if _default(field.default)
    }
    assert told == real


def _default(node: ast.expr | None) -> str:
    """As the document writes it; empty when the class has none to compare with."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Path":
        node = node.args[0]
    if not isinstance(node, ast.Constant):
        return ""
    if node.value in (None, ""):
        return "–"
    value = str(node.value).lower() if isinstance(node.value, bool) else str(node.value)
    return f"`{value}`"


def test_no_secret_has_a_default(fields: list[Field]) -> None:
    secrets = [field for field in fields if SECRET.search(field.name)]
    assert {field.place for field in secrets} == {"broker", "server", "kiosk", "displays"}
    assert [f"{f.place}.{f.name}" for f in secrets if not _is_empty(f.default)] == []


def _is_empty(node: ast.expr | None) -> bool:
    if not isinstance(node, ast.Call):
        return node is None
    defaults = [word.value for word in node.keywords if word.arg in ("default", "default_factory")]
    return all(isinstance(value, ast.Constant) and value.value == "" for value in defaults)


def test_a_secret_is_never_shown_by_repr(fields: list[Field]) -> None:
    shown = [f for f in fields if SECRET.search(f.name) and "repr=False" not in _source(f.default)]
    assert [f"{f.place}.{f.name}" for f in shown] == []


def _source(node: ast.expr | None) -> str:
    return ast.unparse(node) if node else ""


def test_every_secret_may_stand_in_a_file(fields: list[Field]) -> None:
    secrets = [field for field in fields if SECRET.search(field.name)]
    without = [f for f in secrets if not any(name.endswith("_FILE") for name in f.names)]
    assert [f"{f.place}.{f.name}" for f in without] == []


def test_every_variable_in_the_code_is_documented(
    trees: dict[str, ast.Module], documented: dict[str, dict[str, list[str]]]
) -> None:
    known = {name for rows in documented.values() for name in rows}
    used = {name for tree in trees.values() for name in _variables(tree)}
    assert used - known == set()


def _variables(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if re.fullmatch(r"LUOT_[A-Z0-9_]*[A-Z0-9]", text):
                yield text


def test_the_example_of_an_environment_is_complete(
    root: Path, documented: dict[str, dict[str, list[str]]]
) -> None:
    text = (root / ".env.example").read_text(encoding="utf-8")
    listed = re.findall(r"^(?:# )?(LUOT_[A-Z0-9_]+)=", text, flags=re.MULTILINE)
    known = {n for rows in documented.values() for n in rows if n.startswith("LUOT_")}
    assert set(listed) == known


def test_the_example_holds_no_secret(root: Path) -> None:
    for line in (root / ".env.example").read_text(encoding="utf-8").splitlines():
        name, _, value = line.removeprefix("# ").partition("=")
        if SECRET.search(name.lower()) and not name.endswith("_FILE"):
            assert value == "", name
