"""What holds for all code of the project, whoever writes it."""

from __future__ import annotations

import ast
import importlib
import statistics
from collections.abc import Callable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

PACKAGES = ("broker", "kiosk", "displays", "server")
MOST_LINES = 250
MEDIAN_LINES = 90
MOST_FUNCTION_LINES = 40
CODE = {".py", ".js", ".css", ".html", ".sh"}
BROAD = {
    "broker/link.py": "a handler must not kill the client of the broker",
    "server/runtime.py": "a call of the loop must not end the loop, nor the calls beside it",
    "server/wire.py": "a message of a device is counted and logged, whatever it breaks",
}
"""The edges, where anything may be caught, once each, and why. (Flask is the edge of the web.)"""
HANDED_ON = {
    "kiosk/library.py": "rolls back, and raises again",
    "kiosk/outbox.py": "rolls back, and raises again",
    "server/store/writer.py": "handed to the caller, who waits for it in another thread",
}
"""Where even an interrupt is caught, to be passed on."""
SLEEPING = {
    "tests/bench/demo.py": "lets the hall run for a while before it is weighed",
    "tests/bench/client.py": "counters that press each at its own times",
    "tests/bench/console_soak.py": "presses no faster than the page of a console lets anybody",
    "tests/bench/lights.py": "weighs a light that blinks for a while; a network that is away",
    "tests/bench/live_bench.py": "two calls a second, for as long as the server is weighed",
    "tests/bench/restart_bench.py": "a broker is away for so long",
    "tests/bench/speaker_bench.py": "sounds last a moment",
    "tests/bench/speaker_boot.py": "a network that is away; a pause between two calls",
}
"""Files that let time pass without a condition, and why."""
Trees = dict[str, ast.Module]


@pytest.mark.parametrize("name", PACKAGES)
def test_our_packages_are_the_ones_that_are_imported(root: Path, name: str) -> None:
    found = importlib.import_module(name).__file__
    assert found is not None
    assert Path(found).parent == root / name


@pytest.mark.parametrize("name", PACKAGES)
def test_nobody_else_has_installed_a_package_of_our_names(name: str) -> None:
    assert set(packages_distributions().get(name, ())) <= {"luot"}


def test_tests_are_no_package(root: Path) -> None:
    assert list((root / "tests").rglob("__init__.py")) == []


def test_names_of_test_files_are_unique(root: Path) -> None:
    names = [path.name for path in (root / "tests").rglob("test_*.py")]
    assert len(names) == len(set(names))


def _lengths(root: Path, files: list[Path]) -> dict[str, int]:
    return {
        path.relative_to(root).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in files
        if path.suffix in CODE
    }


def test_files_are_small(root: Path, product_files: list[Path], files_of_tests: list[Path]) -> None:
    lengths = _lengths(root, product_files + files_of_tests)
    too_long = {name: n for name, n in lengths.items() if n > MOST_LINES}
    assert too_long == {}


def test_most_files_are_much_smaller(root: Path, product_files: list[Path]) -> None:
    assert statistics.median(_lengths(root, product_files).values()) < MEDIAN_LINES


def _functions(trees: Trees) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for name, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{name}:{node.name}", node


def test_functions_are_small(trees: Trees) -> None:
    lengths = {name: _span(node) for name, node in _functions(trees)}
    assert {name: n for name, n in lengths.items() if n > MOST_FUNCTION_LINES} == {}


