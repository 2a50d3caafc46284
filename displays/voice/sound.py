"""WAV files in memory: joined, with silence between them, and a chime that is made here."""

from __future__ import annotations

import io
import math
import struct
import wave
from collections.abc import Sequence

from displays.errors import SoundError

RATE_HZ, WIDTH = 22_050, 2
"""Mono, 16 bit: what clips are recorded in."""
WANTED = f"WAV, mono, 16 bit, {RATE_HZ} Hz"
CHIME_HZ = (659.26, 523.25)
"""Two falling notes, E and C: heard as a bell, not as an alarm."""
NOTE_S, CHIME_VOLUME = 0.6, 0.35
SILENT, EDGE = 250, 400
"""Samples this weak are silence; so many of it stay at each end, or words would click."""


def samples(wav: bytes, name: str = "clip") -> bytes:
    """The samples of a WAV file. Raises SoundError when it is not mono, 16 bit and 22,050 Hz."""
    try:
        with wave.open(io.BytesIO(wav)) as read:
            found = (read.getnchannels(), read.getsampwidth(), read.getframerate())
            data: bytes = read.readframes(read.getnframes())
    except (wave.Error, EOFError) as error:
        why = f" ({error})" if str(error) else ""
        raise SoundError(f"{name}: not a WAV file{why}; record {WANTED}") from error
    if found != (1, WIDTH, RATE_HZ):
        channels, width, rate_hz = found
        raise SoundError(
            f"{name}: {channels} channels, {8 * width} bit, {rate_hz} Hz; record {WANTED}"
        )
    return data


def joined(parts: Sequence[bytes], gap_s: float = 0.0) -> bytes:
    """One WAV file of the samples of several, with ``gap_s`` of silence between two."""
    gap = bytes(int(gap_s * RATE_HZ) * WIDTH)
    made = io.BytesIO()
    with wave.open(made, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(WIDTH)
        out.setframerate(RATE_HZ)
        out.writeframes(gap.join(parts))
    return made.getvalue()


def trimmed(data: bytes) -> bytes:
    """Samples without the silence before and after: else joined clips would be slow."""
    values = memoryview(data).cast("h")
    loud = [i for i, value in enumerate(values) if abs(value) > SILENT]
    if not loud:
        return data
    first, last = max(loud[0] - EDGE, 0), min(loud[-1] + EDGE, len(values) - 1)
    return data[first * WIDTH : (last + 1) * WIDTH]


def length_s(wav: bytes) -> float:
    """How long it sounds. Raises SoundError."""
    return len(samples(wav)) / WIDTH / RATE_HZ


def chime() -> bytes:
    """The samples of two notes that fade."""
    count = int(NOTE_S * RATE_HZ)
    values = [
        CHIME_VOLUME * math.exp(-4 * i / count) * math.sin(math.tau * hz * i / RATE_HZ)
        for hz in CHIME_HZ
        for i in range(count)
    ]
    return struct.pack(f"<{len(values)}h", *(int(value * 32_767) for value in values))


def sized(wav: bytes) -> bytes:
    """A WAV file that a program wrote into a pipe, with its true length in the head."""
    at = wav.find(b"data")
    if at < 0 or wav[:4] != b"RIFF":
        return wav
    body = wav[at + 8 :]
    head = b"RIFF" + struct.pack("<I", at + len(body)) + wav[8 : at + 4]
    return head + struct.pack("<I", len(body)) + body
