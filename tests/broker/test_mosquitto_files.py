"""Mosquitto's files agree with the topic tree."""

from __future__ import annotations

from pathlib import Path

import pytest

import broker.mosquitto
from broker import topics
from broker.daemon import Login
from broker.mosquitto.config import access_list, password_line
from broker.mosquitto.sample import sample_files
from broker.topics import Client, Role, TopicSpec

FOLDER = Path(broker.mosquitto.__file__).parent


@pytest.mark.parametrize("name", ["luot.conf", "luot.acl"])
def test_the_committed_example_is_what_is_written_now(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == sample_files()[name]


def rules(client: Client, **more: bool) -> set[str]:
    text = access_list("thu", [Login(client, "", **more)])
    return {line for line in text.splitlines() if line.startswith("topic ")}


def allowed(client: Client, spec: TopicSpec, kind: str, **ids: str | int) -> bool:
    """By the rules of the list, whose only wildcards stand for one whole part."""
    parts = topics.build("thu", spec, **ids).split("/")  # type: ignore[arg-type]
    filters = [rule.split()[2].split("/") for rule in rules(client) if rule.split()[1] == kind]
    return any(
        len(one) == len(parts) and all(a in ("+", b) for a, b in zip(one, parts, strict=True))
        for one in filters
    )


CLIENTS = [
    Client("server", Role.SERVER),
    Client("me", Role.KIOSK),
    Client("me", Role.DISPLAY, frozenset({7})),
    Client("me", Role.TERMINAL, frozenset({7, 8})),
    Client("me", Role.MONITOR),
]


@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.role)
@pytest.mark.parametrize("spec", topics.SPECS, ids=lambda spec: spec.name)
@pytest.mark.parametrize("ids", [{"id": "me", "counter": 7}, {"id": "you", "counter": 9}])
def test_the_list_says_what_the_tree_says(
    client: Client, spec: TopicSpec, ids: dict[str, str | int]
) -> None:
    whole = {"zone": "a", **ids}
    parsed = topics.parse("thu", topics.build("thu", spec, **whole))  # type: ignore[arg-type]
    assert allowed(client, spec, "write", **whole) == topics.may_write(client, parsed)
    assert allowed(client, spec, "read", **whole) == topics.may_read(client, parsed)


def test_a_tool_that_speaks_for_all_may_write_as_any_device_and_never_as_the_server() -> None:
    written = {
        rule.removeprefix("topic write ")
        for rule in rules(Client("tool", Role.MONITOR), speaks_for_all=True)
        if rule.startswith("topic write ")
    }
    of_devices = [spec for spec in topics.SPECS if spec.writers & topics.DEVICES]
    assert written == {topics.subscription("thu", spec) for spec in of_devices}


def test_a_password_line_is_salted_and_tells_no_password() -> None:
    login = Login(Client("kiosk-1", Role.KIOSK), "open sesame")
    first, second = password_line(login), password_line(login)
    assert first != second
    assert first.startswith("kiosk-1:$7$101$")
    assert "sesame" not in first