def _span(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of its own body: functions inside it are counted by themselves."""
    inner = [one for one in ast.walk(node) if isinstance(one, ast.FunctionDef) and one is not node]
    return _lines(node.body[0], node) - sum(_lines(one, one) for one in inner)


def _lines(first: ast.stmt, last: ast.stmt) -> int:
    return (last.end_lineno or last.lineno) - first.lineno + 1


@pytest.fixture(scope="session")
def trees_of_tests(root: Path, files_of_tests: list[Path]) -> Trees:
    return {
        path.relative_to(root).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in files_of_tests
        if path.suffix == ".py"
    }


def test_nothing_sleeps_where_it_could_wait(trees: Trees, trees_of_tests: Trees) -> None:
    awake = {name: one for name, one in (trees | trees_of_tests).items() if name not in SLEEPING}
    assert list(_found(awake, _sleeps)) == []


@pytest.mark.parametrize(
    "line", ["time.sleep(1)", "from time import sleep", "threading.Event().wait(2)"]
)
def test_a_sleep_would_be_seen(line: str) -> None:
    assert any(_sleeps(node) for node in ast.walk(ast.parse(line)))


def _sleeps(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="time" | "gevent"), attr="sleep")):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Call(func=made), attr="wait")):
            return ast.unparse(made) in {"Event", "threading.Event"}  # nobody else can set it
        case ast.ImportFrom(module="time" | "gevent", names=names):
            return any(one.name == "sleep" for one in names)
    return False


def _found(trees: Trees, is_bad: Callable[[ast.AST], bool]) -> Iterator[str]:
    for name, tree in trees.items():
        for node in ast.walk(tree):
            if is_bad(node):
                yield f"{name}:{getattr(node, 'lineno', 0)}"


def _catching(trees: Trees, *names: str) -> Iterator[tuple[str, ast.ExceptHandler]]:
    for name, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ExceptHandler) and not _caught(node).isdisjoint(names):
                yield name, node


def _waits(trees: Trees, how: str) -> Iterator[tuple[str, str]]:
    """Where something is awaited on a page, and for what."""
    for name, tree in trees.items():
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Attribute(attr=attr), args=[what, *_]) if attr == how:
                    yield f"{name}:{node.lineno}", ast.unparse(what)


def test_what_is_awaited_on_a_page_is_a_function(trees_of_tests: Trees) -> None:
    """A mere expression holds at once or never: a page's policy forbids to read it again."""
    waits = _waits(trees_of_tests, "wait_for_function")
    assert [(name, what) for name, what in waits if "=>" not in what and not what.isupper()] == []


def test_nobody_waits_for_a_silence_of_the_network(trees_of_tests: Trees) -> None:
    """On a busy machine a page is silent before it is ready."""
    waits = _waits(trees_of_tests, "wait_for_load_state")
    found = {name.split(":")[0] for name, what in waits if "networkidle" in what}
    assert found == {"tests/bench/board_soak.py", "tests/tools/picture_house.py"}, "they judge none"


def _caught(handler: ast.ExceptHandler) -> set[str]:
    """The names after ``except``; a bare one catches everything."""
    if handler.type is None:
        return {"BaseException"}
    return {ast.unparse(one) for one in getattr(handler.type, "elts", [handler.type])}


def test_everything_is_caught_only_at_the_edges(trees: Trees) -> None:
    assert sorted(name for name, _ in _catching(trees, "Exception")) == sorted(BROAD)


def test_what_an_edge_catches_is_logged(trees: Trees) -> None:
    silent = [
        f"{name}:{handler.lineno}"
        for name, handler in _catching(trees, "Exception")
        if "log.exception(" not in ast.unparse(handler)
    ]
    assert silent == []


def test_an_interrupt_is_never_swallowed(trees: Trees) -> None:
    assert {name for name, _ in _catching(trees, "BaseException")} <= set(HANDED_ON)


def test_nothing_is_global(trees: Trees) -> None:
    assert list(_found(trees, lambda node: isinstance(node, ast.Global))) == []


def test_every_public_function_of_a_module_says_what_it_does(trees: Trees) -> None:
    silent = [
        f"{name}:{node.name}"
        for name, tree in trees.items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and ast.get_docstring(node) is None
    ]
    assert silent == []


def test_every_module_says_what_it_is(trees: Trees) -> None:
    assert [name for name, tree in trees.items() if ast.get_docstring(tree) is None] == []
