"""The list is the same bytes for everybody, and comes together again from its parts."""

from __future__ import annotations

import random
import zlib

import pytest

from broker import messages as m
from broker.catalogue import document as d
from broker.errors import MessageRefused


def _text(count: int) -> bytes:
    letters = random.Random(7)
    made = tuple(
        d.Procedure(code=str(i), name_vi=f"Thủ tục {letters.random()}", group="a")
        for i in range(count)
    )
    return d.to_bytes(d.ProcedureList(procedures=made, synonyms=(("a", "b"),), groups={"a": "A"}))


def test_the_bytes_of_a_list_say_the_whole_list() -> None:
    text = _text(3)
    assert d.to_bytes(d.from_bytes(text)) == text
    assert d.digest(text) == d.digest(_text(3)) != d.digest(_text(4))


def test_parts_fit_the_wire_and_make_the_list_again() -> None:
    packed = d.pack(_text(1_000))
    parts = [d.part_of(packed, part) for part in range(d.count_parts(packed))]
    assert len(parts) > 1
    for part, data in enumerate(parts):
        said = m.Part(v=1, id="x" * 64, version=9_999, part=part, parts=len(parts), data=data)
        assert len(m.encode(said)) <= m.MAX_BYTES
    assert d.unpack(d.join(parts)) == _text(1_000)


@pytest.mark.parametrize("damaged", [b"", b"no zlib", zlib.compress(b"x" * 99)[:-5]])
def test_damaged_parts_are_refused(damaged: bytes) -> None:
    with pytest.raises(MessageRefused):
        d.unpack(damaged)


def test_what_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(d, "LARGEST_BYTES", 1_000)
    with pytest.raises(MessageRefused, match="too long"):
        d.unpack(zlib.compress(b"0" * 1_000_000))


@pytest.mark.parametrize("text", [b"", b"[]", b'{"procedures": [{"code": ""}]}', b"\xff"])
def test_another_shape_is_refused(text: bytes) -> None:
    with pytest.raises(MessageRefused):
        d.from_bytes(text)


def test_what_is_no_base64_is_refused() -> None:
    with pytest.raises(MessageRefused):
        d.join(["*"])
