"""docs/wire.md against the topic tree, the messages and what the pages are told."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from broker import messages, topics
from broker.topics import Role, TopicSpec
from server.presses import BUTTONS
from server.web.publisher import PERIODS_S
from server.web.rooms import MOST_WATCHES

DOCUMENT = "docs/wire.md"
Rows = dict[str, list[list[str]]]


@pytest.fixture(scope="module")
def text(root: Path) -> str:
    return (root / DOCUMENT).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def rows(tables: Callable[[str], Rows]) -> Rows:
    return tables(DOCUMENT)


def _cells(spec: TopicSpec) -> list[Any]:
    return [
        f"`{spec.pattern}`",
        ", ".join(f"`{kind.__name__}`" for kind in spec.message),
        str(spec.qos),
        "yes" if spec.retain else "no",
        _roles(spec.writers),
        _roles(spec.readers - {Role.MONITOR}),
    ]


def _roles(roles: frozenset[Role]) -> str:
    return ", ".join(role.value for role in Role if role in roles)


def test_every_topic_stands_as_it_is_in_the_tree(rows: Rows) -> None:
    assert [row[:6] for row in rows["MQTT topics"]] == [_cells(spec) for spec in topics.SPECS]


def test_a_monitor_may_read_every_topic() -> None:
    assert [spec.name for spec in topics.SPECS if Role.MONITOR not in spec.readers] == []


def test_what_is_reserved_is_what_nobody_speaks_yet(
    text: str, trees: dict[str, ast.Module]
) -> None:
    told = text.partition("Reserved, ")[2].partition("\n\n")[0]
    names = {
        node.attr
        for path, tree in trees.items()
        if not path.startswith("broker/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
    }
    silent = {
        value.pattern
        for name, value in vars(topics).items()
        if isinstance(value, TopicSpec) and name not in names
    }
    assert set(re.findall(r"`([^`]+)`", told)) == silent


def _examples(text: str) -> Iterator[tuple[str, list[str]]]:
    part = text.partition("## Examples")[2].partition("\n## ")[0]
    for piece in re.split(r"^(?=`)(?!```)", part, flags=re.MULTILINE)[1:]:
        yield piece.splitlines()[0].strip("`"), re.findall(r"```json\n(.*?)\n```", piece, re.DOTALL)


def test_every_topic_has_an_example_for_each_of_its_messages(text: str) -> None:
    told = {pattern: len(bodies) for pattern, bodies in _examples(text)}
    assert told == {spec.pattern: len(spec.message) for spec in topics.SPECS}


@pytest.mark.parametrize("spec", topics.SPECS, ids=lambda spec: spec.name)
def test_an_example_is_a_message_that_the_program_takes(text: str, spec: TopicSpec) -> None:
    bodies = dict(_examples(text))[spec.pattern]
    for kind, body in zip(spec.message, bodies, strict=True):
        taken = messages.decode(kind, body.encode())
        assert taken.model_fields_set == set(kind.model_fields), "an example shows every field"


def test_every_room_of_the_pages_is_told(rows: Rows) -> None:
    told = {row[0].strip("`").partition(":")[0]: row[4] for row in rows["Socket.IO rooms"]}
    assert told == {kind: f"{period_s:g} s" for kind, period_s in PERIODS_S.items()}


def test_every_event_of_the_pages_is_told(rows: Rows, trees: dict[str, ast.Module]) -> None:
    told = {row[0].strip("`") for row in rows["Socket.IO events"]}
    assert told == set(_events(trees))


def _events(trees: dict[str, ast.Module]) -> Iterator[str]:
    """First words of what the publisher says, and of the pairs that ``rooms.document`` makes."""
    for node in ast.walk(trees["server/web/publisher.py"]):
        match node:
            case ast.Call(
                func=ast.Attribute(attr="_emit" | "_say"), args=[ast.Constant(value=str(value)), *_]
            ):
                yield value
    for node in ast.walk(trees["server/web/rooms.py"]):
        match node:
            case ast.Return(
                value=ast.Tuple(elts=[ast.Constant(value=str(value)), ast.Dict() | ast.Call()])
            ):
                yield value


def test_the_limit_of_watches_is_told(text: str) -> None:
    assert f"at most {MOST_WATCHES} rooms" in text


def test_the_largest_message_is_told(text: str) -> None:
    assert f"at most {messages.MAX_BYTES:,} bytes" in text


def test_every_button_of_a_counter_box_is_told(rows: Rows) -> None:
    told = {(button.strip("`"), kind.strip("`")) for button, kind, does in rows["Buttons"] if does}
    assert told == set(BUTTONS)
