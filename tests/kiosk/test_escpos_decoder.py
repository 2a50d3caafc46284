"""The decoder itself: what the manual says, byte by byte, and nothing else."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

CHECKER = bytes([0b10000001, 0b01000010])


def black(image: Any) -> set[tuple[int, int]]:
    """Where the dots are."""
    return {
        (x, y)
        for y in range(image.height)
        for x in range(image.width)
        if not image.getpixel((x, y))
    }


def test_raster_rows_are_bytes_with_the_left_dot_highest(decoder: ModuleType) -> None:
    out = decoder.decode(b"\x1b@\x1dv0\x00\x01\x00\x02\x00" + CHECKER)
    assert out.names == ["init", "raster"]
    assert out.commands[1].values == (1, 1, 8, 2)
    assert black(out.paper) == {(0, 0), (7, 0), (1, 1), (6, 1)}


@pytest.mark.parametrize(
    ("mode", "scale"),
    [(0, (1, 1)), (1, (2, 1)), (2, (1, 2)), (3, (2, 2)), (48, (1, 1)), (51, (2, 2))],
)
def test_every_raster_mode_stretches_as_the_manual_says(
    decoder: ModuleType, mode: int, scale: tuple[int, int]
) -> None:
    out = decoder.decode(b"\x1dv0" + bytes([mode]) + b"\x01\x00\x02\x00" + CHECKER)
    assert out.paper.size == (8 * scale[0], 2 * scale[1])
    assert len(black(out.paper)) == 4 * scale[0] * scale[1]
    assert (out.paper.width - 1, 0) in black(out.paper)


def test_feeds_move_the_paper_and_cuts_are_told_apart(decoder: ModuleType) -> None:
    line = b"\x1dv0\x00\x01\x00\x01\x00\xff"
    out = decoder.decode(
        b"\x1b3\x10" + line + b"\n\x1bd\x02\x1bJ\x05\x1b2\n" + line + b"\x1dVA\x07"
    )
    rows = {y for _, y in black(out.paper)}
    assert rows == {0, 1 + 16 + 32 + 5 + 30}
    assert [c.values for c in out.commands if c.name == "feed"] == [(16,), (32,), (5,), (30,)]
    assert out.commands[-1].values == (1, 7)
    assert decoder.decode(b"\x1dV\x01").commands[0].values == (0, 0)
    assert decoder.decode(b"\x1dV\x30").commands[0].values == (1, 0)


@pytest.mark.parametrize(
    "job",
    [
        b"A",
        b"\x1b@So",
        b"\x1bt\x1e",
        b"\x1b*\x21\x01\x00\x00\x00\x00",
        b"\x1dv1\x00\x01\x00\x01\x00\xff",
        b"\x1dv0\x04\x01\x00\x01\x00\xff",
        b"\x1dv0\x00\x01\x00\x02\x00\xff",
        b"\x1dv0\x00\x00\x00\x01\x00",
        b"\x1dV\x09",
        b"\x10\x04\x09",
        b"\x10\x05\x01",
        b"\x1b",
    ],
)
def test_what_a_raster_job_does_not_need_is_refused(decoder: ModuleType, job: bytes) -> None:
    with pytest.raises(decoder.Refused, match=r"byte \d+"):
        decoder.decode(job)
