"""The decoder takes what may be said, and refuses everything else with a reason, in one way."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broker import messages as m
from broker import topics
from broker.errors import MessageRefused, WireError

KINDS = sorted({kind for spec in topics.SPECS for kind in spec.message}, key=lambda k: k.__name__)
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
Said = Callable[[type[m.Message]], st.SearchStrategy[m.Message]]
PRESS = {"v": 1, "id": "a", "button": "next", "kind": "press", "up_ms": 1}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def refusal(kind: type[m.Message], payload: bytes) -> str:
    with pytest.raises(MessageRefused) as refused:
        m.decode(kind, payload)
    assert isinstance(refused.value, WireError)
    reason = str(refused.value)
    assert reason.startswith(f"{kind.__name__}: ")
    assert len(reason) < 300
    assert "\n" not in reason
    return reason


def refused_or_taken(kind: type[m.Message], payload: bytes) -> None:
    """Never another exception; and what is taken can be said again."""
    try:
        taken = m.decode(kind, payload)
    except MessageRefused:
        return
    assert m.decode(kind, m.encode(taken)) == taken


@every_kind
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_what_is_said_is_heard(said: Said, kind: type[m.Message], data: st.DataObject) -> None:
    message = data.draw(said(kind))
    payload = m.encode(message)
    assert m.decode(kind, payload) == message


@every_kind
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_fields_of_a_newer_server_are_passed_over(
    said: Said, kind: type[m.Message], data: st.DataObject
) -> None:
    message = data.draw(said(kind))
    newer = {**json.loads(m.encode(message)), "not known here": data.draw(JSON.filter(bool))}
    text = json.dumps(newer, allow_nan=True).encode()
    assert m.decode(kind, text) == message


@settings(max_examples=200, deadline=None)
@given(kind=st.sampled_from(KINDS), payload=st.binary(max_size=300))
def test_no_bytes_break_the_decoder(kind: type[m.Message], payload: bytes) -> None:
    refused_or_taken(kind, payload)


@settings(max_examples=100, deadline=None)
@given(kind=st.sampled_from(KINDS), value=JSON)
def test_no_json_breaks_the_decoder(kind: type[m.Message], value: Any) -> None:
    refused_or_taken(kind, json.dumps(value).encode())


@every_kind
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_no_field_of_another_type_breaks_the_decoder(
    said: Said, kind: type[m.Message], data: st.DataObject
) -> None:
    fields = json.loads(m.encode(data.draw(said(kind))))
    name = data.draw(st.sampled_from(sorted(fields)))
    refused_or_taken(kind, json.dumps({**fields, name: data.draw(JSON)}).encode())


@every_kind
@settings(max_examples=2, deadline=None)
@given(data=st.data())
def test_a_missing_field_is_named(said: Said, kind: type[m.Message], data: st.DataObject) -> None:
    fields = json.loads(m.encode(data.draw(said(kind))))
    for name in (name for name, field in kind.model_fields.items() if field.is_required()):
        rest = {key: value for key, value in fields.items() if key != name}
        assert f"{name}: Field required" in refusal(kind, json.dumps(rest).encode())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("v", 0),
        ("v", 2),
        ("v", "1"),
        ("v", True),
        ("v", 1.0),
        ("up_ms", -1),
        ("up_ms", "1"),
        ("up_ms", 1.5),
        ("up_ms", True),
        ("up_ms", 2**53),
        ("up_ms", 10**4000),
        ("id", ""),
        ("id", "x" * 65),
        ("id", 7),
        ("button", "x" * 201),
        ("kind", "stroke"),
        ("device", ""),
    ],
)
def test_a_field_that_does_not_fit_is_named(name: str, value: Any) -> None:
    m.decode(m.Press, json.dumps(PRESS).encode())
    assert f"Press: {name}: " in refusal(m.Press, json.dumps({**PRESS, name: value}).encode())


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_a_temperature_is_a_number(number: str) -> None:
    refusal(m.DeviceHealth, f'{{"session": "s", "up_s": 1, "temp_c": {number}}}'.encode())


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"null",
        b"[]",
        b'"text"',
        b"{",
        b"{}{}",
        b"\xff\xfe{\x00}\x00",
        b"\xef\xbb\xbf{}",
        b'{"ep": 1, "ms": 1, "tz": "\xff"}',
        b'{"ep": 1, "ms": 1, "tz": "\\ud800"}',
        b'{"ep": 1, "ms": ' + b"9" * 8000 + b', "tz": ""}',
        b"[" * m.MAX_BYTES,
        b'{"ep": ' + b"[" * 4000 + b"]" * 4000 + b"}",
        b'{"ep": 1, "ms": 1, "tz": "a", "x": ' + b'{"a":' * 1300 + b"1" + b"}" * 1301,
    ],
    ids=lambda payload: payload[:24],
)
def test_what_is_no_message_is_refused(payload: bytes) -> None:
    refusal(m.Heartbeat, payload)


@pytest.mark.parametrize("size", [m.MAX_BYTES - 1, m.MAX_BYTES, m.MAX_BYTES + 1])
def test_a_payload_has_a_largest_size_both_ways(size: int) -> None:
    bare = len(m.encode(m.Heartbeat(ep=1, ms=1, tz="")))
    beat = m.Heartbeat(ep=1, ms=1, tz="x" * (size - bare))
    if size <= m.MAX_BYTES:
        assert m.decode(m.Heartbeat, m.encode(beat)) == beat
        return
    with pytest.raises(MessageRefused, match="at most"):
        m.encode(beat)
    assert f"{size} bytes" in refusal(m.Heartbeat, beat.model_dump_json().encode())


def test_a_senders_own_key_does_not_break_a_line_of_the_log() -> None:
    refusal(
        m.DeviceSettings, b'{"v": 1, "rev": 1, "at": 1, "settings": {"a\\nERROR forged": null}}'
    )


def test_a_message_does_not_change() -> None:
    beat = m.Heartbeat(ep=1, ms=1, tz="")
    with pytest.raises(ValueError, match="frozen"):
        beat.ep = 2  # type: ignore[misc]
