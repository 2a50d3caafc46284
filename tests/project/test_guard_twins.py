"""No function is written twice: what two places need, one place has."""

from __future__ import annotations

import ast
from collections import defaultdict

import pytest

ALONE = "firmware_scripts/terminal/terminal/"
"""A program for another machine, which can import nothing of ours."""
LEAST_NODES = 25
"""Smaller bodies are alike by chance."""
Trees = dict[str, ast.Module]


class Nameless(ast.NodeTransformer):
    """Gives all names of a body the numbers of their first use."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def visit_Name(self, node: ast.Name) -> ast.Name:
        number = self._known.setdefault(node.id, f"n{len(self._known)}")
        return ast.Name(number, node.ctx)


def _body(function: ast.FunctionDef) -> str | None:
    """What it does, without its words and names; None when that is too little to say."""
    told = ast.get_docstring(function) is not None
    bare = ast.Module(function.body[told:], [])
    if sum(1 for _ in ast.walk(bare)) < LEAST_NODES:
        return None
    return ast.unparse(Nameless().visit(ast.parse(ast.unparse(bare))))


def _twins(trees: Trees) -> list[list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and (body := _body(node)) is not None:
                found[body].append(f"{name}:{node.name}")
    return [names for names in found.values() if len(names) > 1]


def test_no_function_is_written_twice(trees: Trees) -> None:
    ours = {name: tree for name, tree in trees.items() if not name.startswith(ALONE)}
    assert _twins(ours) == []
    assert _twins({name: tree for name, tree in trees.items() if name.startswith(ALONE)}) == []


@pytest.mark.parametrize(("other", "found"), [("text", 1), ("None", 0)])
def test_a_twin_under_other_names_would_be_seen(other: str, found: int) -> None:
    first = """
def one(text):
    "Says what."
    if not (text.isascii() and text.isdigit() and int(text) <= LIMIT):
        raise ValueError(f"{text!r}: use a number")
    return int(text)
"""
    second = first.replace("one", "two").replace("Says what", "Says more")
    second = second.replace("LIMIT", "MOST").replace("int(text)\n", f"int({other})\n")
    trees = {"a.py": ast.parse(first), "b.py": ast.parse(second)}
    assert len(_twins(trees)) == found
