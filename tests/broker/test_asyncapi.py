"""The AsyncAPI document is the topic tree and the messages, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from broker import messages, topics
from broker.asyncapi import main
from broker.messages import Message
from broker.topics import Role, TopicSpec

Said = Callable[[type[Message]], st.SearchStrategy[Message]]
COMMITTED = Path(__file__).parents[2] / "docs" / "asyncapi.json"
KINDS = sorted({kind for spec in topics.SPECS for kind in spec.message}, key=lambda k: k.__name__)


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(COMMITTED.read_text(encoding="utf-8"))
    return found


def test_the_committed_document_is_what_is_written_now(tmp_path: Path) -> None:
    main(["--dest", str(tmp_path / "now.json")])
    assert COMMITTED.read_bytes() == (tmp_path / "now.json").read_bytes()


def test_every_topic_has_its_channel_and_no_other(document: dict[str, Any]) -> None:
    assert {name: one["address"] for name, one in document["channels"].items()} == {
        spec.name: f"luot/v1/{{centre}}/{spec.pattern}" for spec in topics.SPECS
    }


@pytest.mark.parametrize("spec", topics.SPECS, ids=lambda spec: spec.name)
def test_a_channel_tells_its_parts_its_messages_and_who_may(
    document: dict[str, Any], spec: TopicSpec
) -> None:
    channel = document["channels"][spec.name]
    assert set(channel["parameters"]) == set(re.findall(r"\{(\w+)\}", channel["address"]))
    assert list(channel["messages"]) == [kind.__name__ for kind in spec.message]
    assert {Role(name) for name in channel["x-writers"]} == spec.writers
    assert {Role(name) for name in channel["x-readers"]} == spec.readers


@pytest.mark.parametrize("spec", topics.SPECS, ids=lambda spec: spec.name)
def test_an_operation_tells_direction_quality_and_what_is_retained(
    document: dict[str, Any], spec: TopicSpec
) -> None:
    operation = document["operations"][spec.name]
    assert operation["action"] == ("send" if spec.writers == {Role.SERVER} else "receive")
    bound = operation["bindings"]["mqtt"]
    assert (bound["qos"], bound["retain"]) == (spec.qos, spec.retain)


def references(value: Any) -> set[str]:
    """Every ``$ref`` below."""
    if isinstance(value, list):
        return set().union(*map(references, value))
    if not isinstance(value, dict):
        return set()
    own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
    return own.union(*map(references, value.values()))


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    found = references(document)
    assert len(found) > len(KINDS)
    for reference in found:
        place = document
        for part in reference.removeprefix("#/").split("/"):
            place = place[part]


def validator(document: dict[str, Any], kind: type[Message]) -> Draft202012Validator:
    payload = document["components"]["messages"][kind.__name__]["payload"]
    return Draft202012Validator({**payload, "components": document["components"]})


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_a_schema_takes_what_is_really_said(
    document: dict[str, Any], said: Said, kind: type[Message], data: st.DataObject
) -> None:
    payload = messages.encode(data.draw(said(kind)))
    validator(document, kind).validate(json.loads(payload))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@settings(max_examples=2, deadline=None)
@given(data=st.data())
def test_a_schema_refuses_what_the_decoder_refuses(
    document: dict[str, Any], said: Said, kind: type[Message], data: st.DataObject
) -> None:
    fields = json.loads(messages.encode(data.draw(said(kind))))
    for name, field in kind.model_fields.items():
        with pytest.raises(ValidationError):
            validator(document, kind).validate({**fields, name: [["wrong"]]})
        if field.is_required():
            rest = {key: value for key, value in fields.items() if key != name}
            with pytest.raises(ValidationError):
                validator(document, kind).validate(rest)
