"""Where the sound of a loudspeaker goes: a card, files, or nowhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from pathlib import Path
from typing import Protocol

from displays.errors import BadSetting, SoundError
from displays.voice import sound

SLACK_S = 5.0
"""How much longer than its sound a player may take before it is ended."""
HUSH_S = 0.05


class Player(Protocol):
    """Where sound goes."""

    def play(self, wav: bytes) -> None:
        """Play to the end. Raises SoundError."""

    def try_out(self) -> None:
        """Raises SoundError when nothing can be played; nothing is heard."""


class Aplay:
    """ALSA's own player; a card that hangs is left after the length of the sound and some more."""

    def __init__(self, card: str = "") -> None:
        if shutil.which("aplay") is None:
            raise SoundError("audio alsa: there is no aplay; install alsa-utils", "player")
        self._command = ["aplay", "-q", *(["-D", card] if card else []), "-"]

    def play(self, wav: bytes) -> None:
        """Play, and wait until it has sounded."""
        wait_s = sound.length_s(wav) + SLACK_S
        try:
            subprocess.run(
                self._command,
                input=wav,
                capture_output=True,
                timeout=wait_s,
                check=True,
                env={**os.environ, "LC_ALL": "C"},
            )
        except subprocess.CalledProcessError as error:
            said = error.stderr.decode("utf-8", errors="replace").strip()
            busy = "busy" in said.lower()
            raise SoundError(f"aplay: {said or error}", "busy" if busy else "card") from error
        except (OSError, subprocess.SubprocessError) as error:
            raise SoundError(f"aplay: {error}", "card") from error

    def try_out(self) -> None:
        """Play a moment of silence."""
        self.play(sound.joined([bytes(int(HUSH_S * sound.RATE_HZ) * sound.WIDTH)]))


class Folder:
    """Files instead of sound, numbered in their order: where there is no loudspeaker."""

    def __init__(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SoundError(f"audio file:{folder}: {error.strerror}", "card") from error
        self._folder, self._count = folder, 0

    def play(self, wav: bytes) -> None:
        """Write it; nobody waits for it to sound."""
        self._count += 1
        (self._folder / f"{self._count:05d}.wav").write_bytes(wav)

    def try_out(self) -> None:
        """Is the folder there, and ours?"""
        if not os.access(self._folder, os.W_OK):
            raise SoundError(f"audio file:{self._folder}: cannot be written", "card")


class Nothing:
    """No sound: time passes as if there were one."""

    def __init__(self) -> None:
        self._pause = threading.Event()

    def play(self, wav: bytes) -> None:
        """Wait as long as it would sound."""
        self._pause.wait(sound.length_s(wav))

    def try_out(self) -> None:
        """There is nothing that could fail."""


def open_player(spec: str) -> Player:
    """``alsa``, ``alsa:CARD``, ``file:DIR`` or ``none``.

    Raises BadSetting, or SoundError when it is not there.
    """
    kind, _, rest = spec.partition(":")
    if kind == "alsa":
        return Aplay(rest)
    if kind == "file" and rest:
        return Folder(Path(rest))
    if spec == "none":
        return Nothing()
    raise BadSetting(f"audio {spec!r}: use alsa, alsa:CARD, file:DIR or none")
