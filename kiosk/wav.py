"""WAV files that a program writes into a pipe: their length is told, and their end is quiet."""

from __future__ import annotations

import struct

RIFF_SIZE_AT, HEAD, CHUNK = 4, 12, 8
QUIET_S = 0.25
"""Silence after the last word: cheap sound cards swallow the last tenth of a second."""


def finished(sound: bytes) -> bytes:
    """The file with its true sizes. A program that writes into a pipe cannot know them, and a
    player that believes what it wrote instead shows a length of hours, or stops early.

    What is no WAV file of whole chunks is left as it is.
    """
    at, rate = HEAD, 0
    while at + CHUNK <= len(sound):
        name, size = sound[at : at + 4], struct.unpack_from("<I", sound, at + 4)[0]
        if name == b"data":
            return _with_data(sound[: at + 4], sound[at + CHUNK :][:size], rate)
        if name == b"fmt " and at + CHUNK + 12 <= len(sound):
            rate = struct.unpack_from("<I", sound, at + CHUNK + 8)[0]
        at += CHUNK + size + size % 2
    return sound


def _with_data(head: bytes, data: bytes, bytes_per_s: int) -> bytes:
    data += bytes(int(bytes_per_s * QUIET_S) // 4 * 4)
    whole = len(head) + 4 + len(data) - CHUNK
    sized = head[:RIFF_SIZE_AT] + struct.pack("<I", whole) + head[RIFF_SIZE_AT + 4 :]
    return sized + struct.pack("<I", len(data)) + data
